package org.attune.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.model.ForwardPasses;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Tokens;
import org.attune.sample.Answers;

/** The perplexity of a policy's answers under a fixed model, exp of the mean loss a token. */
public record Perplexity(LanguageModel judge, Layout layout) implements Metric {
  private static final int BATCH = 64;

  @Override
  public Map<String, Tally> measure(Answers answers, Contest contest) {
    List<Tokens> read = Divergence.reread(answers, judge, layout);
    List<Double> logProbs = new ArrayList<>();
    for (float sum : new ForwardPasses(judge.decoder(), BATCH).logProbs(read)) {
      logProbs.add((double) sum);
    }
    List<Double> tokens = read.stream().map(row -> (double) row.response().length).toList();
    return Map.of("perplexity", new Tally(logProbs, tokens, mean -> Math.exp(-mean)));
  }
}
