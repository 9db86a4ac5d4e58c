package org.attune.train.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.data.ResponseScorer;
import org.attune.data.ScorerCalls;
import org.attune.method.online.MissingEosPolicy;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.sample.CachedSampler;
import org.attune.sample.Candidate;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SamplingPolicy;
import org.attune.train.loop.Batches;
import org.attune.util.InvalidInputException;

/** Samples responses from the current policy and scores them. */
final class RolloutCollector implements RolloutSource {
  private static final long ROUNDS_APART = 1_000_003;

  private final List<String> prompts;
  private final PromptTemplate layout;
  private final ResponseSampler source;
  private final ResponseScorer reward;
  private final MissingEosPolicy unfinished;
  private final Batches batches;
  private final int resamples;
  private final long seed;
  private final int rounds;
  private double judged;
  private int replaced;

  RolloutCollector(
      List<String> prompts,
      PromptTemplate layout,
      Sampling sampling,
      ResponseScorer reward,
      long seed,
      int rounds) {
    this.prompts = List.copyOf(prompts);
    this.layout = layout;
    this.source = sampling.source();
    this.reward = reward;
    this.unfinished = sampling.unfinished();
    this.batches = new Batches(prompts.size(), sampling.prompts(), seed, i -> 0);
    this.resamples = sampling.resamples();
    this.seed = seed;
    this.rounds = rounds;
  }

  /**
   * The sampling settings of a round.
   *
   * @param resamples how often groups with equal scores may be replaced
   */
  record Sampling(
      ResponseSampler source, int prompts, MissingEosPolicy unfinished, int resamples) {}

  @Override
  public int rounds() {
    return rounds;
  }

  @Override
  public double judged() {
    return judged;
  }

  @Override
  public int replaced() {
    return replaced;
  }

  @Override
  public List<Rollout> rollout(int round, LanguageModel policy) {
    judged = 0;
    List<Rollout> rows = sample(prompts(round), round, policy);
    int silent = DynamicSampling.silent(rows).size();
    int missing = silent;
    for (int more = 1; more <= resamples && missing > 0; more++) {
      rows = refilled(rows, missing, round + more * rounds, policy);
      missing = DynamicSampling.silent(rows).size();
    }
    replaced = silent - missing;
    return rows;
  }

  /**
   * Replaces groups with equal scores by responses to the first prompts of a draw beyond those of
   * the rounds, which depends on nothing but its number, so that a resumed run has the same.
   */
  private List<Rollout> refilled(List<Rollout> rows, int missing, int draw, LanguageModel policy) {
    Set<String> seen = rows.stream().map(Rollout::prompt).collect(Collectors.toSet());
    List<String> others =
        prompts(draw).stream().filter(prompt -> !seen.contains(prompt)).limit(missing).toList();
    return others.isEmpty() ? rows : DynamicSampling.refilled(rows, sample(others, draw, policy));
  }

  private List<String> prompts(int draw) {
    return batches.batch(draw).stream().map(prompts::get).toList();
  }

  private List<Rollout> sample(List<String> asked, int draw, LanguageModel policy) {
    ResponseSampler seeded = source.seed(seed * ROUNDS_APART + draw);
    List<List<Candidate>> found =
        seeded.candidates(CachedSampler.of(SamplingPolicy.of(policy, layout), asked));
    int context = policy.config().context();
    int reserve = Math.min(seeded.decoding().maxTokens(), context / 2);
    PromptEncoder encoder = new PromptEncoder(policy, layout, context, reserve);
    List<Rollout> unscored = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      int[] prompt = encoder.prompt(asked.get(i));
      for (Candidate candidate : found.get(i)) {
        if (!candidate.ids().isEmpty()) {
          TokenizedExample tokens = new TokenizedExample(prompt, candidate.tokens());
          boolean ended = policy.config().ends(tokens.response()[tokens.response().length - 1]);
          unscored.add(new Rollout(asked.get(i), candidate.text(), tokens, ended, Double.NaN, i));
        }
      }
    }
    return scored(unscored);
  }

  private List<Rollout> scored(List<Rollout> rows) {
    long began = System.nanoTime();
    List<Double> scores =
        ScorerCalls.scores(
            reward,
            rows.stream().map(Rollout::prompt).toList(),
            rows.stream().map(Rollout::text).toList());
    judged += (System.nanoTime() - began) / 1e9;
    List<Rollout> scored = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Rollout row = rows.get(i);
      InvalidInputException.unless(
          Double.isFinite(scores.get(i)),
          "The reward of the response '%s' is %s; a reward must be a finite number.",
          row.text(),
          scores.get(i));
      double score = unfinished.score(scores.get(i), row.ended());
      scored.add(row.score(score));
    }
    return List.copyOf(scored);
  }
}
