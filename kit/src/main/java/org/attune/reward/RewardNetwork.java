package org.attune.reward;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.attune.cluster.Portable;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.model.BatchScorer;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.ReadBatch;
import org.attune.model.TokenBatch;
import org.attune.model.TokenizedExample;
import org.attune.model.ValueHead;
import org.attune.model.Weights;
import org.attune.model.io.ModelCard;
import org.attune.model.io.PolicyFolder;
import org.attune.util.InvalidInputException;

/**
 * A decoder with a scalar head that reads the hidden state of the response's last token, which is
 * the end-of-text.
 *
 * <p>Other libraries read the last token that is not padding. In a folder of theirs whose padding
 * is the end-of-text, that is the token before the end, and it is so here.
 */
public final class RewardNetwork implements Reward, BatchReward, Portable {
  private static final long serialVersionUID = 1;

  /** The head's name in a Hugging Face folder of a sequence classifier. */
  static final String HEAD = "score.weight";

  private static final int BATCH = 64;

  private final LanguageModel model;
  private final PromptTemplate layout;
  private final boolean readsBeforeEnd;

  private RewardNetwork(LanguageModel model, PromptTemplate layout) {
    this(model, layout, false);
  }

  private RewardNetwork(LanguageModel model, PromptTemplate layout, boolean readsBeforeEnd) {
    this.model = model;
    this.layout = layout;
    this.readsBeforeEnd = readsBeforeEnd;
  }

  /** Creates a network from a policy, with a copy of its weights and a zero-initialised head. */
  public static RewardNetwork from(LanguageModel policy, PromptTemplate layout) {
    return from(policy, layout, Optional.empty(), 0);
  }

  /**
   * Creates a network from a policy: with settings of LoRA, over the policy's frozen weights, with
   * an adapter that includes the head; otherwise with a copy of its weights.
   *
   * @param seed the seed of the adapter's values
   */
  public static RewardNetwork from(
      LanguageModel start, PromptTemplate layout, Optional<Lora> lora, long seed) {
    LanguageModel policy = start.merged();
    if (lora.isPresent()) {
      return new RewardNetwork(policy.headed(lora.get(), seed), plain(layout));
    }
    policy.decoder().weights().form().requireTrainable(false);
    int width = policy.config().width();
    Weights weights =
        policy
            .decoder()
            .weights()
            .with(HEAD, new HostTensor(new long[] {1, width}, new float[width]));
    return new RewardNetwork(
        LanguageModel.of(policy.config(), weights, policy.tokenizer()), plain(layout));
  }

  /** Loads a sequence classifier's folder, written by {@link #save} or another library. */
  public static RewardNetwork load(Path folder) {
    InvalidInputException.unless(
        !RewardCard.isPairwise(folder),
        "%s holds a pairwise preference model, which compares two responses and cannot score a"
            + " single one; use a reward model.",
        folder);
    return read(folder);
  }

  /** Loads the decoder and head of a folder, whatever the meaning of the head. */
  static RewardNetwork read(Path folder) {
    LanguageModel model = PolicyFolder.rewardModel(folder, PyTorch.device());
    return of(model, folder);
  }

  private static RewardNetwork of(LanguageModel model, Path folder) {
    boolean padsWithEnd = model.config().ends(model.config().statedPad());
    return new RewardNetwork(
        model,
        plain(PolicyFolder.layout(folder)),
        padsWithEnd && RewardCard.of(folder).isEmpty()); // a folder of ours reads the end
  }

  /**
   * Writes a new Hugging Face folder in 32 bits, including head and card; never over an existing
   * one.
   */
  public void save(Path folder, RewardCard card) {
    InvalidInputException.unless(
        !readsBeforeEnd,
        "The reward model reads the token before the end, because its folder names the end-of-text"
            + " %d as its padding; a copy would read the end, so copy its folder instead.",
        model.config().statedPad());
    Map<String, String> beside =
        Map.of(RewardCard.FILE, card.json(), ModelCard.FILE, card.readme(model, "transformers"));
    PolicyFolder.save(model, layout, folder, beside, DType.F32);
  }

