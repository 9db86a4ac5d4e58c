package org.attune.reward;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * What a folder says of the reward in it, beside the model that other programs read.
 *
 * @param kind what its scalar head means
 * @param pairs how many pairs it learned from
 * @param steps how many optimiser steps that took
 * @param seconds how long that took
 */
public record RewardCard(Kind kind, int pairs, int steps, double seconds) {
  /** The file's name. */
  static final String FILE = "reward.json";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** What a scalar head says. */
  public enum Kind {
    /** How good a response is. */
    POINTWISE,
    /** Which of two responses is preferred. */
    PAIRWISE
  }

  /** Returns the card of a folder; one that another program wrote has none. */
  public static Optional<RewardCard> of(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      RewardCard card = GSON.fromJson(Files.readString(file), RewardCard.class);
      if (card == null || card.kind() == null) {
        throw new JsonParseException("incomplete");
      }
      return Optional.of(card);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonParseException e) {
      throw new InvalidInputException(
          file + ": the card of the reward is damaged; train it again.", e);
    }
  }

  /** Returns whether a folder holds a pairwise preference model. */
  public static boolean isPairwise(Path folder) {
    return of(folder).filter(card -> card.kind() == Kind.PAIRWISE).isPresent();
  }

  /** Returns the file's content. */
  String json() {
    return GSON.toJson(this) + "\n";
  }
}
