package org.attune.model;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.cluster.Portable;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;

/**
 * A model's parts; it is made on the device of the process that receives them.
 *
 * @param held the type in which matrices are held: a model that is held in 16 bits is sampled in 16
 *     bits, so another type would show in the last digits
 */
record ModelParts(
    LlamaConfig config,
    DType held,
    Map<String, HostTensor> tensors,
    Portable.Parts tokenizer,
    Optional<Path> folder)
    implements Portable.Parts {
  /** Takes a model without adapters apart. */
  static ModelParts of(LanguageModel model) {
    Weights weights = model.decoder().weights();
    return new ModelParts(
        model.config(),
        weights.held(),
        weights.tensors(),
        model.tokenizer().parts(),
        model.origin());
  }

  @Override
  public Object whole() {
    LanguageModel model = LanguageModel.of(config, weights(), (Tokenizer) tokenizer.whole());
    return folder.map(model::from).orElse(model);
  }

  private Weights weights() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, new Shape(tensor.shape())));
    return Weights.load(shapes, WeightReader.heap(tensors), held, PyTorch.device());
  }
}
