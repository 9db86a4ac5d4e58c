package org.attune;

import java.nio.file.Path;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.evaluate.NamedPolicy;
import org.attune.model.LanguageModel;
import org.attune.model.Quantisation;
import org.attune.model.io.GgufModel;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.model.io.ModelCard;
import org.attune.model.io.PeftFolder;
import org.attune.model.io.PolicyFolder;
import org.attune.runs.JavaSource;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;

/** Reads a policy from a model folder, a GGUF file, or an adapter's folder with its base. */
final class PolicyReader {
  private static final long PARTS = 1_000;

  private PolicyReader() {}

  /**
   * Reads a policy.
   *
   * @param quantisation in what form the matrices of blocks are held, if they are to be quantised
   */
  static Policy load(Path folder, Optional<Quantisation> quantisation) {
    if (PeftFolder.is(folder)) {
      return load(PeftFolder.base(folder), quantisation).loadAdapter(folder);
    }
    Path whole = folder.toAbsolutePath();
    String call =
        quantisation
            .map(type -> JavaSource.call("load", whole, type.text()))
            .orElse(JavaSource.call("load", whole));
    return new Policy(
        new NamedPolicy(
            GgufModel.name(folder), read(folder, quantisation), PolicyFolder.layout(folder)),
        "org.attune.Policy" + call,
        ModelCard.UNTRAINED);
  }

  private static LanguageModel read(Path folder, Optional<Quantisation> quantisation) {
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
