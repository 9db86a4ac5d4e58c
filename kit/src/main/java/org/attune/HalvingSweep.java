package org.attune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attune.method.Method;
import org.attune.sweep.Setting;
import org.attune.sweep.SuccessiveHalving;
import org.attune.util.InvalidInputException;

/**
 * The search of a sweep by successive halving.
 *
 * @param <M> the method
 */
final class HalvingSweep<M extends Method> {
  private final List<Setting<M>> settings;
  private final SuccessiveHalving plan;
  private final int maxSteps;

  HalvingSweep(M method, List<String> axes, List<Setting<M>> settings, SuccessiveHalving plan) {
    this.settings = settings;
    this.plan = plan;
    this.maxSteps = method.config().steps();
    InvalidInputException.unless(
        maxSteps > 0,
        "Successive halving needs a fixed number of steps, but those of %s follow from its epochs;"
            + " set steps(450).",
        method.name());
    InvalidInputException.unless(
        axes.stream().noneMatch("steps"::equalsIgnoreCase),
        "Steps cannot be varied, because successive halving sets them.");
    rungs(); // Rejects too few steps.
  }

  private List<SuccessiveHalving.Rung> rungs() {
    return plan.rungs(settings.size(), maxSteps);
  }

  /**
   * Runs the rungs in turn; returns the last one that was begun, with those before it.
   *
   * @param training trains and evaluates some settings
   */
  SweepResult<M> run(Function<List<Setting<M>>, SweepResult<M>> training) {
    List<Setting<M>> left = settings;
    List<SweepResult<M>> before = new ArrayList<>();
    for (SuccessiveHalving.Rung rung : rungs()) {
      left = left.subList(0, Math.min(left.size(), rung.settings()));
      before.add(training.apply(left.stream().map(s -> steps(s, rung)).toList()));
      SweepResult<M> result = before.get(before.size() - 1);
      if (!result.finished()) {
        break;
      }
      left = ranked(left, result);
    }
    return SweepResult.after(before);
  }

  @SuppressWarnings("unchecked") // A method with another configuration has its own type again.
  private Setting<M> steps(Setting<M> setting, SuccessiveHalving.Rung rung) {
    M method = setting.method();
    return new Setting<>(
        setting.number(), setting.values(), (M) method.config(method.config().steps(rung.steps())));
  }

  /** Returns the settings from best to worst; of equals, the one with the lower number first. */
  private List<Setting<M>> ranked(List<Setting<M>> some, SweepResult<M> result) {
    String metric = result.metrics().get(0);
    return some.stream()
        .sorted(Comparator.comparingDouble((Setting<M> s) -> -value(result, s, metric)))
        .toList();
  }

  private double value(SweepResult<M> result, Setting<M> setting, String metric) {
    double value = result.of(setting.number(), metric).value();
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value; // It diverged.
  }

  @Override
  public String toString() {
    return "halving "
        + rungs().stream()
            .map(rung -> rung.settings() + " × " + rung.steps() + " steps")
            .collect(Collectors.joining(", "))
        + ", "
        + plan.cost(settings.size(), maxSteps)
        + " steps per seed";
  }
}
