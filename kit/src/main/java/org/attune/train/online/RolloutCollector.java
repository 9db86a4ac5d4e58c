package org.attune.train.online;

import java.util.ArrayList;
import java.util.List;
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
  private final long seed;
  private final int rounds;
  private double judged;

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
    this.seed = seed;
    this.rounds = rounds;
  }

  /** The sampling settings of a round. */
  record Sampling(ResponseSampler source, int prompts, MissingEosPolicy unfinished) {}

  @Override
  public int rounds() {
    return rounds;
  }

  @Override
  public double judged() {
    return judged;
  }

  @Override
  public List<Rollout> rollout(int round, LanguageModel policy) {
    List<String> asked = batches.batch(round).stream().map(prompts::get).toList();
    ResponseSampler seeded = source.seed(seed * ROUNDS_APART + round);
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
    judged = (System.nanoTime() - began) / 1e9;
    List<Rollout> scored = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Rollout row = rows.get(i);
      InvalidInputException.unless(
          Double.isFinite(scores.get(i)),
          "The reward of the response '%s' is %s; a reward must be a finite number.",
          row.text(),
          scores.get(i));
      double score = unfinished.score(scores.get(i), row.ended());
      scored.add(
          new Rollout(row.prompt(), row.text(), row.tokens(), row.ended(), score, row.group()));
    }
    return List.copyOf(scored);
  }
}
