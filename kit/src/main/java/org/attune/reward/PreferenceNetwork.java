package org.attune.reward;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.cluster.Portable;
import org.attune.model.BatchScorer;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.ReadBatch;
import org.attune.model.TokenBatch;
import org.attune.model.TokenizedExample;
import org.attune.model.io.PolicyFolder;
import org.attune.util.InvalidInputException;
import org.attune.util.RowGroups;

/**
 * A pairwise preference model (Tang et al. 2024, arXiv 2405.08448, eq. 4): a decoder that reads a
 * prompt and two consecutive responses, with a scalar head that predicts which of them is
 * preferred.
 *
 * <p>As a reward it compares each response with all others to the same prompt in the same call, as
 * online pairwise losses need; a single response gets zero.
 */
public final class PreferenceNetwork implements Reward, BatchReward, Portable {
  private static final long serialVersionUID = 1;

  private static final int BATCH = 32;

  private final RewardNetwork network;
  private final PromptTemplate layout;
  private final RewardCard card;

  private PreferenceNetwork(RewardNetwork network, PromptTemplate layout, RewardCard card) {
    this.network = network;
    this.layout = layout;
    this.card = card;
  }

  /** Creates a network from a policy, with a copy of its weights and a zero-initialised head. */
  public static PreferenceNetwork from(LanguageModel policy, PromptTemplate layout) {
    return from(policy, layout, Optional.empty(), 0);
  }

  /** Creates a network from a policy, with LoRA if there are settings for it. */
  public static PreferenceNetwork from(
      LanguageModel policy, PromptTemplate layout, Optional<Lora> lora, long seed) {
    PromptTemplate plain = layout.withoutScore();
    return new PreferenceNetwork(
        RewardNetwork.from(policy, plain, lora, seed),
        plain,
        new RewardCard(RewardCard.Kind.PAIRWISE, 0, 0, 0));
  }

  @Override
  public Parts parts() {
    return new PreferenceParts(network, layout, card);
  }

  private record PreferenceParts(RewardNetwork network, PromptTemplate layout, RewardCard card)
      implements Parts {
    @Override
    public Object whole() {
      return new PreferenceNetwork(network, layout, card);
    }
  }

  /**
   * Loads a folder that {@link #save} wrote; a folder of a reward model or of a policy is rejected.
   */
  public static PreferenceNetwork load(Path folder) {
    InvalidInputException.unless(
        RewardCard.isPairwise(folder), "%s holds no pairwise preference model.", folder);
    PromptTemplate layout = PolicyFolder.layout(folder);
    RewardNetwork network = RewardNetwork.read(folder);
    return new PreferenceNetwork(network, layout, RewardCard.of(folder).orElseThrow());
  }

  /**
   * Writes a new Hugging Face folder in 32 bits, including head and card; never over an existing
   * one.
   */
  public Path save(Path folder) {
    network.save(folder, card);
    return folder;
  }

  /** Returns this network with its training record: the numbers of pairs, steps and seconds. */
  public PreferenceNetwork learned(int pairs, int steps, double seconds) {
    return new PreferenceNetwork(
        network, layout, new RewardCard(RewardCard.Kind.PAIRWISE, pairs, steps, seconds));
  }

  /** Returns the decoder and its tokenizer. */
  public LanguageModel model() {
    return network.model();
  }

  /** Returns a hash of the weights, including the head. */
  public String hash() {
    return network.model().hash();
  }

  /**
   * Returns prompt, first and second response, each response with its end-of-text; if they are too
   * long for the context, both are truncated equally.
   */
  public TokenizedExample tokens(String prompt, String first, String second) {
    LanguageModel model = network.model();
    int context = model.config().context();
    PromptEncoder encoder = new PromptEncoder(model, layout, context, context / 2);
    int[] asked = encoder.prompt(prompt);
    int room = (context - asked.length) / 2 - 1;
    int[] a = ended(encoder.response(first, room), room);
    int[] b = ended(encoder.response(second, room), room);
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return new TokenizedExample(asked, both);
  }

  /**
   * Truncates a response and keeps end-of-text in its last position, since it separates the two
   * responses.
   */
  private int[] ended(int[] response, int room) {
    int[] ended = Arrays.copyOf(response, Math.min(response.length, room));
    if (ended.length == room) {
      ended[room - 1] = network.model().config().eos();
    }
    return ended;
  }