  /** Writes the adapter, head, layout and card to a new folder in PEFT's format. */
  public void saveAdapter(Path folder, RewardCard card) {
    Map<String, String> beside =
        Map.of(RewardCard.FILE, card.json(), ModelCard.FILE, card.readme(model, "peft"));
    PolicyFolder.saveAdapter(model, layout, folder, beside);
  }

  /** Loads an adapter and head in PEFT's format over a base. */
  public static RewardNetwork loadAdapter(LanguageModel base, Path folder) {
    return of(PolicyFolder.rewardModel(base, folder), folder);
  }

  @Override
  public Parts parts() {
    return new NetworkParts(model, layout, readsBeforeEnd);
  }

  private record NetworkParts(LanguageModel model, PromptTemplate layout, boolean readsBeforeEnd)
      implements Parts {
    @Override
    public Object whole() {
      return new RewardNetwork(model, layout, readsBeforeEnd);
    }
  }

  /** Returns the decoder and its tokenizer. */
  public LanguageModel model() {
    return model;
  }

  /** Returns the template without a reward in the prompt. */
  private static PromptTemplate plain(PromptTemplate layout) {
    return layout.withoutScore();
  }

  /** Returns the decoder, whose weights include the head. */
  public Decoder decoder() {
    return model.decoder();
  }

  /** Returns the trained weights, including the head. */
  public Weights weights() {
    return model.decoder().trainable();
  }

  /** Returns an encoder for this network's context. */
  public PromptEncoder encoder() {
    return new PromptEncoder(model, layout);
  }

  /** Returns the score of each row; gradients flow to the weights // (batch). */
  public NDArray scores(TokenBatch batch) {
    return scores(model.decoder(), batch);
  }

  /**
   * Returns the score of each row computed with a decoder over these weights or with a replica //
   * (batch).
   */
  public NDArray scores(Decoder decoder, TokenBatch batch) {
    NDArray last = batch.ends(decoder); // (batch, width)
    return last.matMul(decoder.parameter(HEAD).transpose()).reshape(-1);
  }

  /**
   * Returns the head's value before each response token, as for a critic; zero on padding //
   * (batch, time).
   */
  public NDArray values(Decoder decoder, TokenBatch batch) {
    return ValueHead.of(decoder, decoder.parameter(HEAD), batch);
  }

  /**
   * Returns the network that a training from this one changes, as {@link LanguageModel#trainee}.
   */
  public RewardNetwork trainee(Optional<Lora> lora, long seed) {
    return new RewardNetwork(model.trainee(lora, seed), layout, readsBeforeEnd);
  }

  @Override
  public double score(String prompt, String response) {
    return scores(List.of(prompt), List.of(response)).get(0);
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    return scores(prompts, responses, done -> {});
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses, IntConsumer watcher) {
    return scores(new BatchScorer(decoder(), BATCH), tokens(prompts, responses), watcher);
  }

  @Override
  public List<ReadBatch> batches(List<List<String>> columns) {
    return new BatchScorer(decoder(), BATCH).plan(tokens(columns.get(0), columns.get(1)));
  }

  @Override
  public List<Double> batch(List<List<String>> columns) {
    List<TokenizedExample> rows = tokens(columns.get(0), columns.get(1));
    return scores(BatchScorer.together(decoder(), rows.size()), rows, done -> {});
  }

  private List<Double> scores(
      BatchScorer scorer, List<TokenizedExample> tokens, IntConsumer watcher) {
    List<Double> scores = new ArrayList<>();
    for (float score : scorer.each(tokens, this::scores, watcher)) {
      scores.add((double) score);
    }
    return List.copyOf(scores);
  }

  private List<TokenizedExample> tokens(List<String> prompts, List<String> responses) {
    PromptEncoder encoder = encoder();
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> read(encoder.example(prompts.get(i), responses.get(i), 0)))
        .toList();
  }

  /** Returns what is read of an example: all of it, or all before the end. */
  private TokenizedExample read(TokenizedExample example) {
    int[] response = example.response();
    int end = response.length;
    while (readsBeforeEnd && end > 0 && response[end - 1] == model.config().statedPad()) {
      end--;
    }
    return end == response.length
        ? example
        : new TokenizedExample(example.prompt(), Arrays.copyOf(response, end));
  }

  /** Copies all weights, including the head, to the heap. */
  public Map<String, HostTensor> tensors() {
    return weights().tensors();
  }
}
