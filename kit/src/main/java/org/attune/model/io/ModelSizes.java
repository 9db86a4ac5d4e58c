package org.attune.model.io;

import java.nio.file.Path;
import org.attune.model.LlamaConfig;
import org.attune.model.Tokenizer;
import org.attune.util.InvalidInputException;

/** Checks the sizes that a folder or a file states for its model against what else it holds. */
final class ModelSizes {
  /** The most rotary angles that a model may hold: positions times head width. */
  private static final long MOST_ANGLES = 1L << 27;

  private ModelSizes() {}

  /** Checks the sizes, which determine allocations and loops, against the tensors in the file. */
  static void requireHeld(LlamaConfig config, int tensors, Path where) {
    InvalidInputException.unless(
        config.layers() <= tensors,
        "%s: config.json describes %d layers, but the weights hold only %d tensors.",
        where,
        config.layers(),
        tensors);
    InvalidInputException.unless(
        (long) config.context() * config.headWidth() <= MOST_ANGLES,
        "%s: config.json describes a context of %d tokens, more than the rotary positions of any"
            + " model take; lower max_position_embeddings.",
        where,
        config.context());
  }

  /** Checks that the tokenizer's ids are rows of the embedding. */
  static void checkVocabulary(LlamaConfig config, Tokenizer tokenizer, String where) {
    int largest = tokenizer.largestId();
    InvalidInputException.unless(
        largest < config.vocabulary(),
        "%s: the tokenizer knows id %d but the model has only %d rows; tokenizer.json belongs to"
            + " another model.",
        where,
        largest,
        config.vocabulary());
  }
}
