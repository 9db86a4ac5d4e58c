package org.attune.model;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.attune.cluster.SharedPortable;
import org.attune.data.Fingerprint;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;

/** A decoder with the tokenizer it was trained with. */
public final class LanguageModel implements SharedPortable {
  /** Number of weights hashed at a time. */
  private static final int HASHED = 1 << 14;

  private final Decoder decoder;
  private final Tokenizer tokenizer;

  /** Joins a decoder and its tokenizer. */
  public LanguageModel(Decoder decoder, Tokenizer tokenizer) {
    this.decoder = decoder;
    this.tokenizer = tokenizer;
  }

  /** Builds a model from heap weights. */
  public static LanguageModel of(
      LlamaConfig config, Map<String, HostTensor> tensors, Tokenizer tokenizer, Device device) {
    return of(config, Weights.of(tensors, device), tokenizer);
  }

  /** Initialises a model at random; all weights follow from the seed. */
  public static LanguageModel random(
      LlamaConfig config, Tokenizer tokenizer, long seed, Device device) {
    Weights weights = Weights.random(LlamaDecoder.shapes(config), 0.02, seed, device);
    return of(config, weights, tokenizer);
  }

  /** Builds a model over weights on a device; the weights are shared with the caller. */
  public static LanguageModel of(LlamaConfig config, Weights weights, Tokenizer tokenizer) {
    return new LanguageModel(
        new TorchScriptLlama(config, weights, MatmulPrecision.FLOAT32), tokenizer);
  }

  /** Returns this model, with shared weights, to be saved in another precision. */
  public LanguageModel as(DType precision) {
    return of(config().stored(precision), decoder.weights(), tokenizer);
  }

  /** Returns an independent copy on the same device. */
  public LanguageModel copy() {
    return on(decoder.weights().device());
  }

  /** Returns a replica with the same weights in memory but separate gradients. */
  public LanguageModel replica() {
    return of(config(), decoder.weights().replica(), tokenizer);
  }

  /** Returns an independent copy on another device. */
  public LanguageModel on(Device device) {
    return of(decoder.config(), decoder.weights().copy(device), tokenizer);
  }

  /** Frees the weights now rather than at garbage collection; they must not be in use. */
  public void close() {
    decoder.weights().close();
  }

  /** Returns the decoder that scores texts: 32-bit matrix products. */
  public Decoder decoder() {
    return decoder;
  }

  /**
   * Returns a decoder over the same weights for training: matrix products in the precision that is
   * fastest on this device, see {@link Precision}.
   */
  public Decoder trainingDecoder() {
    return in(Precision.forTraining(decoder.weights().device()));
  }

  /** Returns a decoder over the same weights that samples texts. */
  public Decoder sampling() {
    return in(Precision.forSampling(decoder.weights().device(), config().parameters()));
  }

  private Decoder in(MatmulPrecision products) {
    return products == MatmulPrecision.FLOAT32
        ? decoder
        : new TorchScriptLlama(config(), decoder.weights(), products);
  }

  /** Returns the tokenizer. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** Returns the decoder's shape. */
  public LlamaConfig config() {
    return decoder.config();
  }

  @Override
  public String key() {
    return Fingerprint.of(hash() + config() + config().stored() + tokenizer.identity());
  }

  @Override
  public Parts parts() {
    return new ModelParts(config(), decoder.weights().tensors(), tokenizer.parts());
  }

  /** A model's parts; it is made on the device of the process that receives them. */
  private record ModelParts(LlamaConfig config, Map<String, HostTensor> tensors, Parts tokenizer)
      implements Parts {
    @Override
    public Object whole() {
      return of(config, tensors, (Tokenizer) tokenizer.whole(), PyTorch.device());
    }
  }

  /** Returns a hash of every weight's bits, the same for equal models on every machine. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer some = ByteBuffer.allocate(HASHED * Float.BYTES);
      try (PyTorch.Scope scope = PyTorch.scope()) {
        decoder
            .weights()
            .forEach(
                (name, array) -> {
                  digest.update(name.getBytes(StandardCharsets.UTF_8));
                  update(digest, array.toFloatArray(), some);
                });
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }

  private static void update(MessageDigest digest, float[] values, ByteBuffer some) {
    for (int from = 0; from < values.length; from += HASHED) {
      int length = Math.min(HASHED, values.length - from);
      some.clear().asFloatBuffer().put(values, from, length);
      digest.update(some.limit(length * Float.BYTES));
    }
  }
}
