package org.attune.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Shows the tokens that a model reads and the weight of each in the loss. */
public final class TokenWeights {
  private TokenWeights() {}

  /** Returns the columns {@code token}, {@code id} and {@code weight} of a prompt. */
  public static Table of(LanguageModel model, PromptTemplate layout, String prompt) {
    int[] ids = new PromptEncoder(model, layout).prompt(prompt);
    return table(model.tokenizer(), new TokenizedExample(ids, new int[0]));
  }

  /** Returns the columns of a prompt with its response, as training reads them. */
  public static Table of(
      LanguageModel model, PromptTemplate layout, String prompt, String response) {
    TokenizedExample tokens =
        new PromptEncoder(model, layout).example(prompt, response, layout.asked());
    return table(model.tokenizer(), tokens);
  }

  private static Table table(Tokenizer tokenizer, TokenizedExample tokens) {
    int[] ids =
        IntStream.concat(Arrays.stream(tokens.prompt()), Arrays.stream(tokens.response()))
            .toArray();
    List<String> texts =
        Arrays.stream(ids).mapToObj(id -> tokenizer.token(id).replace("\n", "\\n")).toList();
    double[] weights = new double[ids.length];
    int from = tokens.prompt().length;
    Arrays.fill(weights, from, ids.length, 1.0);
    tokens.untrained().stream().forEach(i -> weights[from + i] = 0);
    return Table.create(
        "tokens",
        StringColumn.create("token", texts),
        IntColumn.create("id", ids),
        DoubleColumn.create("weight", weights));
  }
}
