package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.attune.engine.ScriptTemplate;
import org.attune.engine.TorchScript;
import org.attune.model.family.FileNames;

/**
 * The same decoder as {@link LlamaDecoder}, written as TorchScript text that runs in one native
 * call and uses PyTorch's fused attention; gradients flow through it.
 *
 * <p>Weights, residual stream and norms stay in 32 bits. Matrix products use the requested
 * precision; {@link Kernels} chooses the routines. RMSNorm is written with the vector norm, whose
 * gradient takes fewer passes over memory than that of PyTorch's own RMSNorm.
 */
public final class TorchScriptLlama implements SamplingDecoder {
  private final LlamaConfig config;
  private final Weights weights;
  private final Weights trainable;
  private final RotaryEmbedding rotary;
  private final TorchScript script;
  private final List<NDArray> ordered;
  private final NDArray head;
  private final ChunkedHead chunked;
  private final ScriptedSampling sampling;
  private final Optional<Adapter> adapter;
  private final Activations activations;
  private final Optional<LayerGradients> byHand;
  private final boolean checkpoints;

  /** Builds the decoder over weights that pass {@link WeightShapes#check}. */
  public TorchScriptLlama(LlamaConfig config, Weights weights, MatmulPrecision products) {
    this(config, weights, Optional.empty(), products);
  }

  /** Builds the decoder over frozen weights and an adapter, if there is one. */
  TorchScriptLlama(
      LlamaConfig config, Weights weights, Optional<Adapter> adapter, MatmulPrecision products) {
    this(
        config,
        weights,
        adapter,
        products,
        Kernels.of(weights.device(), products, config.vocabulary()));
  }

  /** Builds the decoder with the given native routines. */
  TorchScriptLlama(LlamaConfig config, Weights weights, MatmulPrecision products, Kernels kernels) {
    this(config, weights, Optional.empty(), products, kernels);
  }

  /** Builds the decoder over frozen weights and an adapter with the given native routines. */
  TorchScriptLlama(
      LlamaConfig config,
      Weights weights,
      Optional<Adapter> adapter,
      MatmulPrecision products,
      Kernels kernels) {
    this.config = config;
    this.weights = weights;
    this.trainable = adapter.map(Adapter::weights).orElse(weights);
    WeightShapes.check(config, weights, trainable);
    Optional<AdapterSlots> slots = adapter.map(trained -> new AdapterSlots(config, trained));
    this.rotary = new RotaryEmbedding(config, weights.manager());
    boolean plain = adapter.isEmpty() && LayerGradients.supports(config, weights);
    boolean halves = adapter.isEmpty() && PackedWeights.inHalves(weights, products, kernels);
    ScriptTemplate filled = DecoderScript.template(config, slots, plain, halves, products, kernels);
    this.script = DecoderScript.load(weights, kernels, filled);
    this.ordered = ordered(slots);
    this.head = parameter(output(config));
    this.chunked = new ChunkedHead(script, head, kernels);
    this.sampling = sampling(halves);
    this.adapter = adapter;
    this.activations = activations(config, weights, adapter, products);
    this.byHand = plain ? Optional.of(byHand()) : Optional.empty();
    this.checkpoints = weights.form().quantisation().isPresent(); // opened matrices are not kept
  }

  private LayerGradients byHand() {
    return new LayerGradients(script, ordered, config.width());
  }

  private static String output(LlamaConfig config) {
    return config.tied() ? FileNames.EMBEDDING : FileNames.OUTPUT;
  }

  private ScriptedSampling sampling(boolean halves) {
    PackedWeights packed = new PackedWeights(script, ordered, head, halves);
    return new ScriptedSampling(script, weights.manager(), rotary, ordered, packed);
  }

  /** Returns the arrays that the script reads, in its order: the weights, then the adapter's. */
  private List<NDArray> ordered(Optional<AdapterSlots> slots) {
    Stream<NDArray> own =
        WeightShapes.namesForScript(config).stream()
            .filter(name -> !name.equals(FileNames.OUTPUT))
            .map(this::parameter);
    return Stream.concat(own, slots.stream().flatMap(all -> all.arrays().stream())).toList();
  }

  private TorchScriptLlama(
      TorchScriptLlama same, Optional<LayerGradients> byHand, boolean checkpoints) {
    this.config = same.config;
    this.weights = same.weights;
    this.trainable = same.trainable;
    this.rotary = same.rotary;
    this.script = same.script;
    this.ordered = same.ordered;
    this.head = same.head;
    this.chunked = same.chunked;
    this.sampling = same.sampling;
    this.adapter = same.adapter;
    this.activations = same.activations;
    this.byHand = byHand;
    this.checkpoints = checkpoints;
  }

  private static Activations activations(
      LlamaConfig config, Weights weights, Optional<Adapter> adapter, MatmulPrecision products) {
    Activations all = Activations.of(config, products, weights.device());
    return adapter.map(own -> all.with(own.weights(), own.lora().dropout() > 0)).orElse(all);
  }

