package org.attune.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.attune.util.InvalidInputException;

/**
 * The id that a tokenizer puts before a text.
 *
 * <p>{@code add_bos_token} of {@code tokenizer_config.json} decides if it is set, otherwise the
 * post-processor of {@code tokenizer.json}. If a folder has neither a post-processor nor a {@code
 * tokenizer_config.json}, the model's {@code bos_token_id} decides.
 *
 * @param processed the id that the post-processor puts first, or -1
 * @param decided whether the folder determines the id
 * @param setting the setting in {@code tokenizer_config.json}
 */
record BeginOfText(int processed, boolean decided, BeginOfText.AddBos setting) {
  /** The setting of begin-of-text in a {@code tokenizer_config.json}. */
  enum AddBos {
    /** There is no such file. */
    NONE,
    /** The file does not set it. */
    SILENT,
    /** {@code add_bos_token} is true. */
    ADD,
    /** {@code add_bos_token} is false. */
    LEAVE;

    /**
     * Reads the setting from a tokenizer's companion files.
     *
     * @param where names the file in errors
     */
    static AddBos of(CompanionFiles companions, String where) {
      byte[] file = companions.files().get(CompanionFiles.TOKENIZER_CONFIG);
      if (file == null) {
        return NONE;
      }
      try {
        JsonElement add =
            JsonParser.parseString(CompanionFiles.text(file))
                .getAsJsonObject()
                .get("add_bos_token");
        if (add == null || add.isJsonNull()) {
          return SILENT;
        }
        InvalidInputException.unless(
            add.isJsonPrimitive() && add.getAsJsonPrimitive().isBoolean(),
            "%s: add_bos_token is neither true nor false; the file is damaged.",
            where);
        return add.getAsBoolean() ? ADD : LEAVE;
      } catch (InvalidInputException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new InvalidInputException(where + ": not a JSON object; the file is damaged.", e);
      }
    }
  }

  static BeginOfText of(JsonObject tokenizer, AddBos setting) {
    JsonElement processor = tokenizer.get("post_processor");
    boolean has = processor != null && processor.isJsonObject();
    int first = has ? first(processor.getAsJsonObject()) : -1;
    return new BeginOfText(first, has || setting != AddBos.NONE, setting);
  }

  /** Returns the id, given the model's {@code bos_token_id}. */
  int id(int stated) {
    return switch (setting) {
      case LEAVE -> -1;
      case ADD -> processed >= 0 ? processed : stated;
      case NONE, SILENT -> decided ? processed : stated;
    };
  }

  private static int first(JsonObject processor) {
    if (processor.get("processors") instanceof JsonArray all) {
      return all.asList().stream()
          .mapToInt(one -> first(one.getAsJsonObject()))
          .filter(id -> id >= 0)
          .findFirst()
          .orElse(-1);
    }
    if (processor.get("cls") instanceof JsonArray token) {
      return token.get(1).getAsInt(); // BERT's and RoBERTa's own types
    }
    if (!(processor.get("single") instanceof JsonArray pieces) || pieces.isEmpty()) {
      return -1;
    }
    JsonElement special = pieces.get(0).getAsJsonObject().get("SpecialToken");
    if (special == null) {
      return -1;
    }
    String name = special.getAsJsonObject().get("id").getAsString();
    JsonObject token = processor.getAsJsonObject("special_tokens").getAsJsonObject(name);
    return token.getAsJsonArray("ids").get(0).getAsInt();
  }
}
