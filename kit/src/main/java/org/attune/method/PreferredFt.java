package org.attune.method;

import ai.djl.ndarray.NDArray;

/**
 * Preferred fine-tuning: supervised fine-tuning on the best response of each group alone (RLFREE
 * §4).
 *
 * @param reduction how losses are averaged
 * @param plan how long and how fast to train
 */
public record PreferredFt(Reduction reduction, Plan plan) implements Tunable<PreferredFt> {
  /** Suits small models. */
  public PreferredFt() {
    this(Reduction.TOKEN_MEAN, Plan.small());
  }

  @Override
  public String name() {
    return "Preferred-FT";
  }

  @Override
  public Cut cut() {
    return Cut.BEST;
  }

  @Override
  public NDArray loss(Scored batch) {
    return batch.policy().sum().neg(); // −log π(y_w|x)  // (groups)
  }

  /** Returns this method with another average. */
  public PreferredFt reduction(Reduction reduction) {
    return new PreferredFt(reduction, plan);
  }

  @Override
  public PreferredFt plan(Plan plan) {
    return new PreferredFt(reduction, plan);
  }
}
