package org.attune.sample;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.attune.model.Tokenizer;

/** Ends responses before the first of some stop strings. */
final class StopStrings {
  private final Tokenizer tokenizer;
  private final List<String> markers;
  private final int reach; // A stop string has at most as many tokens as bytes.

  StopStrings(Tokenizer tokenizer, List<String> markers) {
    this.tokenizer = tokenizer;
    this.markers = markers;
    this.reach =
        1
            + markers.stream()
                .mapToInt(marker -> marker.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
  }

  /** Returns an instance without stop strings. */
  static StopStrings never() {
    return new StopStrings(null, List.of());
  }

  /** Returns whether the tokens so far end with a stop string. */
  boolean reached(List<Integer> ids) {
    if (markers.isEmpty()) {
      return false;
    }
    List<Integer> tail = ids.subList(Math.max(0, ids.size() - reach), ids.size());
    return place(tokenizer.decode(tail.stream().mapToInt(Integer::intValue).toArray())) >= 0;
  }

  /** Returns the text before the first stop string. */
  String text(String whole) {
    int place = place(whole);
    return place < 0 ? whole : whole.substring(0, place);
  }

  /** Returns the tokens that lie entirely before the first stop string. */
  Continuation tokens(Continuation whole) {
    if (markers.isEmpty()) {
      return whole;
    }
    int place = place(tokenizer.decode(whole.ids()));
    int kept = whole.ids().length;
    while (place >= 0 && kept > 0 && length(whole.ids(), kept) > place) {
      kept--;
    }
    return whole.first(kept);
  }

  private int length(int[] ids, int first) {
    return tokenizer.decode(Arrays.copyOf(ids, first)).length();
  }

  private int place(String text) {
    return markers.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(-1);
  }
}
