package org.attune.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.Sweep;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.method.registry.MethodEntry;
import org.attune.method.registry.MethodSetting;
import org.attune.sweep.NumberSetter;
import org.attune.util.InvalidInputException;

/** Parses {@code beta=0.5,1,5} and {@code learning-rate=1e-4..1e-2} for a method. */
final class SweepAxes {
  private static final double FACTOR = 10;

  /** What can be varied for every method. */
  private static final Map<String, NumberSetter<OfflineMethod>> PLAN =
      Map.of(
          "learning-rate", (method, value) -> method.config(method.config().learningRate(value)),
          "steps", (method, value) -> method.config(method.config().steps(whole(value))),
          "batch-size", SweepAxes::batch);

  private final Map<String, NumberSetter<OfflineMethod>> own = new TreeMap<>();
  private final String method;

  SweepAxes(MethodEntry<?> entry) {
    this.method = entry.title();
    entry.settings().stream()
        .filter(MethodSetting::isNumber)
        .forEach(
            setting ->
                own.put(
                    setting.name(),
                    (method, value) -> (OfflineMethod) entry.with(method, setting.name(), value)));
  }

  private static OfflineMethod batch(OfflineMethod method, double value) {
    TrainingConfig plan = method.config().batchSize(whole(value));
    return method.config(plan.microBatch(Math.min(plan.microBatch(), whole(value))));
  }

  private static int whole(double value) {
    return (int) Math.round(value);
  }

  /** Returns the sweep with all axes. */
  Sweep<OfflineMethod> all(Sweep<OfflineMethod> sweep, List<String> texts) {
    Sweep<OfflineMethod> wider = sweep;
    for (String text : texts) {
      wider = one(wider, text);
    }
    return wider;
  }

  private Sweep<OfflineMethod> one(Sweep<OfflineMethod> sweep, String text) {
    int sign = text.indexOf('=');
    InvalidInputException.unless(
        sign > 0, "--vary takes NAME=VALUES such as beta=0.5,1,5, got '%s'.", text);
    String name = text.substring(0, sign).strip().toLowerCase(Locale.ROOT);
    String values = text.substring(sign + 1).strip();
    NumberSetter<OfflineMethod> setter = own.getOrDefault(name, PLAN.get(name));
    Set<String> known = new TreeSet<>(PLAN.keySet());
    known.addAll(own.keySet());
    InvalidInputException.unless(
        setter != null, "%s has no setting '%s' to vary; it has %s.", method, name, known);
    int dots = values.indexOf("..");
    if (dots < 0) {
      double[] list =
          Arrays.stream(values.split(",", -1)).mapToDouble(value -> number(name, value)).toArray();
      return sweep.vary(name, setter, list);
    }
    double low = number(name, values.substring(0, dots));
    double high = number(name, values.substring(dots + 2));
    boolean wide = low > 0 && high / low >= FACTOR;
    return sweep.vary(name, setter, wide ? Sweep.logUniform(low, high) : Sweep.uniform(low, high));
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "'" + text + "' is not a number, for the setting " + name + ".", e);
    }
  }
}
