package org.attune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.attune.data.BadInput;
import org.attune.method.Method;
import org.attune.train.Keeping;

/**
 * Several methods from the same start on the same labels.
 *
 * <pre>{@code
 * var comparison = Compare.of(sft(), filtering(), rwr(), conditional()).run(labels, policy);
 * comparison.evaluate(test, meanReward(Golden.reward()), klTo(policy))
 * }</pre>
 *
 * @param methods in the order of the table
 * @param seeds orders of the data; each method is trained once with each
 */
public record Compare(List<Method> methods, List<Long> seeds) {
  /** Checks that there is something to compare and that no two methods share a name. */
  public Compare {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    BadInput.unless(!methods.isEmpty(), "Name at least one method to compare.");
    BadInput.unless(!seeds.isEmpty(), "Name at least one seed.");
    long names = methods.stream().map(Method::name).distinct().count();
    BadInput.unless(
        names == methods.size(),
        "Two of the methods share a name: %s.",
        methods.stream().map(Method::name).toList());
  }

  /** Compares methods with the seed of each one's plan. */
  public static Compare of(Method... methods) {
    return new Compare(List.of(methods), List.of(1L));
  }

  /** Returns this comparison repeated with several seeds. */
  public Compare seeds(long... seeds) {
    return new Compare(methods, LongStream.of(seeds).boxed().toList());
  }

  /** Trains everything. */
  public Comparison run(RewardLabel labels, Policy start) {
    return run(labels, start, Keeping.nothing());
  }

  /** Trains everything; checkpoints go to one folder a method and seed. */
  public Comparison run(RewardLabel labels, Policy start, Keeping keeping) {
    List<List<Alignment>> runs = new ArrayList<>();
    for (long seed : seeds) {
      List<Alignment> row = new ArrayList<>();
      for (Method method : methods) {
        Keeping own = keeping.below(method.name() + "-" + seed);
        row.add(labels.align(method.plan(method.plan().seed(seed)), start, own));
        if (!row.get(row.size() - 1).finished()) {
          return new Comparison(
              start,
              runs.isEmpty() ? List.of(row) : runs,
              Optional.of("interrupted while training " + method.name()));
        }
      }
      runs.add(row);
    }
    return new Comparison(start, runs, Optional.empty());
  }
}
