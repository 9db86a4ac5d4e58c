package org.attune.train.offline;

import java.util.ArrayList;
import java.util.List;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.model.TruncationMode;

/**
 * A report on how texts were encoded to token ids.
 *
 * @param cutPrompts the number of prompts truncated to fit the context
 * @param cutResponses the number of responses truncated to fit the context
 * @param writtenControls the number of prompts that began with begin-of-text and of responses that
 *     ended with end-of-text, written as text
 * @param alike the prompts of examples whose responses have identical tokens, so that there is
 *     nothing to compare
 * @param mode the truncation rule
 */
public record EncodingReport(
    int cutPrompts,
    int cutResponses,
    int writtenControls,
    List<String> alike,
    TruncationMode mode) {
  private static final int SHOWN = 60;

  /** Copies the list. */
  public EncodingReport {
    alike = List.copyOf(alike);
  }

  /** Returns an empty report, for texts that are already token ids. */
  public static EncodingReport none() {
    return new EncodingReport(0, 0, 0, List.of(), TruncationMode.KEEP_END);
  }

  static EncodingReport of(PromptEncoder encoder, PromptTemplate layout, List<String> alike) {
    return new EncodingReport(
        encoder.cutPrompts(),
        encoder.cutResponses(),
        encoder.writtenControls(),
        alike,
        layout.truncation());
  }

  /** Returns whether all responses of an example have identical tokens. */
  static boolean isAlike(List<TokenizedExample> example) {
    return example.size() > 1 && example.stream().allMatch(example.get(0)::sameAs);
  }

  /** Returns the sum of two reports. */
  EncodingReport and(EncodingReport other) {
    List<String> both = new ArrayList<>(alike);
    both.addAll(other.alike);
    return new EncodingReport(
        cutPrompts + other.cutPrompts,
        cutResponses + other.cutResponses,
        writtenControls + other.writtenControls,
        both,
        mode);
  }

  /** Returns one sentence for each kind of change to the texts. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (cutPrompts > 0) {
      notes.add(
          "Prompts that lost their %s tokens to fit the context: %d (%s)."
              .formatted(mode.lost(), cutPrompts, mode.option()));
    }
    if (cutResponses > 0) {
      notes.add("Responses that lost their end to fit the context: " + cutResponses + ".");
    }
    if (writtenControls > 0) {
      notes.add(
          "Texts with a begin- or end-of-text written out, which is not added again: "
              + writtenControls
              + ".");
    }
    if (!alike.isEmpty()) {
      notes.add(
          "Comparisons whose responses are identical to the model, which teach nothing: %d, the first for the"
                  .formatted(alike.size())
              + " prompt \"%s\" (--drop-alike drops them).".formatted(shown(alike.get(0))));
    }
    return List.copyOf(notes);
  }

  private static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
