package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.method.Ipo;
import org.attune.method.Method;

/** A difference between libraries: whether IPO's log-ratios are summed or averaged over tokens. */
final class IpoReduction implements Claim {
  @Override
  public String id() {
    return "F1";
  }

  @Override
  public String statement() {
    return "IPO whose log-ratios are averaged over tokens beats IPO that sums them.";
  }

  @Override
  public String paper() {
    return "no number: the paper sums (Azar et al. 2023, arXiv 2310.12036); TRL averages since"
        + " 0.7.11";
  }

  @Override
  public String rule() {
    return "On the provided pairs, with the same β of 0.1, learning rate and steps: the judge's"
        + " mean reward of averaged IPO less that of summed IPO: agrees when the difference"
        + " is above 0, disagrees when it is below, less than 0.15 of the judge's deviation"
        + " not mattering.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    Ipo summed = Align.ipo();
    List<Method> methods = List.of(groups.sized(summed.lengthAveraged()), groups.sized(summed));
    return GroupTrainings.beats(
        bench,
        List.of("IPO averaged", "IPO summed"),
        groups.train(methods),
        List.of(List.of(0, 1)));
  }
}
