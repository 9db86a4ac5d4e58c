package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.model.family.Architecture.Activation;
import org.attune.model.family.Architecture.Biases;
import org.attune.model.family.Architecture.FeedForward;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.Architecture.NormPlacement;
import org.attune.model.family.Architecture.QueryKeyNorm;
import org.attune.model.family.Architecture.Residual;
import org.attune.model.family.Architecture.RotaryPairs;

/** Collects the differences from Llama; everything else is as in Llama. */
public final class ArchitectureBuilder {
  private final String modelType;
  private final String className;
  private Biases biases = Biases.NONE;
  private QueryKeyNorm queryKeyNorm = QueryKeyNorm.NONE;
  private NormPlacement norms = NormPlacement.BEFORE;
  private NormKind normKind = NormKind.RMS;
  private Residual residual = Residual.SEQUENTIAL;
  private Activation activation = Activation.SILU;
  private boolean gated = true;
  private double embeddingScale = 1;
  private double residualScale = 1;
  private double logitScale = 1;
  private double scoreScale;
  private double scoreCap;
  private double logitCap;
  private List<Integer> windows;
  private List<Integer> rotations;
  private List<RopeParameters> ropes = List.of();
  private RotaryPairs pairs = RotaryPairs.HALVES;
  private Positions positions = Positions.ROTARY;
  private boolean normsEmbeddings;
  private Optional<Experts> experts = Optional.empty();
  private Optional<ShortConvolution> convolution = Optional.empty();
  private FileNames names = FileNames.LLAMA;

  /** Starts from a plain Llama. */
  ArchitectureBuilder(String modelType, String className, int layers, int headWidth) {
    this.modelType = modelType;
    this.className = className;
    this.scoreScale = 1 / Math.sqrt(headWidth);
    this.windows = Architecture.everywhere(layers, 0);
    this.rotations = Architecture.everywhere(layers, 0);
  }

  /** Returns a plain Llama. */
  public static Architecture llama(int layers, int headWidth, double theta, int context) {
    return new ArchitectureBuilder("llama", "Llama", layers, headWidth)
        .rope(RopeParameters.plain(headWidth, theta, context))
        .build();
  }

  /** Sets which matrices have a bias. */
  ArchitectureBuilder biases(boolean queryKeyValue, boolean output, boolean feedForward) {
    biases = new Biases(queryKeyValue, output, feedForward, false);
    return this;
  }

  /** Adds a bias to logits, unless the output matrix is the embedding matrix. */
  ArchitectureBuilder logitBias() {
    biases = new Biases(biases.queryKeyValue(), biases.output(), biases.feedForward(), true);
    return this;
  }

  /** Normalises queries and keys. */
  ArchitectureBuilder queryKeyNorm(QueryKeyNorm how) {
    queryKeyNorm = how;
    return this;
  }

  /** Places a block's norms. */
  ArchitectureBuilder norms(NormPlacement placement) {
    norms = placement;
    return this;
  }

  /** Sets what norms compute. */
  ArchitectureBuilder norms(NormKind kind) {
    normKind = kind;
    return this;
  }

  /** Sets what the feed-forward layer of a block reads. */
  ArchitectureBuilder residual(Residual form) {
    residual = form;
    return this;
  }

  /** Leaves feed-forward layers without a gate. */
  ArchitectureBuilder ungated() {
    gated = false;
    return this;
  }

  /** Sets the function inside the feed-forward layer. */
  public ArchitectureBuilder activation(Activation function) {
    activation = function;
    return this;
  }

  /** Multiplies embeddings. */
  ArchitectureBuilder embeddingScale(double scale) {
    embeddingScale = scale;
    return this;
  }

  /** Multiplies what a block adds to the residual stream. */
  ArchitectureBuilder residualScale(double scale) {
    residualScale = scale;
    return this;
  }

  /** Multiplies logits. */
  ArchitectureBuilder logitScale(double scale) {
    logitScale = scale;
    return this;
  }

  /** Multiplies attention scores by a factor other than 1/√head_dim. */
  ArchitectureBuilder scoreScale(double scale) {
    scoreScale = scale;
    return this;
  }

  /** Soft-caps attention scores and logits; 0 means no cap. */
  ArchitectureBuilder softCaps(double score, double logit) {
    scoreCap = score;
    logitCap = logit;
    return this;
  }

  /** Sets the attention window of each layer. */
  ArchitectureBuilder windows(List<Integer> perLayer) {
    windows = perLayer;
    return this;
  }

  /** Sets one set of rotary positions, for all layers unless {@link #rotations} is called. */
  ArchitectureBuilder rope(RopeParameters rope) {
    ropes = List.of(rope);
    return this;
  }

  /** Sets several sets of rotary positions, of which each layer uses one, or none: -1. */
  ArchitectureBuilder rotations(List<RopeParameters> sets, List<Integer> perLayer) {
    ropes = sets;
    rotations = perLayer;
    return this;
  }

  /** Rotates neighbouring numbers of a head instead of its halves. */
  ArchitectureBuilder rotatesNeighbours() {
    pairs = RotaryPairs.NEIGHBOURS;
    return this;
  }

  /** Leaves queries and keys unrotated, and adds a learned vector for each position. */
  ArchitectureBuilder learnedPositions(int headWidth, int context) {
    return positions(Positions.LEARNED, headWidth, context);
  }

  /** Leaves queries and keys unrotated, and says what takes the place of rotary positions. */
  ArchitectureBuilder positions(Positions how, int headWidth, int context) {
    positions = how;
    RopeParameters unused = RopeParameters.plain(headWidth, 10_000, context);
    return rotations(List.of(unused), Architecture.everywhere(windows.size(), -1));
  }

  /** Normalises embeddings. */
  ArchitectureBuilder normsEmbeddings() {
    normsEmbeddings = true;
    return this;
  }

  /** Sets which matrices a file stores as one. */
  ArchitectureBuilder fused(Map<String, List<String>> wholes) {
    return names(FileNames.LLAMA.stacks(wholes));
  }

  /** Sets the names that a file has for the weights. */
  ArchitectureBuilder names(FileNames file) {
    names = file;
    return this;
  }

  /** Makes feed-forward layers mixtures of experts. */
  ArchitectureBuilder experts(Experts mixture) {
    experts = Optional.of(mixture);
    return this;
  }

  /** Puts short convolutions in the place of attention in some layers. */
  ArchitectureBuilder convolution(ShortConvolution inLayers) {
    convolution = Optional.of(inLayers);
    return this;
  }

  /** Returns the description. */
  public Architecture build() {
    return new Architecture(
        modelType,
        className,
        biases,
        queryKeyNorm,
        norms,
        normKind,
        residual,
        new FeedForward(activation, gated, experts),
        new Embedding(embeddingScale, normsEmbeddings),
        residualScale,
        logitScale,
        scoreScale,
        scoreCap,
        logitCap,
        windows,
        rotations,
        ropes,
        pairs,
        positions,
        convolution,
        names,
        "{}");
  }
}
