package org.attune.reward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * The loss of a reward model on pairs (Hu et al. 2023, arXiv 2308.12050, eq. 2; Santos, “Aligning
 * Language Models with Human Feedback without Reinforcement Learning”, thesis proposal, eq. 7).
 *
 * @param form ranking, or the pointwise form in which each response is classified on its own
 * @param margin m in −log σ(r_w − r_l − m), the same for all pairs; the paper has none
 * @param centring c in c·(r_w + r_l)², which keeps rewards near zero; the paper has none, 0.01 is a
 *     usual value
 */
public record RankingLoss(Form form, double margin, double centring) {
  /** The two forms. */
  public enum Form {
    /** −log σ(r_w − r_l − m). */
    RANKING,
    /** −½ log σ(r_w) − ½ log σ(−r_l). */
    POINTWISE
  }

  /** Checks the ranges. */
  public RankingLoss {
    InvalidInputException.unless(
        margin >= 0 && Double.isFinite(margin),
        "The margin must be >= 0, got %s; 0 is the paper's form.",
        margin);
    InvalidInputException.unless(
        centring >= 0 && Double.isFinite(centring),
        "The centring must be >= 0, got %s; try 0.01.",
        centring);
  }

  /** Uses the form of the paper: ranking without margin or centring. */
  public RankingLoss() {
    this(Form.RANKING, 0, 0);
  }

  /** Returns this loss in another form. */
  public RankingLoss form(Form form) {
    return new RankingLoss(form, margin, centring);
  }

  /** Returns this loss with another margin. */
  public RankingLoss margin(double margin) {
    return new RankingLoss(form, margin, centring);
  }

  /** Returns this loss with another weight of the centring term. */
  public RankingLoss centring(double centring) {
    return new RankingLoss(form, margin, centring);
  }

  /** Returns the loss of each pair, given the scores of both sides // (pairs). */
  public NDArray loss(NDArray chosen, NDArray rejected) {
    return loss(chosen, rejected, Optional.empty());
  }

  /**
   * Returns the loss of pairs that have margins of their own, which are added to {@link #margin}
   * (Llama 2: Touvron et al. 2023, arXiv 2307.09288, eq. 2) // (pairs).
   *
   * @param margins one per pair; the pointwise form has none and rejects them
   */
  public NDArray loss(NDArray chosen, NDArray rejected, double[] margins) {
    requireMargins();
    float[] all = new float[margins.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (margin + margins[i]);
    }
    return loss(chosen, rejected, Optional.of(chosen.getManager().create(all)));
  }

  /** Rejects the pointwise form, which compares nothing, for data with margins. */
  public void requireMargins() {
    InvalidInputException.unless(
        form == Form.RANKING,
        "The data has margins, and the pointwise form of the loss has none; use the ranking form,"
            + " or drop them explicitly with ReadOptions.ignoring(\"margin\").");
  }

  private NDArray loss(NDArray chosen, NDArray rejected, Optional<NDArray> margins) {
    NDArray wrong = rejected.sub(chosen); // (pairs)
    NDArray loss =
        form == Form.RANKING // −log σ(r_w − r_l − m), eq. 2
            ? StableMath.softplus(
                margins.map(wrong::add).orElseGet(() -> wrong.add((float) margin)))
            : StableMath.softplus(chosen.neg())
                .add(StableMath.softplus(rejected))
                .mul(PyTorch.constant(chosen.getManager(), 0.5));
    if (centring > 0) {
      NDArray sum = chosen.add(rejected);
      loss = loss.add(sum.mul(sum).mul(PyTorch.constant(chosen.getManager(), centring)));
    }
    return loss;
  }

  /** Returns the loss of each pair as plain numbers, given the scores of both sides. */
  public List<Double> losses(List<Double> chosen, List<Double> rejected) {
    return PyTorch.scoped(
        () -> {
          try (NDManager manager = PyTorch.manager(PyTorch.device())) {
            NDArray losses = loss(array(manager, chosen), array(manager, rejected));
            List<Double> values = new ArrayList<>();
            for (float value : losses.toFloatArray()) {
              values.add((double) value);
            }
            return values;
          }
        });
  }

  private static NDArray array(NDManager manager, List<Double> values) {
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).floatValue();
    }
    return manager.create(numbers); // (pairs)
  }
}
