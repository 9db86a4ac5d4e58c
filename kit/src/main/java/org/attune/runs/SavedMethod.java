package org.attune.runs;

import org.attune.method.AlignmentMethod;
import org.attune.method.LearningRateRule;
import org.attune.method.TrainingConfig;

/**
 * The method of a run that was loaded: its name, configuration and settings as text. It describes
 * the run; to train again, take the text of {@code reproduce()}.
 *
 * @param settings all settings, as the method's own text gave them
 */
public record SavedMethod(String name, TrainingConfig config, String settings)
    implements AlignmentMethod {
  @Override
  public LearningRateRule learningRateRule() {
    return LearningRateRule.IMITATION; // The configuration has its rate already.
  }

  @Override
  public String toString() {
    return settings;
  }
}
