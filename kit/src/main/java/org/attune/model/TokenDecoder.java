package org.attune.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What single tokens say inside a text, and where they are in it. A decoder drops the blank at the
 * beginning of a text, which is there in its middle.
 */
public final class TokenDecoder {
  private static final String HALF = "\uFFFD";

  /** A character has at most four bytes, each of which can be a token of its own. */
  private static final int MOST_OF_CHARACTER = 4;

  private final Tokenizer tokenizer;
  private final int[] before;
  private final String textBefore;
  private final Map<Integer, String> known = new ConcurrentHashMap<>();
  private final Map<Integer, Boolean> controls = new ConcurrentHashMap<>();

  /** Spells tokens of a tokenizer. */
  public TokenDecoder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.before = tokenizer.encode("a");
    this.textBefore = tokenizer.decode(before);
  }

  /** Returns the ids of a text in which control tokens count where they are spelled. */
  public int[] ids(String text) {
    tokenizer.requireText(text);
    return tokenizer.encode(tokenizer.marked(text));
  }

  /** Returns the text of ids that follow others, without control tokens. */
  public String inside(int[] ids) {
    int[] both = Arrays.copyOf(before, before.length + ids.length);
    System.arraycopy(ids, 0, both, before.length, ids.length);
    String text = tokenizer.decode(both);
    return text.startsWith(textBefore)
        ? text.substring(textBefore.length())
        : tokenizer.decode(ids);
  }

  /** Returns the text of one token inside a text; that of a control token is its spelling. */
  public String of(int id) {
    return known.computeIfAbsent(
        id,
        one -> {
          String text = inside(new int[] {one});
          return text.isEmpty() ? tokenizer.token(one) : text;
        });
  }

  private boolean isControl(int id) {
    return controls.computeIfAbsent(id, one -> inside(new int[] {one}).isEmpty());
  }

  /**
   * Spells a text from its beginning on, with control tokens as they are written.
   *
   * @param hidden how many of the first tokens are not in the text
   */
  public TextTokens spellPrompt(int[] ids, int hidden) {
    int first = hidden;
    while (first < ids.length && isControl(ids[first])) {
      first++;
    }
    return spell(ids, hidden, first, true);
  }

  /** Spells a continuation; control tokens are not in its text. */
  public TextTokens spellAnswer(int[] ids) {
    return spell(ids, 0, -1, false);
  }

  /**
   * Spells ids.
   *
   * @param beginning the place of the token whose blank the decoder drops, or -1
   */
  private TextTokens spell(int[] ids, int hidden, int beginning, boolean spelled) {
    StringBuilder text = new StringBuilder();
    List<String> tokens = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    for (int from = 0; from < ids.length; ) {
      int to = afterCharacter(ids, from);
      for (int i = from; i < to; i++) {
        tokens.add(
            i == beginning && to == i + 1 ? tokenizer.decode(new int[] {ids[i]}) : of(ids[i]));
        offsets.add(text.length());
      }
      boolean whole = to == from + 1;
      if (from >= hidden && (spelled || !isControl(ids[from]))) {
        text.append(whole ? tokens.get(from) : inside(Arrays.copyOfRange(ids, from, to)));
      }
      from = to;
    }
    return new TextTokens(text.toString(), List.copyOf(tokens), List.copyOf(offsets));
  }

  /** Returns the place after the tokens that make up whole characters. */
  private int afterCharacter(int[] ids, int from) {
    int most = Math.min(ids.length, from + MOST_OF_CHARACTER);
    for (int to = from + 1; to <= most; to++) {
      String text = to == from + 1 ? of(ids[from]) : inside(Arrays.copyOfRange(ids, from, to));
      if (!text.endsWith(HALF)) {
        return to;
      }
    }
    return from + 1;
  }
}
