package org.attune;

import java.nio.file.Path;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.evaluate.NamedPolicy;
import org.attune.model.LanguageModel;
import org.attune.model.Quantisation;
import org.attune.model.io.GgufModel;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.model.io.PolicyFolder;
import org.attune.runs.JavaSource;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;

/** Reads the model of a policy from a folder or a GGUF file. */
final class PolicyReader {
  private static final long PARTS = 1_000;

  private PolicyReader() {}

  /** Returns the call that reads it. */
  static String call(Path folder, Optional<Quantisation> quantisation) {
    Path whole = folder.toAbsolutePath();
    return "org.attune.Policy"
        + quantisation
            .map(type -> JavaSource.call("load", whole, type.text()))
            .orElse(JavaSource.call("load", whole));
  }

  /**
   * Reads a model with its name and prompt template.
   *
   * @param quantisation in what form the matrices of blocks are held, if they are to be quantised
   */
  static NamedPolicy read(Path folder, Optional<Quantisation> quantisation) {
    LanguageModel model = model(folder, quantisation);
    return new NamedPolicy(GgufModel.name(folder), model, PolicyFolder.layout(folder));
  }

  private static LanguageModel model(Path folder, Optional<Quantisation> quantisation) {
    try (ProgressBar bar = ProgressBar.uncounted("load", PARTS)) {
      bar.update(0);
      return HuggingFaceFolder.load(
          folder,
          PyTorch::device,
          quantisation,
          (done, all) -> bar.update(PARTS * done / all, Numbers.compact(all) + " weights"));
    }
  }
}
