package org.attune.sample;

import java.util.List;
import org.attune.data.Fingerprint;
import org.attune.data.Prompt;
import org.attune.data.RowType;
import org.attune.engine.Precision;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.util.Sha256;

/**
 * The key of cached samples.
 *
 * @param model the hash of the weights, the shape, the hash of the tokenizer, and the precision of
 *     sampling
 * @param layout the prompts' layout
 * @param way the sampling settings, including the seed
 * @param prompts the hash of the prompts in their order
 * @param size the number of prompts
 */
record SampleKey(String model, String layout, String way, String prompts, int size) {
  static SampleKey of(
      LanguageModel model, PromptTemplate layout, String way, List<String> prompts) {
    return new SampleKey(
        of(model),
        layout.toString(),
        way,
        Fingerprint.of(RowType.PROMPTS, prompts.stream().map(Prompt::new).toList()),
        prompts.size());
  }

  private static String of(LanguageModel model) {
    return String.join(
        " ",
        model.hash(),
        model.config().toString(),
        Sha256.of(model.tokenizer().json()),
        Precision.forSampling(model.decoder().weights().device(), model.config().parameters())
            .toString());
  }

  /** Returns a unique file name for this key. */
  String fileName() {
    return sha(toString()).substring(0, 32) + ".jsonl";
  }

  /** Returns the SHA-256 of a text. */
  static String sha(String text) {
    return Sha256.of(text);
  }
}
