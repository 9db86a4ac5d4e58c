package org.attune.data.jinja;

import java.util.BitSet;

/**
 * The output of a template.
 *
 * @param text the whole text
 * @param given the positions, in UTF-16 units, of characters that come from the data
 * @param generated the positions inside the template's generation blocks
 */
public record RenderedText(String text, BitSet given, BitSet generated) {
  /** Copies both sets. */
  public RenderedText {
    given = (BitSet) given.clone();
    generated = (BitSet) generated.clone();
  }

  @Override
  public BitSet given() {
    return (BitSet) given.clone();
  }

  @Override
  public BitSet generated() {
    return (BitSet) generated.clone();
  }
}
