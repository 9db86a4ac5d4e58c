package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.data.Pair;
import org.attune.method.Dpo;
import org.attune.method.Method;

/** Chowdhury et al. 2024: DPO with noisy labels. */
final class NoisyLabels implements Claim {
  private static final double FLIPPED = 0.2;
  private static final long SEED = 20_240_301;

  @Override
  public String id() {
    return "F3";
  }

  @Override
  public String statement() {
    return "Where one label in five was flipped, robust DPO beats DPO, and conservative DPO does"
        + " too.";
  }

  @Override
  public String paper() {
    return "Chowdhury et al. 2024, arXiv 2403.00409: robust DPO above DPO and above conservative"
        + " DPO under flipped labels; not tested here: robust above conservative";
  }

  @Override
  public String rule() {
    return "On the provided pairs, of which one in five is turned round by a fixed seed on top of"
        + " their own noise, with ε = 0.2 and as many steps: the judge's mean reward of"
        + " robust DPO less that of DPO, and of conservative DPO less that of DPO: agrees"
        + " when both differences are above 0, disagrees when one is below, less than 0.15"
        + " of the judge's deviation not mattering. IPO is shown beside.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    Dpo dpo = Align.dpo();
    List<Method> methods =
        List.of(
            groups.sized(dpo.robust(FLIPPED)),
            groups.sized(dpo.conservative(FLIPPED)),
            groups.sized(dpo),
            groups.sized(Align.ipo()));
    return GroupTrainings.beats(
        bench,
        List.of("robust DPO", "conservative DPO", "DPO", "IPO"),
        bench.train(methods, flipped(bench.data()).humanLabels()),
        List.of(List.of(0, 2), List.of(1, 2)));
  }

  /** Swaps one in five of the first pairs, always the same ones. */
  private static Dataset flipped(Dataset data) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Pair> pairs = new ArrayList<>();
    for (Pair pair : data.take(GroupTrainings.ROWS).pairs()) {
      boolean turned = random.nextDouble() < FLIPPED;
      pairs.add(
          turned
              ? new Pair(
                  pair.prompt(), /* chosen= */ pair.rejected(), /* rejected= */ pair.chosen())
              : pair);
    }
    return Dataset.ofPairs(pairs);
  }
}
