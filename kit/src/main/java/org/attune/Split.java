package org.attune;

import org.attune.view.HtmlDisplayable;

/**
 * A dataset split into two parts that share no prompt.
 *
 * @param train the training rows
 * @param test the test rows
 */
public record Split(Dataset train, Dataset test) implements HtmlDisplayable {
  @Override
  public String html() {
    return "<p><b>train</b></p>" + train.html() + "<p><b>test</b></p>" + test.html();
  }

  @Override
  public String toString() {
    return "Split(train: " + train + ", test: " + test + ")";
  }
}
