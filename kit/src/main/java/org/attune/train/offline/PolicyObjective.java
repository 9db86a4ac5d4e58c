package org.attune.train.offline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.method.LossBatch;
import org.attune.method.OfflineMethod;
import org.attune.method.Reduction;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.TokenBatch;
import org.attune.model.TokenDistributions;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.Phase;
import org.attune.train.loop.RunHash;
import org.attune.train.loop.RunSettings;
import org.attune.train.loop.TrainingObjective;

/**
 * The objective of a method: its loss on examples, each of which is a group of responses to one
 * prompt. For DPO an example is a pair, and {@link #loss} is what TRL calls {@code compute_loss}.
 */
public final class PolicyObjective implements TrainingObjective<PreferenceMetrics> {
  private final OfflineMethod method;
  private final LanguageModel start;
  private final LanguageModel model;
  private final Rows rows;
  private final Optional<float[]> reference;
  private final Optional<Mismatch> mismatched;
  private final double tokensPerExample;
  private double mismatch;
  private double preparation;

  /**
   * The training data.
   *
   * @param tokens every response after its prompt
   * @param rewards the normalised reward of each
   * @param examples the indices of each example's responses, best first
   */
  public record Rows(
      List<TokenizedExample> tokens, List<Double> rewards, List<List<Integer>> examples) {
    public String hash() {
      return RunHash.of(RunHash.tokens(tokens), rewards, examples);
    }

    /** Returns whether an example's responses have identical tokens. */
    boolean isAlike(int example) {
      return EncodingReport.isAlike(examples.get(example).stream().map(tokens::get).toList());
    }

    /** Returns the rows without some of the examples. */
    Rows without(List<Integer> left) {
      List<List<Integer>> kept = new ArrayList<>(examples);
      left.stream().sorted(Comparator.reverseOrder()).forEach(place -> kept.remove((int) place));
      return new Rows(tokens, rewards, List.copyOf(kept));
    }

    /** Returns the number of tokens of an example's responses, including prompts. */
    public int length(int example) {
      return examples.get(example).stream().mapToInt(row -> tokens.get(row).length()).sum();
    }

    /**
     * Returns the length by which a method gathers examples into batches. Imitation does not gather
     * similar lengths: such batches would pull in turn towards short and towards long responses. A
     * comparison of responses to one prompt learns nothing from their joint length.
     */
    int batchLength(OfflineMethod method, int example) {
      return method.reduction() == Reduction.TOKEN_MEAN ? 0 : length(example);
    }
  }

  /** Mismatched pairs: each response after another prompt, with log ref of each. */
  public record Mismatch(List<TokenizedExample> tokens, float[] reference) {}

  public PolicyObjective(
      OfflineMethod method,
      LanguageModel start,
      LanguageModel model,
      Rows rows,
      Optional<float[]> reference,
      Optional<Mismatch> mismatched) {
    this.method = method;
    this.start = start;
    this.model = model;
    this.rows = rows;
    this.reference = reference;
    this.mismatched = mismatched;
    List<Integer> all = rows.examples().stream().flatMap(List::stream).toList();
    this.tokensPerExample = trainedTokens(all) / Math.max(1, rows.examples().size());
  }

  /** Sets the seconds that the reference scores took, which the next step records. */
  public void prepared(double seconds) {
    preparation = seconds;
  }

  @Override
  public int size() {
    return rows.examples().size();
  }

  @Override
  public int length(int example) {
    return rows.length(example);
  }

  @Override
  public int batchLength(int example) {
    return rows.batchLength(method, example);
  }

  @Override
  public List<TokenizedExample> texts(int example) {
    return rows.examples().get(example).stream().map(rows.tokens()::get).toList();
  }

  /** Estimates the mismatch over the whole batch, so that micro-batches change nothing. */
  @Override
  public void prepare(Decoder decoder, List<Integer> batch) {
    mismatched.ifPresent(
        other -> {
          List<Integer> places = places(batch);
          float[] sums =
              ReferenceScores.sums(decoder, places.stream().map(other.tokens()::get).toList());
          double total = 0;
          for (int i = 0; i < sums.length; i++) {
            total += sums[i] - other.reference()[places.get(i)];
          }
          mismatch = total / sums.length;
        });
  }

  @Override
  public double denominator(List<Integer> batch) {
    return method.reduction().denominator(batch.size(), trainedTokens(places(batch)));
  }

