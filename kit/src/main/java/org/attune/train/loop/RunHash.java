package org.attune.train.loop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.attune.model.TokenizedExample;
import org.attune.util.Sha256;

/** A short hash of everything that decides a run's result. */
public final class RunHash {
  private RunHash() {}

  /** Returns the hash of the parts' texts. */
  public static String of(Object... parts) {
    MessageDigest digest = Sha256.digest();
    for (Object part : parts) {
      digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return Sha256.brief(digest);
  }

  /** Returns the hash of many token sequences. */
  public static String tokens(List<TokenizedExample> sequences) {
    StringBuilder text = new StringBuilder();
    for (TokenizedExample tokens : sequences) {
      text.append(Arrays.toString(tokens.prompt())).append(Arrays.toString(tokens.response()));
      if (!tokens.untrained().isEmpty()) {
        text.append(tokens.untrained());
      }
    }
    return of(text);
  }
}
