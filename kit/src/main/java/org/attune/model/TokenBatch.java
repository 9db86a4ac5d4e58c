package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.attune.engine.PyTorch;

/**
 * A batch of prompts with responses; padding is determined by length, never by id.
 *
 * <p>The last token of a sequence predicts nothing, so it is a target but not an input. How the
 * tokens are laid out for the decoder changes no result but for rounding, see {@link TextLayout}.
 */
public final class TokenBatch {
  private final List<TokenizedExample> rows;
  private final TextLayout.Choice choice;
  private final int longestResponse;

  /** Makes a batch whose tokens are laid out in a given way. */
  TokenBatch(List<TokenizedExample> rows, TextLayout.Choice choice) {
    this.rows = List.copyOf(rows);
    this.choice = choice;
    this.longestResponse =
        PaddedTexts.rounded(rows.stream().mapToInt(row -> row.response().length).max().orElse(1));
  }

  /**
   * Makes a batch of at least one row; where that saves much, its tokens are packed without
   * padding, and a prompt of several rows is read once.
   */
  public static TokenBatch of(List<TokenizedExample> rows) {
    return new TokenBatch(rows, TextLayout::fastest);
  }

  /** Makes a batch whose rows are padded and read one by one. */
  public static TokenBatch padded(List<TokenizedExample> rows) {
    return new TokenBatch(rows, TextLayout.Padded::new);
  }

  /** Returns the number of rows. */
  public int size() {
    return rows.size();
  }

  /** Returns the number of columns for responses, at least the length of the longest. */
  public int longestResponse() {
    return longestResponse;
  }

  /** Returns the number of response tokens of all rows that a loss counts. */
  public int responseTokens() {
    return rows.stream().mapToInt(TokenizedExample::trainedTokens).sum();
  }

  /** Returns how much is read to predict the responses. */
  public TextShape shape() {
    return choice.of(rows, 1).shape().predicting(PaddedTexts.rounded(responseTokens()));
  }

  /** Returns the number of tokens of all rows. */
  public int tokens() {
    return rows.stream().mapToInt(TokenizedExample::length).sum();
  }

  /** Returns the response ids, zero after each response's end // (batch, response). */
  NDArray targets(NDManager manager) {
    long[] ids = new long[rows.size() * longestResponse];
    for (int row = 0; row < rows.size(); row++) {
      int[] response = rows.get(row).response();
      for (int i = 0; i < response.length; i++) {
        ids[row * longestResponse + i] = response[i];
      }
    }
    return manager.create(ids, new Shape(rows.size(), longestResponse));
  }

  /**
   * Returns the hidden states that predict the response's tokens; those of padding are a real
   * token's // (batch * response, width).
   */
  NDArray predicting(Decoder decoder) {
    TextLayout layout = choice.of(rows, 1);
    long[] places = new long[rows.size() * longestResponse];
    for (int row = 0; row < rows.size(); row++) {
      int before = rows.get(row).prompt().length - 1;
      for (int i = 0; i < rows.get(row).response().length; i++) {
        places[row * longestResponse + i] = layout.place(row, before + i);
      }
    }
    return picked(decoder, layout, places);
  }

  /**
   * Returns the log-probability of each response token that a loss counts, anything elsewhere //
   * (batch, response).
   */
  NDArray logProbs(Decoder decoder) {
    NDManager manager = decoder.weights().manager();
    TextLayout layout = choice.of(rows, 1);
    int count = PaddedTexts.rounded(responseTokens());
    long[] places = new long[count];
    long[] targets = new long[count];
    long[] back = new long[rows.size() * longestResponse];
    int next = 0;
    for (int row = 0; row < rows.size(); row++) {
      TokenizedExample text = rows.get(row);
      int before = text.prompt().length - 1;
      int length = text.response().length;
      // Only these are needed, and the output matrix is large.
      for (int i = text.nextTrained(0); i < length; i = text.nextTrained(i + 1)) {
        places[next] = layout.place(row, before + i);
        targets[next] = text.response()[i];
        back[row * longestResponse + i] = next++;
      }
    }
    NDArray logProbs =
        decoder.logProbs(
            picked(decoder, layout, places), manager.create(targets, new Shape(count, 1)));
    return PyTorch.rows(manager.create(back), logProbs).reshape(rows.size(), longestResponse);
  }

  /** Returns the hidden states of each row's last token // (batch, width). */
  public NDArray ends(Decoder decoder) {
    TextLayout layout = choice.of(rows, 0);
    long[] places = new long[rows.size()];
    for (int row = 0; row < places.length; row++) {
      places[row] = layout.place(row, rows.get(row).length() - 1);
    }
    return picked(decoder, layout, places);
  }

  private static NDArray picked(Decoder decoder, TextLayout layout, long[] places) {
    return layout.states(decoder, decoder.weights().manager().create(places));
  }

  /**
   * Returns one on response tokens that a loss counts, zero on the others and on padding // (batch,
   * response).
   */
  NDArray mask(NDManager manager) {
    float[] mask = new float[rows.size() * longestResponse];
    for (int row = 0; row < rows.size(); row++) {
      int from = row * longestResponse;
      Arrays.fill(mask, from, from + rows.get(row).response().length, 1f);
      rows.get(row).untrained().stream().forEach(i -> mask[from + i] = 0);
    }
    return manager.create(mask, new Shape(rows.size(), longestResponse));
  }
}
