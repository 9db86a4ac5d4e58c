package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.method.Dpo;
import org.attune.method.Method;

/** Tunstall et al. 2023 (Zephyr), arXiv 2310.16944: three epochs of DPO. */
final class DpoEpochs implements Claim {
  /** Pairs per step: the epochs, not the scale, set the number of steps. */
  private static final int BATCH = 4;

  private static final int EPOCHS = 3;

  @Override
  public String id() {
    return "F8";
  }

  @Override
  public String statement() {
    return "Three epochs of DPO beat one, although it fits its pairs completely.";
  }

  @Override
  public String paper() {
    return "Tunstall et al. 2023, arXiv 2310.16944, §5: overfits after one epoch, which does not"
        + " harm; the best model had three epochs of DPO";
  }

  @Override
  public String rule() {
    return "On the first 300 provided pairs, with the same β, learning rate and batch: the judge's"
        + " mean reward of DPO after three epochs less that after one: agrees when the difference"
        + " is above 0, disagrees when it is below, less than 0.15 of the judge's deviation not"
        + " mattering.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Method> methods = List.of(epochs(bench, EPOCHS), epochs(bench, 1));
    return GroupTrainings.beats(
        bench,
        List.of("three epochs", "one epoch"),
        bench.train(methods, bench.data().take(GroupTrainings.ROWS).humanLabels()),
        List.of(List.of(0, 1)));
  }

  private static Method epochs(ClaimContext bench, int count) {
    Dpo dpo = Align.dpo();
    Dpo sized = dpo.config(dpo.config().batchSize(BATCH).epochs(count));
    return sized.config(sized.config().microBatch(BATCH));
  }
}
