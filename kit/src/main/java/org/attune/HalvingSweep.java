package org.attune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.attune.evaluate.Metric;
import org.attune.method.Method;
import org.attune.sweep.Setting;
import org.attune.sweep.SuccessiveHalving;
import org.attune.util.InvalidInputException;

/**
 * A sweep that stops hopeless settings early.
 *
 * <pre>{@code
 * var found = Sweep.of(Align.dpo().steps(450))
 *     .vary(Dpo::beta, Sweep.logUniform(0.01, 1))
 *     .vary(Dpo::learningRate, Sweep.logUniform(1e-5, 1e-3))
 *     .random(27, 1)
 *     .successiveHalving(50, 3)
 *     .run(labels, policy, Dataset.bundled("tune"), meanReward(Golden.reward()));
 * found.best()
 * }</pre>
 *
 * <p>The first metric decides which settings are promoted; higher is better. Evaluate the winner on
 * other prompts than those of the search, or its lead is partly luck.
 *
 * @param <M> the method
 */
public final class HalvingSweep<M extends Method> {
  private final Sweep<M> sweep;
  private final SuccessiveHalving plan;
  private final int maxSteps;

  HalvingSweep(Sweep<M> sweep, M method, SuccessiveHalving plan) {
    this.sweep = sweep;
    this.plan = plan;
    this.maxSteps = method.config().steps();
    InvalidInputException.unless(
        maxSteps > 0,
        "Successive halving divides the steps of %s, which follow its epochs; set steps(450).",
        method.name());
    InvalidInputException.unless(
        sweep.axes().stream().noneMatch("steps"::equalsIgnoreCase),
        "The steps cannot be varied: successive halving decides them.");
    rungs(); // Rejects too few steps before anything is trained.
  }

  /** Returns the rungs: how many settings train for how many steps. */
  public List<SuccessiveHalving.Rung> rungs() {
    return plan.rungs(sweep.settings().size(), maxSteps);
  }

  /** Returns the optimiser steps of the whole search, over all seeds. */
  public long totalSteps() {
    return plan.cost(sweep.settings().size(), maxSteps) * sweep.seeds().size();
  }

  /**
   * Runs the rungs in turn; when interrupted, returns the finished runs. Runs that were kept are
   * not repeated.
   */
  public HalvingResult<M> run(
      RewardLabel labels, Policy start, Dataset prompts, Metric... metrics) {
    SweepRunner<M> runner = sweep.runner(labels, start, prompts, metrics);
    List<Setting<M>> left = sweep.settings();
    List<SweepResult<M>> results = new ArrayList<>();
    List<SuccessiveHalving.Rung> rungs = rungs();
    for (SuccessiveHalving.Rung rung : rungs) {
      left = left.subList(0, Math.min(left.size(), rung.settings()));
      SweepResult<M> result = sweep.run(runner, left.stream().map(s -> steps(s, rung)).toList());
      results.add(result);
      if (!result.finished()) {
        break;
      }
      left = ranked(left, result);
    }
    return new HalvingResult<>(rungs, results);
  }

  @SuppressWarnings("unchecked") // A method with another configuration has its own type again.
  private Setting<M> steps(Setting<M> setting, SuccessiveHalving.Rung rung) {
    M method = setting.method();
    return new Setting<>(
        setting.number(), setting.values(), (M) method.config(method.config().steps(rung.steps())));
  }

  /** Returns the settings from best to worst; of equals, the one with the lower number first. */
  private List<Setting<M>> ranked(List<Setting<M>> settings, SweepResult<M> result) {
    String metric = result.metrics().get(0);
    return settings.stream()
        .sorted(Comparator.comparingDouble((Setting<M> s) -> -value(result, s, metric)))
        .toList();
  }

  private double value(SweepResult<M> result, Setting<M> setting, String metric) {
    double value = result.of(setting.number(), metric).value();
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value; // It diverged.
  }

  @Override
  public String toString() {
    return "HalvingSweep(" + sweep + ", " + rungs() + ")";
  }
}
