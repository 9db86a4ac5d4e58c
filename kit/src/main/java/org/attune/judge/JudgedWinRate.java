package org.attune.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.attune.evaluate.EvaluationContext;
import org.attune.evaluate.Metric;
import org.attune.evaluate.NamedPolicy;
import org.attune.evaluate.RatioSamples;
import org.attune.sample.Completions;

/**
 * The win rate against a baseline by a judge: wins plus half of the ties. Replies that are no
 * judgement are dropped, and counted as the metric {@code invalid}.
 */
public record JudgedWinRate(Judge judge, NamedPolicy baseline) implements Metric {
  @Override
  public List<NamedPolicy> needs() {
    return List.of(baseline);
  }

  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    Completions others = contest.of(baseline.name());
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < answers.texts().size(); i++) {
      questions.add(
          Question.of(answers.prompts().get(i), answers.texts().get(i), others.texts().get(i)));
    }
    // Against itself a policy wins exactly one half, and no judge is needed.
    List<Judgement> judgements =
        answers == others
            ? questions.stream().map(q -> new Judgement(List.of(0.5, 0.5), "")).toList()
            : judge.judge(questions);
    return samples(judgements);
  }

  private static Map<String, RatioSamples> samples(List<Judgement> judgements) {
    Map<String, RatioSamples> samples = new LinkedHashMap<>();
    samples.put("win rate", share(judgements, o -> (1 + o) / 2));
    samples.put("win", share(judgements, o -> o > 0 ? 1 : 0));
    samples.put("tie", share(judgements, o -> o == 0 ? 1 : 0));
    samples.put("lose", share(judgements, o -> o < 0 ? 1 : 0));
    samples.put(
        "invalid",
        RatioSamples.share(judgements.stream().map(j -> j.valid() ? 0.0 : 1.0).toList()));
    return samples;
  }

  private static RatioSamples share(List<Judgement> judgements, DoubleUnaryOperator value) {
    List<Double> above = new ArrayList<>();
    List<Double> below = new ArrayList<>();
    for (Judgement judgement : judgements) {
      above.add(judgement.valid() ? value.applyAsDouble(judgement.outcome(0, 1)) : 0.0);
      below.add(judgement.valid() ? 1.0 : 0.0);
    }
    return new RatioSamples(above, below, DoubleUnaryOperator.identity(), true);
  }
}
