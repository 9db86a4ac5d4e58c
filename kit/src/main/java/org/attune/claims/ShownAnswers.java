package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.Policy;
import org.attune.claims.FigureData.FigureAnswers;
import org.attune.sample.GenerationConfig;
import org.attune.view.JudgedAnswer;

/** Greedy answers of several policies to the same few prompts, for the papers' tables of cases. */
final class ShownAnswers {
  private static final int PROMPTS = 3;

  private ShownAnswers() {}

  /** Returns the answers to the first prompts, with the judge's reward. */
  static List<FigureAnswers> of(String figure, ClaimContext bench, Map<String, Policy> policies) {
    List<String> prompts = bench.prompts().stream().distinct().limit(PROMPTS).toList();
    GenerationConfig greedy = GenerationConfig.greedy().maxTokens(bench.scale().maxTokens());
    List<List<JudgedAnswer>> answers = new ArrayList<>();
    prompts.forEach(prompt -> answers.add(new ArrayList<>()));
    policies.forEach(
        (name, policy) -> {
          List<String> texts = policy.answers(prompts, greedy);
          List<Double> scores = bench.judge().scores(prompts, texts);
          for (int i = 0; i < prompts.size(); i++) {
            answers.get(i).add(new JudgedAnswer(name, texts.get(i).strip(), scores.get(i)));
          }
        });
    List<FigureAnswers> all = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      all.add(new FigureAnswers(figure, prompts.get(i), answers.get(i)));
    }
    return all;
  }
}
