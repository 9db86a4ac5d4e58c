package org.attune.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.data.Example;
import org.attune.model.BatchScorer;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.view.Numbers;

/**
 * How a model reads a dataset: lengths in its tokens, what its context cuts, and how well it
 * predicts the responses.
 *
 * @param measures values by name, in reading order
 * @param findings sentences that a reader should notice
 */
public record ModelReading(Map<String, String> measures, List<String> findings) {
  /** Perplexity is estimated on this many responses, evenly spread over the rows. */
  private static final int READ = 16;

  /** A model that knows a language reads its texts at 5 to 50 per token. */
  private static final double STRANGE = 150;

  private static final int BATCH = 8;

  /** Encodes all rows with a model's tokenizer and prompt template, and reads a few of them. */
  public static ModelReading of(
      String name, LanguageModel model, PromptTemplate layout, List<? extends Example> rows) {
    PromptEncoder encoder = new PromptEncoder(model, layout);
    Map<String, String> measures = lengths(name, encoder, rows);
    List<String> findings = new ArrayList<>();
    if (encoder.cutPrompts() + encoder.cutResponses() > 0) {
      findings.add(cut(name, model.config().context(), encoder));
    }
    OptionalPerplexity.of(model, layout, rows)
        .ifPresent(
            value -> {
              measures.put("perplexity per token", Numbers.text(value));
              strange(name, value).ifPresent(findings::add);
            });
    return new ModelReading(measures, findings);
  }

  private static String cut(String name, int context, PromptEncoder encoder) {
    return String.format(
        "The context of %s holds %d tokens: %d prompts and %d responses are cut.",
        name, context, encoder.cutPrompts(), encoder.cutResponses());
  }

  private static Map<String, String> lengths(
      String name, PromptEncoder encoder, List<? extends Example> rows) {
    List<Integer> prompts = new ArrayList<>();
    List<Integer> responses = new ArrayList<>();
    for (Example row : rows) {
      if (row.responses().isEmpty()) {
        prompts.add(encoder.prompt(row.prompt()).length);
      }
      for (String response : row.responses()) {
        TokenizedExample tokens = encoder.asked(row.prompt(), response);
        prompts.add(tokens.prompt().length);
        responses.add(tokens.response().length);
      }
    }
    Map<String, String> measures = new LinkedHashMap<>();
    measures.put("prompt tokens of " + name + " (50, 95, 100 %)", quantiles(prompts));
    if (!responses.isEmpty()) {
      measures.put("response tokens of " + name + " (50, 95, 100 %)", quantiles(responses));
    }
    measures.put("cut prompts", String.valueOf(encoder.cutPrompts()));
    measures.put("cut responses", String.valueOf(encoder.cutResponses()));
    return measures;
  }

  /**
   * Returns a sentence if a policy reads these responses as a language that it does not know: then
   * preferences teach little, and imitation should come first.
   */
  public static Optional<String> warning(
      String name, LanguageModel model, PromptTemplate layout, List<? extends Example> rows) {
    return OptionalPerplexity.of(model, layout, rows).flatMap(value -> strange(name, value));
  }

  private static Optional<String> strange(String name, double perplexity) {
    return perplexity < STRANGE
        ? Optional.empty()
        : Optional.of(
            String.format(
                "%s reads these responses at a perplexity of %s per token (a model that knows the"
                    + " language: 5 to 50); align a model that knows the domain, such as a small"
                    + " instruct model of Hugging Face, or fine-tune on the responses first:"
                    + " data.chosen().withoutReward().align(Align.sft(), policy).",
                name, Numbers.text(perplexity)));
  }

  /** The perplexity of a few responses, if there are responses. */
  private static final class OptionalPerplexity {
    private OptionalPerplexity() {}

    static Optional<Double> of(
        LanguageModel model, PromptTemplate layout, List<? extends Example> rows) {
      PromptEncoder encoder = new PromptEncoder(model, layout);
      List<TokenizedExample> read =
          IntStream.range(0, Math.min(READ, rows.size()))
              .mapToObj(i -> rows.get((int) ((long) i * rows.size() / Math.min(READ, rows.size()))))
              .filter(row -> !row.responses().isEmpty())
              .map(row -> encoder.asked(row.prompt(), row.responses().get(0)))
              .toList();
      long tokens = read.stream().mapToLong(row -> row.response().length).sum();
      if (tokens == 0) {
        return Optional.empty();
      }
      double sum = 0;
      for (float logProb : new BatchScorer(model.decoder(), BATCH).logProbs(read)) {
        sum += logProb;
      }
      return Optional.of(Math.exp(-sum / tokens));
    }
  }

  private static String quantiles(List<Integer> lengths) {
    int[] sorted = lengths.stream().mapToInt(length -> length).sorted().toArray();
    return Arrays.stream(new double[] {0.5, 0.95, 1})
        .mapToInt(q -> sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)])
        .mapToObj(String::valueOf)
        .reduce((a, b) -> a + " · " + b)
        .orElse("");
  }
}
