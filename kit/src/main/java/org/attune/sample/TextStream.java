package org.attune.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.attune.model.TokenDecoder;
import org.attune.model.Tokenizer;

/**
 * The text of a response while its tokens come. What may still change is held back: half a
 * character, the beginning of a stop string, spaces at the end.
 */
public final class TextStream {
  private static final char HALF = '\uFFFD';

  private final List<String> markers;
  private final Function<int[], String> said;
  private final List<Integer> ids = new ArrayList<>();
  private int sent;

  /** Creates a stream of a response that ends before the first of these markers. */
  public TextStream(Tokenizer tokenizer, List<String> markers) {
    this(
        markers,
        ids -> new StopStrings(tokenizer, markers).text(tokenizer.decode(ids)).stripLeading());
  }

  private TextStream(List<String> markers, Function<int[], String> said) {
    this.markers = List.copyOf(markers);
    this.said = said;
  }

  /** Creates a stream of a text that continues another, with the spaces between them. */
  public static TextStream inside(Tokenizer tokenizer, List<String> markers) {
    TokenDecoder texts = new TokenDecoder(tokenizer);
    StopStrings cut = new StopStrings(tokenizer, markers);
    return new TextStream(markers, ids -> cut.text(texts.inside(ids)));
  }

  /** Adds a token and returns the text that is certain now; often empty. */
  public String add(int id) {
    ids.add(id);
    String text = said.apply(ids.stream().mapToInt(Integer::intValue).toArray());
    return upTo(text, certain(text));
  }

  /** Returns what was not sent of the whole text. */
  public String rest(String whole) {
    return upTo(whole, whole.length());
  }

  private String upTo(String text, int end) {
    String more = end > sent ? text.substring(sent, end) : "";
    sent = Math.max(sent, end);
    return more;
  }

  /** Returns how many letters no later token can change. */
  private int certain(String text) {
    int end = text.length();
    for (String marker : markers) {
      for (int part = Math.min(marker.length(), text.length()); part > 0; part--) {
        if (text.endsWith(marker.substring(0, part))) {
          end = Math.min(end, text.length() - part);
        }
      }
    }
    while (end > 0
        && (text.charAt(end - 1) == HALF || Character.isWhitespace(text.charAt(end - 1)))) {
      end--;
    }
    return end;
  }
}
