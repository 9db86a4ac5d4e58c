package org.attune.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.attune.evaluate.EvaluationContext;
import org.attune.evaluate.Metric;
import org.attune.evaluate.RatioSamples;
import org.attune.sample.Completions;

/** The mean score of a policy's answers by a judge, each answer shown by itself. */
public record JudgedScore(Judge judge) implements Metric {
  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < answers.texts().size(); i++) {
      questions.add(Question.of(answers.prompts().get(i), List.of(answers.texts().get(i))));
    }
    List<Double> above = new ArrayList<>();
    List<Double> below = new ArrayList<>();
    for (Judgement judgement : judge.judge(questions)) {
      above.add(judgement.valid() ? judgement.scores().get(0) : 0.0);
      below.add(judgement.valid() ? 1.0 : 0.0);
    }
    return Map.of("judge's score", new RatioSamples(above, below, DoubleUnaryOperator.identity()));
  }
}
