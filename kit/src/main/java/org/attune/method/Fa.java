package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.util.InvalidInputException;

/**
 * Filtering alignment: supervised fine-tuning on the responses whose normalised reward is above a
 * threshold (Hu et al. 2023, arXiv 2308.12050, eq. 4).
 *
 * <p>Responses at or below the threshold have loss zero and are left out of the batches, so that
 * every batch is full; by the paper's wording a batch would hold them as zeros too. The gradient's
 * direction is the same.
 *
 * @param threshold t; a reward equal to it is dropped
 * @param reduction how losses are averaged
 * @param config the training configuration
 */
public record Fa(double threshold, Reduction reduction, TrainingConfig config)
    implements Configurable<Fa> {
  /** Checks the threshold. */
  public Fa {
    InvalidInputException.unless(
        Double.isFinite(threshold),
        "FA's threshold must be a number, got %s; the paper uses 0.",
        threshold);
  }

  /**
   * Keeps responses above the mean reward: t = 0 on normalised rewards, "we set the threshold t to
   * 0".
   */
  public Fa() {
    this(0, Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  /** Returns the settings of Hu et al. (§4.1): t = 0, learning rate 5e-6, batch 128. */
  public static Fa paper() {
    return new Fa(0, Reduction.TOKEN_MEAN, TrainingConfig.offlinePaper());
  }

  @Override
  public String name() {
    return "FA";
  }

  @Override
  public boolean uses(double reward) {
    return reward > threshold;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray kept =
        batch.rewards().gt((float) threshold).toType(batch.rewards().getDataType(), false); // R > t
    return batch
        .policy()
        .sum()
        .neg()
        .mul(kept); // −log π(y|x) if R(x,y) > t, else 0, eq. 4  // (batch)
  }

  /** Returns this method with another threshold. */
  public Fa threshold(double threshold) {
    return new Fa(threshold, reduction, config);
  }

  /** Returns this method with another reduction. */
  public Fa reduction(Reduction reduction) {
    return new Fa(threshold, reduction, config);
  }

  @Override
  public Fa config(TrainingConfig config) {
    return new Fa(threshold, reduction, config);
  }
}
