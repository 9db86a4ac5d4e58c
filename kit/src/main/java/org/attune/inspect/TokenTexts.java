package org.attune.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.attune.model.Tokenizer;

/** The texts of a response's tokens as they read in place, with the spaces between words. */
public final class TokenTexts {
  private TokenTexts() {}

  /**
   * Returns one text per id; a special token, or a byte that is no letter alone, shows its name.
   */
  public static List<String> of(Tokenizer tokenizer, int[] ids) {
    List<String> texts = new ArrayList<>();
    String before = "";
    for (int i = 0; i < ids.length; i++) {
      String until = tokenizer.decode(Arrays.copyOf(ids, i + 1));
      boolean grows = until.length() > before.length() && until.startsWith(before);
      texts.add(grows ? until.substring(before.length()) : tokenizer.token(ids[i]));
      before = until;
    }
    return texts;
  }
}