  /** Returns z, the log-odds that the first response is preferred; gradients flow // (batch). */
  public NDArray logits(Decoder decoder, TokenBatch batch) {
    return network.scores(decoder, batch);
  }

  /**
   * Returns for each two responses p(x, a, b) − p(x, b, a): positive if a is preferred, negative if
   * b is, in either order (Tang et al., App. A.2).
   */
  public List<Double> decisions(List<String> prompts, List<String> a, List<String> b) {
    return margins(this::read, prompts, a, b);
  }

  @Override
  public List<Double> margins(List<String> prompts, List<String> first, List<String> second) {
    return decisions(prompts, first, second);
  }

  /** Reads each two responses in either order: two rows, of which each is a log-odds. */
  @Override
  public List<Double> margins(
      RowNumbers reader, List<String> prompts, List<String> first, List<String> second) {
    List<String> asked = new ArrayList<>();
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      asked.addAll(List.of(prompts.get(i), prompts.get(i)));
      before.addAll(List.of(first.get(i), second.get(i)));
      after.addAll(List.of(second.get(i), first.get(i)));
    }
    List<Double> logits = reader.read(List.of(asked, before, after));
    List<Double> decisions = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      decisions.add(PairwiseLoss.decision(logits.get(2 * i), logits.get(2 * i + 1)));
    }
    return decisions;
  }

  private List<Double> read(List<List<String>> columns) {
    return read(new BatchScorer(network.decoder(), BATCH), rows(columns));
  }

  private List<Double> read(BatchScorer scorer, List<TokenizedExample> rows) {
    List<Double> logits = new ArrayList<>();
    for (float logit : scorer.each(rows, batch -> logits(network.decoder(), batch))) {
      logits.add((double) logit);
    }
    return logits;
  }

  private List<TokenizedExample> rows(List<List<String>> columns) {
    List<TokenizedExample> rows = new ArrayList<>();
    for (int i = 0; i < columns.get(0).size(); i++) {
      rows.add(tokens(columns.get(0).get(i), columns.get(1).get(i), columns.get(2).get(i)));
    }
    return rows;
  }

  @Override
  public List<ReadBatch> batches(List<List<String>> columns) {
    return new BatchScorer(network.decoder(), BATCH).plan(rows(columns));
  }

  @Override
  public List<Double> batch(List<List<String>> columns) {
    List<TokenizedExample> rows = rows(columns);
    return read(BatchScorer.together(network.decoder(), rows.size()), rows);
  }

  @Override
  public boolean comparesOnly() {
    return true;
  }

  @Override
  public double trainingSeconds() {
    return card.seconds();
  }

  @Override
  public double score(String prompt, String response) {
    return scores(List.of(prompt), List.of(response)).get(0);
  }

  /** Returns each response's mean decision against the others to the same prompt. */
  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    return scores(this::read, prompts, responses);
  }

  /** Returns each response's mean decision, whose rows a reader reads. */
  @Override
  public List<Double> scores(RowNumbers reader, List<String> prompts, List<String> responses) {
    Map<String, List<Integer>> groups = RowGroups.of(prompts);
    List<int[]> contests = contests(groups.values());
    List<Double> decisions =
        margins(
            reader,
            contests.stream().map(both -> prompts.get(both[0])).toList(),
            contests.stream().map(both -> responses.get(both[0])).toList(),
            contests.stream().map(both -> responses.get(both[1])).toList());
    double[] sums = new double[prompts.size()];
    for (int i = 0; i < decisions.size(); i++) {
      sums[contests.get(i)[0]] += decisions.get(i);
      sums[contests.get(i)[1]] -= decisions.get(i);
    }
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      means.add(sums[i] / Math.max(1, groups.get(prompts.get(i)).size() - 1));
    }
    return List.copyOf(means);
  }

  /** Returns all pairs of places within each group. */
  private static List<int[]> contests(Collection<List<Integer>> groups) {
    List<int[]> contests = new ArrayList<>();
    for (List<Integer> group : groups) {
      for (int a = 0; a < group.size(); a++) {
        for (int b = a + 1; b < group.size(); b++) {
          contests.add(new int[] {group.get(a), group.get(b)});
        }
      }
    }
    return contests;
  }

  @Override
  public String toString() {
    return String.format(
        "PreferenceNetwork(%d pairs, %d steps, weights %s)", card.pairs(), card.steps(), hash());
  }
}
