package org.attune.reward;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.data.RecordFile;
import org.attune.model.LanguageModel;
import org.attune.model.io.ModelCard;
import org.attune.util.InvalidInputException;
import org.attune.util.KitVersion;

/**
 * The metadata of a reward's folder, stored next to the model files.
 *
 * @param kind the meaning of its scalar head
 * @param pairs the number of training pairs
 * @param steps the number of optimiser steps
 * @param seconds the training time
 */
public record RewardCard(Kind kind, int pairs, int steps, double seconds) {
  /** The file's name. */
  static final String FILE = "reward.json";

  /** Checks the counts. */
  public RewardCard {
    InvalidInputException.unless(
        pairs >= 0 && steps >= 0 && seconds >= 0,
        "A reward's pairs, steps and seconds are not negative, got %d, %d and %s.",
        pairs,
        steps,
        seconds);
  }

  /** The meaning of a scalar head. */
  public enum Kind {
    /** The quality of a response. */
    POINTWISE,
    /** Which of two responses is preferred. */
    PAIRWISE
  }

  /** Returns the card of a folder; folders of other libraries have none. */
  public static Optional<RewardCard> of(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(RecordFile.read(file, RewardCard.class, "train the reward again"));
  }

  /** Returns whether a folder holds a pairwise preference model. */
  public static boolean isPairwise(Path folder) {
    return of(folder).filter(card -> card.kind() == Kind.PAIRWISE).isPresent();
  }

  /** Returns the card that other programs read. */
  String readme(LanguageModel model, String library) {
    String what = kind == Kind.POINTWISE ? "reward model" : "preference model";
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", what);
    facts.put("pairs", String.valueOf(pairs));
    facts.put("steps", String.valueOf(steps));
    facts.put("trained by", "Attune " + KitVersion.of("attune"));
    return ModelCard.UNTRAINED
        .and(model.base().origin(), what, facts)
        .text(model, "A " + what, library, "text-classification");
  }

  /** Returns the file's content. */
  String json() {
    return RecordFile.text(this);
  }
}