  @Override
  public double gradientDenominator(List<Integer> batch) {
    return method.reduction().denominator(batch.size(), batch.size() * tokensPerExample);
  }

  private double trainedTokens(List<Integer> places) {
    return places.stream().mapToInt(row -> rows.tokens().get(row).trainedTokens()).sum();
  }

  @Override
  public DataParallel.SummedLoss<PreferenceMetrics> loss(Decoder decoder, List<Integer> examples) {
    LossBatch scored = scored(decoder, examples);
    NDArray tokens = scored.grouped(scored.policy().tokens()).sum(new int[] {1}); // (groups)
    NDArray sum = method.reduction().sum(method.loss(scored), tokens);
    return new DataParallel.SummedLoss<>(sum, () -> preferences(scored, places(examples)));
  }

  /** Returns the loss of each example before any reduction // (groups). */
  public NDArray losses(Decoder decoder, List<Integer> examples) {
    return method.loss(scored(decoder, examples));
  }

  private LossBatch scored(Decoder decoder, List<Integer> examples) {
    NDManager manager = decoder.weights().manager();
    List<Integer> places = places(examples);
    LossBatch scored =
        new LossBatch(TokenLogProbs.of(decoder, batch(examples)), manager.create(rewards(places)))
            .sizes(examples.stream().map(e -> rows.examples().get(e).size()).toList());
    scored = reference.isPresent() ? scored.reference(manager.create(references(places))) : scored;
    return mismatched.isPresent() ? scored.mismatch(mismatch) : scored;
  }

  /** Computes preference metrics from log-probabilities that are already available. */
  private List<PreferenceMetrics> preferences(LossBatch scored, List<Integer> places) {
    if (scored.sizes().stream().allMatch(size -> size == 1)) {
      return List.of();
    }
    float[] means = scored.policy().mean().toFloatArray();
    float[] scores = means;
    if (reference.isPresent()) {
      float[] before = references(places);
      scores = scored.policy().sum().toFloatArray();
      for (int i = 0; i < scores.length; i++) {
        scores[i] -= before[i];
      }
    }
    return PreferenceMetrics.of(scored.sizes(), rewards(places), scores, means);
  }

  @Override
  public Map<String, Double> metrics(List<PreferenceMetrics> examples) {
    return PreferenceMetrics.means(examples);
  }

  private float[] rewards(List<Integer> places) {
    float[] rewards = new float[places.size()];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = rows.rewards().get(places.get(i)).floatValue();
    }
    return rewards;
  }

  private float[] references(List<Integer> places) {
    float[] values = new float[places.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = reference.orElseThrow()[places.get(i)];
    }
    return values;
  }

  @Override
  public Map<String, Double> parts(List<Integer> batch, int step) {
    Map<String, Double> parts = new LinkedHashMap<>();
    if (preparation > 0) {
      parts.put(Phase.REFERENCE.part(), preparation);
      preparation = 0;
    }
    parts.put(
        "reward mean", places(batch).stream().mapToDouble(rows.rewards()::get).average().orElse(0));
    int every = method.config().watchKl();
    if (every > 0 && step % every == 0) {
      parts.put("KL to start", divergence(batch));
    }
    return parts;
  }

  /**
   * Returns the KL in nats per response, on the batch's own responses; both policies use the
   * method's template.
   */
  private double divergence(List<Integer> examples) {
    TokenBatch batch = batch(examples);
    return PyTorch.scoped(
        () ->
            TokenDistributions.divergence(model.decoder(), batch, start.decoder(), batch)
                    .sum()
                    .getFloat()
                / (double) batch.size());
  }

  private List<Integer> places(List<Integer> examples) {
    return examples.stream().flatMap(e -> rows.examples().get(e).stream()).toList();
  }

  private TokenBatch batch(List<Integer> examples) {
    List<TokenizedExample> texts = places(examples).stream().map(rows.tokens()::get).toList();
    return method.config().compute().batch(texts);
  }

  @Override
  public RunSettings settings() {
    String data = rows.hash();
    String weights = start.hash();
    return RunSettings.of(RunHash.of(method, data, weights))
        .parts("", method.toString())
        .with("method", method.name())
        .with("data", size() + " examples (" + data + ")")
        .with("start", "weights " + weights);
  }
}
