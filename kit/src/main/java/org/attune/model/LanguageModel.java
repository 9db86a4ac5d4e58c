package org.attune.model;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.cluster.SharedPortable;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.Precision;
import org.attune.util.InvalidInputException;
import org.attune.util.Sha256;

/** A decoder with the tokenizer it was trained with. */
public final class LanguageModel implements SharedPortable {
  private final Decoder decoder;
  private final Tokenizer tokenizer;
  private final Optional<LanguageModel> base; // of a model with adapters
  private final Optional<Adaptation> adaptation;
  private final Optional<Path> origin;

  /** Joins a decoder and its tokenizer. */
  public LanguageModel(Decoder decoder, Tokenizer tokenizer) {
    this(decoder, tokenizer, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private LanguageModel(
      Decoder decoder,
      Tokenizer tokenizer,
      Optional<LanguageModel> base,
      Optional<Adaptation> adaptation,
      Optional<Path> origin) {
    this.origin = origin;
    this.base = base;
    this.decoder = decoder;
    this.tokenizer = tokenizer;
    this.adaptation = adaptation;
  }

  /** Builds a model from heap weights. */
  public static LanguageModel of(
      LlamaConfig config, Map<String, HostTensor> tensors, Tokenizer tokenizer, Device device) {
    return of(config, Weights.of(tensors, device), tokenizer);
  }

  /** Initialises a model at random; all weights follow from the seed. */
  public static LanguageModel random(
      LlamaConfig config, Tokenizer tokenizer, long seed, Device device) {
    Weights weights = Weights.random(WeightShapes.of(config), 0.02, seed, device);
    return of(config, weights, tokenizer);
  }

  /** Builds a model over weights on a device; the weights are shared with the caller. */
  public static LanguageModel of(LlamaConfig config, Weights weights, Tokenizer tokenizer) {
    return new LanguageModel(
        new TorchScriptLlama(config, weights, MatmulPrecision.FLOAT32), tokenizer);
  }

  /** Returns this model with the folder that its weights came from. */
  public LanguageModel from(Path folder) {
    return new LanguageModel(decoder, tokenizer, base, adaptation, Optional.of(folder));
  }

  /** Returns the folder that the weights came from. */
  public Optional<Path> origin() {
    return origin;
  }

  /** Returns this model, with shared weights, to be saved in another precision. */
  public LanguageModel as(DType precision) {
    LanguageModel plain = merged();
    return of(config().stored(precision), plain.decoder.weights(), tokenizer);
  }

  /**
   * Returns an independent copy in 32 bits on the same device; with an adapter, frozen weights are
   * shared.
   */
  public LanguageModel copy() {
    return adapter()
        .map(a -> base().adapted(a.copy(decoder.weights().device())))
        .orElseGet(() -> on(decoder.weights().device()));
  }

  /** Returns a replica with the same weights in memory but separate gradients. */
  public LanguageModel replica() {
    LanguageModel same = plain(decoder.weights().replica());
    return adapter().map(a -> same.adapted(a.replica())).orElse(same);
  }

  /** Returns an independent copy on another device, in 32 bits or with the same quantisation. */
  public LanguageModel on(Device device) {
    LanguageModel plain = plain(WeightCopies.same(decoder.weights(), device));
    return adapter().map(a -> plain.adapted(a.copy(device))).orElse(plain);
  }

  /**
   * Returns this model with the matrices of its blocks quantised and frozen; whatever adapter it
   * has stays, and what is not quantised is shared.
   */
  public LanguageModel quantised(Quantisation type) {
    Weights frozen = WeightCopies.quantised(decoder.weights(), type, decoder.weights().device());
    LanguageModel plain = plain(frozen);
    LanguageModel same = origin.map(plain::from).orElse(plain);
    return adapter().isPresent() ? same.adapted(adaptation.orElseThrow()) : same;
  }

  /** Returns how the frozen weights are quantised, if they are. */
  public Optional<Quantisation> quantisation() {
    return decoder.weights().form().quantisation();
  }

  /** Returns a model without an adapter over other weights of the same shapes. */
  private LanguageModel plain(Weights weights) {
    LanguageModel like = adapter().isPresent() ? base() : this;
    return of(like.config(), weights, like.tokenizer);
  }

  /** Returns the adapter in use, unless it is merged. */
  public Optional<Adapter> adapter() {
    return adaptation.filter(found -> !found.merged()).map(Adaptation::adapter);
  }

  /** Returns the adapters by name and the one in use, if there are any. */
  Optional<Adaptation> adaptation() {
    return adaptation;
  }

  /** Returns the names of all adapters. */
  public List<String> adapters() {
    return adaptation.map(Adaptation::names).orElse(List.of());
  }

  /** Returns the model without its adapters; it shares the memory. */
  public LanguageModel base() {
    return base.orElse(this);
  }

  /** Returns this model with one more adapter, which is in use; frozen weights are shared. */
  public LanguageModel with(String name, Adapter adapter) {
    Adaptation first = Adaptation.of(name, adapter);
    return base().adapted(adaptation.map(found -> found.with(name, adapter)).orElse(first));
  }

  /** Returns this model with another of its adapters in use. */
  public LanguageModel adapter(String name) {
    InvalidInputException.unless(
        adaptation.isPresent(), "There is no adapter '%s'; this model has none.", name);
    return base().adapted(adaptation.orElseThrow().using(name));
  }

  /**
   * Returns this model with its adapter added to a copy of the weights, or itself if it has none.
   */
  public LanguageModel merged() {
    if (adapter().isEmpty()) {
      return this;
    }
    Adapter used = adapter().orElseThrow();
    Weights weights = AdapterMerge.of(config(), decoder.weights(), used);
    Decoder plain = new TorchScriptLlama(config(), weights, MatmulPrecision.FLOAT32);
    return new LanguageModel(
        plain, tokenizer, base, adaptation.map(found -> found.merged(true)), Optional.empty());
  }

  /** Returns the model as it was before {@link #merged}. */
  public LanguageModel unmerged() {
    return adaptation.map(found -> base().adapted(found.merged(false))).orElse(this);
  }

  /**
   * Returns the model that a training from this one changes: an independent copy, or with LoRA one
   * that shares this model's frozen weights. A model with an adapter shares them in any case, and
   * its adapter is trained further.
   *
   * @param seed the seed of a new adapter's values
   */
  public LanguageModel trainee(Optional<Lora> lora, long seed) {
    if (adapter().isPresent()) {
      Lora own = adapter().orElseThrow().lora();
      InvalidInputException.unless(
          lora.isEmpty() || lora.get().equals(own),
          "The model has an adapter with different settings (%s); train that adapter further"
              + " without LoRA settings, or merge it first.",
          own);
      return copy();
    }
    decoder.weights().form().requireTrainable(lora.isPresent());
    return lora.map(l -> Adapter.initial(l, config(), tokenizer, decoder.weights(), seed))
        .map(this::adapted)
        .orElseGet(this::copy);
  }

  /**
   * Returns a model over this one's frozen weights with a new adapter, which includes a scalar head
   * of zeros.
   */
  public LanguageModel headed(Lora lora, long seed) {
    return adapted(Adapter.withHead(lora, config(), tokenizer, decoder.weights(), seed));
  }

  private LanguageModel adapted(Adapter adapter) {
    return adapted(Adaptation.of(Adaptation.DEFAULT, adapter));
  }

  /**
   * Builds the decoder over a replica of the frozen weights, so that base and adapted model can be
   * called and closed separately.
   */
  LanguageModel adapted(Adaptation wanted) {
    Adapter adapter = wanted.adapter();
    Decoder joined =
        new TorchScriptLlama(
            adapter.config(),
            decoder.weights().replica(),
            Optional.of(adapter),
            MatmulPrecision.FLOAT32);
    return new LanguageModel(
        joined, adapter.tokenizer(), Optional.of(this), Optional.of(wanted), Optional.empty());
  }

  /** Frees the weights now rather than at garbage collection; they must not be in use. */
  public void close() {
    decoder.weights().close();
    adapter().ifPresent(used -> used.weights().close());
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

  /**
   * Returns the decoder that scores this model as the reference of a training: it has the precision
   * and the operations of the trained model, so that log-ratios of equal models are zero.
   *
   * @param trained the model in training, from {@link #trainee}
   */
  public Decoder referenceDecoder(LanguageModel trained) {
    return trained.adapter().isPresent() ? trainingDecoder().asAdapted() : trainingDecoder();
  }

  /** Returns a decoder over the same weights that samples texts. */
  public Decoder sampling() {
    return in(Precision.forSampling(decoder.weights().device(), config().parameters()));
  }

  private Decoder in(MatmulPrecision products) {
    return products == MatmulPrecision.FLOAT32
        ? decoder
        : new TorchScriptLlama(config(), decoder.weights(), adapter(), products);
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
  public Optional<String> key() {
    String adapters =
        adaptation.map(a -> a.active() + a.merged() + a.names() + base().hash()).orElse("");
    return Optional.of(
        Sha256.of(hash() + config() + config().stored() + tokenizer.identity() + adapters));
  }

  @Override
  public Parts parts() {
    return adaptation.isPresent()
        ? new AdaptedParts(base(), adaptation.get())
        : new ModelParts(config(), HeldTensors.of(decoder.weights()), tokenizer.parts(), origin);
  }

  /** Returns a hash of every weight's bits, the same for equal models on every machine. */
  public String hash() {
    WeightHash hash = new WeightHash().and(decoder.weights());
    quantisation().ifPresent(type -> hash.and(type.text()));
    adapter().ifPresent(a -> hash.and(a.lora().toString()).and(a.weights()));
    return hash.text();
  }
}
