package org.attune.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.view.Numbers;

/** Sentences about a training or its labels that look well and are not. */
public final class TrainingWarnings {
  private static final int LAST = 8;
  private static final double NO_LOSS = 0.01;
  private static final double LARGE_MARGIN = 15;
  private static final double FAR = 10;

  /** Passes over the data beyond which a few examples are learnt by heart. */
  private static final double MANY_EPOCHS = 50;

  /** A share of the variance of the rewards that the length alone explains. */
  private static final double MOSTLY = 0.5;

  private static final int FEWEST = 20;

  private TrainingWarnings() {}

  /** Returns the sentences about a history; empty if nothing stands out. */
  public static List<String> of(History history) {
    List<StepMetrics> steps = history.steps();
    List<StepMetrics> last = steps.subList(Math.max(0, steps.size() - LAST), steps.size());
    return Stream.of(standstill(history), saturation(last), repetition(last), distance(last))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> standstill(History history) {
    List<StepMetrics> steps = history.steps();
    boolean none = steps.stream().allMatch(step -> step.gradientNorm() == 0);
    return none && !steps.isEmpty() && !history.isWithoutSignal()
        ? Optional.of(
            "Every gradient was zero, so nothing was learnt: the responses that are compared may be"
                + " the same, or a setting such as beta may be far too small.")
        : Optional.empty();
  }

  private static Optional<String> saturation(List<StepMetrics> last) {
    OptionalDouble margin = mean(last, "margin");
    OptionalDouble accuracy = mean(last, "accuracy");
    double loss = last.stream().mapToDouble(StepMetrics::loss).average().orElse(Double.NaN);
    boolean solved = accuracy.orElse(0) == 1 && Math.abs(loss) < NO_LOSS;
    return solved && margin.orElse(0) > LARGE_MARGIN
        ? Optional.of(
            String.format(
                "The training is saturated: loss %s, accuracy 1, margin %s nats over the last %d"
                    + " steps. The pairs are memorised, which says nothing about new answers;"
                    + " compare run.answers(prompts), and use fewer steps, more data, or"
                    + " .earlyStopping(3) on the method.",
                Numbers.text(loss), Numbers.text(margin.getAsDouble()), last.size()))
        : Optional.empty();
  }

  private static Optional<String> repetition(List<StepMetrics> last) {
    double epochs = last.isEmpty() ? 0 : last.get(last.size() - 1).epoch();
    boolean samples = mean(last, History.REWARD).isPresent(); // New examples in each rollout.
    return epochs > MANY_EPOCHS && !samples
        ? Optional.of(
            String.format(
                "The training read its examples %.0f times; with so few examples use .epochs(3),"
                    + " .earlyStopping(3), or more data.",
                epochs))
        : Optional.empty();
  }

  private static Optional<String> distance(List<StepMetrics> last) {
    OptionalDouble nats = kl(last);
    return nats.isPresent() ? Optional.of(far(nats.getAsDouble())) : Optional.empty();
  }

  private static String far(double nats) {
    return String.format(
        "The policy is %s nats per response away from its start (KL): it may have left the region"
            + " where the reward is reliable; raise beta or the KL coefficient, or lower the"
            + " learning rate.",
        Numbers.text(nats));
  }

  private static OptionalDouble kl(List<StepMetrics> last) {
    for (String name : List.of("KL", "KL to start")) {
      OptionalDouble nats = mean(last, name);
      if (nats.isPresent()) {
        return nats.getAsDouble() > FAR ? nats : OptionalDouble.empty();
      }
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble mean(List<StepMetrics> steps, String part) {
    return steps.stream()
        .map(StepMetrics::parts)
        .filter(parts -> parts.containsKey(part))
        .mapToDouble((Map<String, Double> parts) -> parts.get(part))
        .average();
  }

  /** Returns a sentence if the rewards of responses are mostly their lengths. */
  public static List<String> ofRewards(List<String> responses, List<Double> rewards) {
    double[] lengths = responses.stream().mapToDouble(String::length).toArray();
    double[] scores = rewards.stream().mapToDouble(reward -> reward).toArray();
    if (scores.length < FEWEST || isConstant(lengths) || isConstant(scores)) {
      return List.of();
    }
    double correlation = new PearsonsCorrelation().correlation(lengths, scores);
    return correlation * correlation < MOSTLY
        ? List.of()
        : List.of(
            String.format(
                "The reward is mostly length: the number of characters alone explains %s of its"
                    + " variance (correlation %s). A policy will learn to write %s answers.",
                Numbers.percent(correlation * correlation),
                Numbers.text(correlation),
                correlation > 0 ? "longer" : "shorter"));
  }

  /** Returns a sentence if people gave all responses the same label or score. */
  public static List<String> ofLabels(List<Double> labels) {
    boolean equal = labels.size() > 1 && labels.stream().distinct().count() == 1;
    return equal
        ? List.of(
            String.format(
                "All %d responses have the same label or score, %s, so that none is better than"
                    + " another; KTO learns from good and from bad responses.",
                labels.size(), Numbers.label(labels.get(0))))
        : List.of();
  }

  private static boolean isConstant(double[] values) {
    return IntStream.range(1, values.length).allMatch(i -> values[i] == values[0]);
  }
}
