package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A right-padded batch of prompts with responses; padding is determined by length, never by id.
 *
 * <p>The last token of a sequence predicts nothing, so it is a target but not an input.
 */
public final class TokenBatch {
  /** Lengths are rounded up to multiples of this many tokens. */
  static final int SIZE_STEP = 16;

  private final List<TokenizedExample> rows;
  private final int time;
  private final int longestResponse;

  private TokenBatch(List<TokenizedExample> rows) {
    this.rows = List.copyOf(rows);
    int longest = rows.stream().mapToInt(TokenizedExample::length).max().orElse(1);
    this.time = rounded(longest - 1);
    this.longestResponse =
        rounded(rows.stream().mapToInt(row -> row.response().length).max().orElse(1));
  }

  /** Rounds a length up, since every new shape costs the engine a compilation. */
  private static int rounded(int length) {
    return (Math.max(1, length) + SIZE_STEP - 1) / SIZE_STEP * SIZE_STEP;
  }

  /** Makes a batch of at least one row. */
  public static TokenBatch of(List<TokenizedExample> rows) {
    return new TokenBatch(rows);
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

  /** Returns the number of tokens of all rows. */
  public int tokens() {
    return rows.stream().mapToInt(TokenizedExample::length).sum();
  }

  /** Returns the inputs // (batch, time). */
  NDArray inputs(NDManager manager) {
    long[] ids = new long[rows.size() * time];
    for (int row = 0; row < rows.size(); row++) {
      TokenizedExample tokens = rows.get(row);
      for (int i = 0; i < Math.min(time, tokens.length()); i++) {
        int p = tokens.prompt().length;
        ids[row * time + i] = i < p ? tokens.prompt()[i] : tokens.response()[i - p];
      }
    }
    return manager.create(ids, new Shape(rows.size(), time));
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
   * Returns, for each response token, which row of the flattened inputs predicts it // (batch *
   * response).
   */
  NDArray predictors(NDManager manager) {
    long[] places = new long[rows.size() * longestResponse];
    for (int row = 0; row < rows.size(); row++) {
      int before = rows.get(row).prompt().length - 1;
      for (int i = 0; i < rows.get(row).response().length; i++) {
        places[row * longestResponse + i] = (long) row * time + before + i;
      }
    }
    return manager.create(places);
  }

  /**
   * Returns which row of the flattened inputs holds each sequence's last input token // (batch).
   */
  public NDArray last(NDManager manager) {
    long[] places = new long[rows.size()];
    for (int row = 0; row < places.length; row++) {
      places[row] = (long) row * (time + SIZE_STEP) + rows.get(row).length() - 1;
    }
    return manager.create(places);
  }

  /**
   * Returns whole sequences as inputs, for models that score the last token // (batch, time + 16).
   */
  public NDArray sequences(NDManager manager) {
    int width = time + SIZE_STEP;
    long[] ids = new long[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      TokenizedExample tokens = rows.get(row);
      for (int i = 0; i < tokens.length(); i++) {
        int p = tokens.prompt().length;
        ids[row * width + i] = i < p ? tokens.prompt()[i] : tokens.response()[i - p];
      }
    }
    return manager.create(ids, new Shape(rows.size(), width));
  }

  /**
   * Returns one on response tokens that a loss counts, zero on the others and on padding // (batch,
   * response).
   */
  NDArray mask(NDManager manager) {
    float[] mask = new float[rows.size() * longestResponse];
    for (int row = 0; row < rows.size(); row++) {
      int from = row * longestResponse;
      java.util.Arrays.fill(mask, from, from + rows.get(row).response().length, 1f);
      rows.get(row).untrained().stream().forEach(i -> mask[from + i] = 0);
    }
    return manager.create(mask, new Shape(rows.size(), longestResponse));
  }
}
