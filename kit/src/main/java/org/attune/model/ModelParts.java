package org.attune.model;

import java.nio.file.Path;
import java.util.Optional;
import org.attune.cluster.Portable;
import org.attune.engine.PyTorch;

/** A model's parts; it is made on the device of the process that receives them. */
record ModelParts(
    LlamaConfig config, HeldTensors tensors, Portable.Parts tokenizer, Optional<Path> folder)
    implements Portable.Parts {
  @Override
  public Object whole() {
    Tokenizer own = (Tokenizer) tokenizer.whole();
    LanguageModel model = LanguageModel.of(config, tensors.weights(PyTorch.device()), own);
    return folder.map(model::from).orElse(model);
  }
}
