package org.attune.world;

import java.nio.file.Path;
import java.util.List;
import org.attune.data.Bpe;
import org.attune.data.BpeTrainer;

/**
 * Trains the bundled models' tokenizer on the world and writes it, as {@code tokenizer.json} and
 * {@code tokenizer_config.json}. Nearly every word of the world is one token.
 *
 * <p>Run it from the kit's folder with {@code ../datasets/base} as its only argument.
 */
public final class WriteTokenizer {
  /** The seed of the tokenizer's training texts. */
  public static final long SEED = 20260101;

  /** The number of tokens. */
  public static final int VOCABULARY = 1152;

  /** The beginning of text (id 0), the end of text (id 1) and the marker before a reward (id 2). */
  public static final List<String> SPECIALS = List.of("<s>", "</s>", "<rm_score>");

  private static final int TEXTS = 20_000;

  private static final String CONFIG =
      """
      {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "eos_token": "</s>",
        "pad_token": "</s>",
        "clean_up_tokenization_spaces": false,
        "model_max_length": 256
      }
      """;

  private WriteTokenizer() {}

  /** Writes the tokenizer into the folder that the first argument names. */
  public static void main(String[] args) {
    write(Path.of(args[0]));
  }

  /** Trains the tokenizer. */
  public static Bpe train() {
    List<String> texts =
        World.standard().corpus(TEXTS, SEED).stream()
            .map(d -> "User: " + d.prompt() + "\nAssistant: " + d.response())
            .toList();
    return BpeTrainer.train(texts, VOCABULARY, SPECIALS);
  }

  /** Trains the tokenizer and writes both files into the folder. */
  public static void write(Path folder) {
    WorldFiles.write(folder.resolve("tokenizer.json"), train().toJson());
    WorldFiles.write(folder.resolve("tokenizer_config.json"), CONFIG);
  }
}
