package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Where the tokens of several texts are when a decoder reads them together. */
sealed interface TextLayout {
  /** Packing pays for its gathering of keys below this share of the padded batch's tokens. */
  double PAYS = 0.9;

  /** A way of laying texts out. */
  interface Choice {
    /**
     * Lays out texts.
     *
     * @param dropped how many tokens of each response's end are not inputs
     */
    TextLayout of(List<TokenizedExample> texts, int dropped);
  }

  /** Returns the place of a text's token among the states. */
  int place(int text, int token);

  /** Returns how much is read. */
  TextShape shape();

  /**
   * Reads the texts and returns the states of some tokens; gradients flow to the weights //
   * (places, width).
   *
   * @param places the tokens' places among the states // (places) int64
   */
  NDArray states(Decoder decoder, NDArray places);

  /** Texts padded to the same length. */
  record Padded(PaddedTexts texts) implements TextLayout {
    Padded(List<TokenizedExample> texts, int dropped) {
      this(new PaddedTexts(texts, dropped));
    }

    @Override
    public int place(int text, int token) {
      return texts.place(text, token);
    }

    @Override
    public TextShape shape() {
      return texts.shape();
    }

    @Override
    public NDArray states(Decoder decoder, NDArray places) {
      return decoder.padded(texts, places);
    }
  }

  /** Texts packed into one row. */
  record Packed(PackedTexts texts) implements TextLayout {
    @Override
    public int place(int text, int token) {
      return texts.place(text, token);
    }

    @Override
    public TextShape shape() {
      return texts.shape();
    }

    @Override
    public NDArray states(Decoder decoder, NDArray places) {
      return decoder.packed(texts, places);
    }
  }

  /**
   * Returns the layout that reads texts fastest: with each prompt of several texts read once, or
   * packed without padding, or padded.
   *
   * @param dropped how many tokens of each response's end are not inputs
   */
  static TextLayout fastest(List<TokenizedExample> texts, int dropped) {
    PaddedTexts padded = new PaddedTexts(texts, dropped);
    PackedTexts apart = new PackedTexts(texts, dropped, false);
    PackedTexts shared = new PackedTexts(texts, dropped, true);
    PackedTexts packed = shared.tokens() < PAYS * apart.tokens() ? shared : apart;
    return packed.total() < PAYS * padded.places() ? new Packed(packed) : new Padded(padded);
  }
}
