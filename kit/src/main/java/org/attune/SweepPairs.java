package org.attune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Holm;
import org.attune.evaluate.StudentInterval;
import org.attune.method.Method;
import org.attune.sweep.Setting;
import org.attune.sweep.Trial;

/**
 * The settings of a sweep compared with each other, paired by training seed.
 *
 * @param settings the settings with results
 * @param prompts the number of prompts of each trial
 * @param <M> the method
 */
record SweepPairs<M extends Method>(List<Setting<M>> settings, List<Trial> trials, int prompts) {
  /** Returns every two settings with Holm's p-values. */
  List<Holm.ComparedPair> all(String metric) {
    Map<String, Map<Long, Double>> values =
        settings.stream().collect(Collectors.toMap(Setting::name, s -> values(s, metric)));
    return Holm.pairs(
        settings.stream().map(Setting::name).toList(),
        (one, other) -> difference(values.get(one), values.get(other)));
  }

  /** The finite values of a setting, by seed. */
  private Map<Long, Double> values(Setting<M> setting, String metric) {
    return trials.stream()
        .filter(trial -> trial.setting() == setting.number())
        .filter(trial -> Double.isFinite(trial.metric(metric)))
        .collect(Collectors.toMap(Trial::seed, trial -> trial.metric(metric)));
  }

  private Optional<Estimate> difference(Map<Long, Double> one, Map<Long, Double> other) {
    List<Double> differences = new ArrayList<>();
    one.forEach(
        (seed, value) -> {
          if (other.containsKey(seed)) {
            differences.add(value - other.get(seed));
          }
        });
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(StudentInterval.estimate(differences, prompts));
  }
}