  @Override
  public LlamaConfig config() {
    return config;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Decoder checkpointing() {
    return new TorchScriptLlama(this, byHand, true);
  }

  @Override
  public Decoder asAdapted() {
    return new TorchScriptLlama(this, Optional.empty(), checkpoints);
  }

  @Override
  public Weights trainable() {
    return trainable;
  }

  @Override
  public void prepareGradients() {
    WeightGradients all = trainable.gradients();
    all.make(
        name ->
            byHand.isEmpty() || parameter(name) == head || !byHand.get().makes(parameter(name)));
  }

  @Override
  public NDArray hidden(NDArray ids) {
    RotaryEmbedding.Angles angles = rotary.first(ids.getShape().get(1));
    TextShape texts = TextShape.padded(ids.getShape().get(0), ids.getShape().get(1));
    return read("hidden", "one_block", texts, ids, angles.cos(), angles.sin());
  }

  @Override
  public NDArray padded(PaddedTexts texts, NDArray places) {
    if (!readsRows(places, texts.places(), texts.shape())) {
      return SamplingDecoder.super.padded(texts, places);
    }
    NDArray ids = texts.ids(weights.manager());
    RotaryEmbedding.Angles angles = rotary.first(ids.getShape().get(1));
    return rows(texts.shape(), places, ids, angles.cos(), angles.sin());
  }

  @Override
  public NDArray packed(PackedTexts texts) {
    NDArray ids = texts.ids(weights.manager());
    return read("packed", "one_packed_block", texts.shape(), ids, layout(texts))
        .reshape(-1, config.width());
  }

  @Override
  public NDArray packed(PackedTexts texts, NDArray places) {
    if (!readsRows(places, texts.total(), texts.shape())) {
      return SamplingDecoder.super.packed(texts, places);
    }
    return rows(texts.shape(), places, texts.ids(weights.manager()), layout(texts));
  }

  /** Returns whether the last layer should compute only some tokens' states. */
  private boolean readsRows(NDArray places, int total, TextShape texts) {
    boolean learns = ordered.get(0).hasGradient() && activations.readsSome(texts);
    return byHand.isPresent() && (!PyTorch.isRecording() || learns) && places.size() < total;
  }

  /** Reads ids for the states of some tokens. */
  private NDArray rows(TextShape shape, NDArray places, NDArray ids, NDArray... layout) {
    LayerGradients layers = byHand.orElseThrow();
    if (!PyTorch.isRecording()) {
      return layers.readRows(places, ids, layout);
    }
    TextShape texts = shape.predicting(places.size());
    boolean recomputes = checkpoints || activations.areTooMany(texts);
    return layers.recordedRows(activations.kept(texts, recomputes), places, ids, layout);
  }

  /** Returns the angles of packed texts' positions and what each token attends to. */
  private NDArray[] layout(PackedTexts texts) {
    NDManager manager = weights.manager();
    RotaryEmbedding.Angles angles = rotary.at(texts.positions(manager), texts.end());
    return new NDArray[] {
      angles.cos(),
      angles.sin(),
      texts.trunks(manager),
      texts.branches(manager),
      texts.seen(manager),
      texts.lengths(manager),
      texts.padded(manager)
    };
  }

  /** Reads ids in one call, or layer by layer if what is computed between is not to be kept. */
  private NDArray read(
      String whole, String layer, TextShape texts, NDArray ids, NDArray... layout) {
    boolean recording = PyTorch.isRecording();
    if (byHand.isPresent() && !recording) {
      return byHand.get().read(ids, layout);
    }
    boolean recomputes = recording && (checkpoints || activations.areTooMany(texts));
    if (byHand.isPresent() && ordered.get(0).hasGradient()) {
      return byHand.get().recorded(activations.kept(texts, recomputes), ids, layout);
    }
    if (!recomputes) {
      return call(whole, Stream.concat(Stream.of(ids), Stream.of(layout)));
    }
    NDArray last =
        LayerCheckpoints.through(
            () -> call("embed", Stream.of(ids, layout[0])),
            !embedded().anyMatch(NDArray::hasGradient),
            adapter.isPresent() && adapter.get().lora().dropout() > 0,
            config.layers(),
            (x, index) -> {
              NDArray number = weights.manager().create((long) index);
              return call(layer, Stream.concat(Stream.of(x, number), Stream.of(layout)));
            });
    return call("ended", Stream.of(last));
  }

  /** Returns the weights that a block does not have and whose gradients flow through them all. */
  private Stream<NDArray> embedded() {
    return FileNames.BEFORE_BLOCKS.stream()
        .filter(WeightShapes.of(config)::containsKey)
        .map(this::parameter);
  }

  private NDArray call(String method, Stream<NDArray> arrays) {
    TorchScript.Inputs inputs = new TorchScript.Inputs(arrays.toArray(NDArray[]::new));
    return script.recorded(method, inputs.list("P", ordered)).singletonOrThrow();
  }

  @Override
  public NDArray next(NDArray ids, KeyValueCache cache) {
    return sampling.next(ids, cache);
  }

  @Override
  public void read(NDArray ids, KeyValueCache cache) {
    cache.hidden(next(ids, cache));
  }

  @Override
  public SampledTokens draw(
      SamplingParams how, int[] read, double[][] uniforms, int[] left, KeyValueCache cache) {
    return sampling.draw(how, read, uniforms, left, cache);
  }

  @Override
  public NDArray logits(NDArray hidden) {
    NDArray logits =
        script.recorded("logits", new TorchScript.Inputs(hidden, head)).singletonOrThrow();
    return config.hasLogitBias() ? logits.add(parameter(FileNames.OUTPUT_BIAS)) : logits;
  }

  @Override
  public NDArray logProbs(NDArray hidden, NDArray targets) {
    boolean other = config.architecture().logitCap() > 0 || config.hasLogitBias();
    if (other || config.architecture().logitScale() != 1) {
      // The chunked head implements only the gradient of a plain softmax.
      return SamplingDecoder.super.logProbs(hidden, targets);
    }
    return chunked.logProbs(hidden, targets);
  }
}
