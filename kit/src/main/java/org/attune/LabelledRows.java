package org.attune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.data.Demonstration;
import org.attune.data.ScorerCalls;
import org.attune.inspect.TrainingWarnings;
import org.attune.reward.Normaliser;
import org.attune.reward.Reward;
import org.attune.train.offline.LabelledResponse;
import org.attune.util.InvalidInputException;
import org.attune.view.Costs;
import org.attune.view.ProgressBar;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Responses with their rewards, and where both came from: the content of a {@link RewardLabel}.
 *
 * @param rows the responses with their prompts
 * @param groups the group of each response; responses of one group are compared with each other
 * @param raw the raw reward of each response
 * @param reward what gave the rewards
 * @param scale the scale of the normalised rewards
 * @param dataHash the hash of the data
 * @param source Java text that makes the labels
 * @param facts the origin of the data and the labels, by name
 * @param notes sentences that a reader should notice
 * @param seconds how long labelling took
 * @param sampling how long the responses took to sample
 */
record LabelledRows(
    List<Demonstration> rows,
    List<String> groups,
    List<Double> raw,
    Reward reward,
    Normaliser scale,
    String dataHash,
    String source,
    Map<String, String> facts,
    List<String> notes,
    double seconds,
    double sampling) {
  private static final int SHOWN = 60;

  /**
   * Labels a dataset.
   *
   * @param fixed the scale of earlier labels, or nothing to fit one to these rewards
   */
  static LabelledRows of(Dataset data, Reward reward, Optional<Normaliser> fixed) {
    long start = System.nanoTime();
    List<Demonstration> rows = data.demonstrations();
    List<Double> raw = scores(data, rows, reward);
    requireFinite(rows, raw);
    return new LabelledRows(
        rows,
        data.groups(),
        raw,
        reward,
        fixed.orElseGet(() -> scale(raw, reward)),
        data.hash(),
        data.source() + call(reward),
        origin(data, reward),
        notes(data, rows, reward, raw),
        (System.nanoTime() - start) / 1e9,
        data.sampling());
  }

  private static List<String> notes(
      Dataset data, List<Demonstration> rows, Reward reward, List<Double> raw) {
    List<String> notes = new ArrayList<>(data.notes());
    if (reward != PlaceholderReward.NONE) {
      List<String> texts = rows.stream().map(Demonstration::response).toList();
      notes.addAll(TrainingWarnings.ofRewards(texts, raw));
    }
    if (reward == PlaceholderReward.PROVIDED) {
      notes.addAll(TrainingWarnings.ofLabels(raw));
    }
    return List.copyOf(notes);
  }

  private static List<Double> scores(Dataset data, List<Demonstration> rows, Reward reward) {
    if (reward == PlaceholderReward.NONE) {
      return Collections.nCopies(rows.size(), 0.0);
    }
    if (reward == PlaceholderReward.PROVIDED) {
      return data.providedScores();
    }
    List<String> prompts = rows.stream().map(Demonstration::prompt).toList();
    List<String> responses = rows.stream().map(Demonstration::response).toList();
    if (reward instanceof Reward.OnCluster) {
      return ScorerCalls.scores(reward, prompts, responses); // The cluster has a bar of its own.
    }
    try (ProgressBar bar = new ProgressBar("label", rows.size())) {
      return ScorerCalls.scores(reward, prompts, responses, bar::update);
    }
  }

  private static void requireFinite(List<Demonstration> rows, List<Double> raw) {
    for (int i = 0; i < raw.size(); i++) {
      InvalidInputException.unless(
          Double.isFinite(raw.get(i)),
          "The reward of row %d is %s, for the response '%s'; a reward must be a finite number.",
          i + 1,
          raw.get(i),
          shortened(rows.get(i).response()));
    }
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** Binary labels become +1 and −1, even if all are positive; other scores are fitted. */
  private static Normaliser scale(List<Double> scores, Reward reward) {
    boolean judgements = scores.stream().allMatch(score -> score == 0 || score == 1);
    return reward == PlaceholderReward.PROVIDED && judgements
        ? new Normaliser(0.5, 0.5)
        : Normaliser.fit(scores);
  }

  private static String call(Reward reward) {
    return reward == PlaceholderReward.NONE
        ? ".withoutReward()"
        : reward == PlaceholderReward.PROVIDED
            ? ".humanLabels()"
            : ".rewardLabel(" + Reproduction.JUDGE + ")";
  }

  /** Returns where the rows of a training come from and what judged them. */
  static Map<String, String> origin(Dataset data, Reward reward) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", data.source().equals(Reproduction.IN_MEMORY) ? "in memory" : data.source());
    facts.put("rows", data.kind().counted(data.size()));
    if (data.skipped() > 0) {
      facts.put("skipped lines", String.valueOf(data.skipped()));
    }
    facts.put("reward", reward.toString());
    return facts;
  }

  /** Returns whether the responses have rewards. */
  boolean judged() {
    return reward != PlaceholderReward.NONE;
  }

  /** Returns the prompt of each response. */
  List<String> prompts() {
    return rows.stream().map(Demonstration::prompt).toList();
  }

  /** Returns the responses as a training reads them, with normalised rewards. */
  List<LabelledResponse> labelled() {
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                new LabelledResponse(
                    rows.get(i).prompt(),
                    rows.get(i).response(),
                    scale.apply(raw.get(i)),
                    groups.get(i)))
        .toList();
  }

  /** Returns a new table: prompt, response and, if they exist, reward and normalised reward. */
  Table table() {
    Table texts =
        Table.create(
            "labels",
            StringColumn.create("prompt", rows.stream().map(Demonstration::prompt)),
            StringColumn.create("response", rows.stream().map(Demonstration::response)));
    return judged()
        ? texts.addColumns(
            DoubleColumn.create("reward", raw),
            DoubleColumn.create("normalised", raw.stream().map(scale::apply).toList()))
        : texts;
  }

  /** Returns the known costs so far: reward model, responses and labels. */
  Costs costs(String name) {
    return Costs.of(name)
        .and(Costs.REWARD_MODEL, reward.trainingSeconds())
        .and(Costs.SAMPLING, sampling)
        .and(Costs.LABELLING, seconds);
  }
}
