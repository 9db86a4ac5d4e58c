package org.attune.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.model.BatchScorer;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.sample.Completions;

/** The perplexity of a policy's answers under a fixed model, exp of the mean loss per token. */
public record Perplexity(LanguageModel judge, PromptTemplate layout) implements Metric {
  private static final int BATCH = 64;

  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    List<TokenizedExample> read = KlDivergence.reread(answers, judge, layout);
    List<Double> logProbs = new ArrayList<>();
    for (float sum : new BatchScorer(judge.decoder(), BATCH).logProbs(read)) {
      logProbs.add((double) sum);
    }
    List<Double> tokens = read.stream().map(row -> (double) row.response().length).toList();
    return Map.of("perplexity", new RatioSamples(logProbs, tokens, mean -> Math.exp(-mean)));
  }
}
