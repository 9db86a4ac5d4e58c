package org.attune.train;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.BadInput;
import org.attune.data.Scorer;
import org.attune.method.online.Unfinished;
import org.attune.model.Encoder;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;
import org.attune.model.Tokens;
import org.attune.sample.Candidate;
import org.attune.sample.Sampler;
import org.attune.sample.Source;
import org.attune.sample.Speaker;

/** Asks the policy of the moment and scores what it says. */
final class FreshRollouts implements RolloutSource {
  private static final long ROUNDS_APART = 1_000_003;

  private final List<String> prompts;
  private final Layout layout;
  private final Source source;
  private final Scorer reward;
  private final Unfinished unfinished;
  private final Batches batches;
  private final long seed;
  private final int rounds;
  private double judged;

  FreshRollouts(
      List<String> prompts,
      Layout layout,
      Sampling sampling,
      Scorer reward,
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

  /** How a round is sampled. */
  record Sampling(Source source, int prompts, Unfinished unfinished) {}

  @Override
  public int rounds() {
    return rounds;
  }

  @Override
  public double judged() {
    return judged;
  }

  @Override
  public List<Sampled> rollout(int round, LanguageModel policy) {
    List<String> asked = batches.batch(round).stream().map(prompts::get).toList();
    Source seeded = source.seed(seed * ROUNDS_APART + round);
    List<List<Candidate>> found = seeded.candidates(Sampler.of(Speaker.of(policy, layout), asked));
    int context = policy.config().context();
    int reserve = Math.min(seeded.decoding().maxTokens(), context / 2);
    Encoder encoder = new Encoder(policy, layout, context, reserve);
    List<Sampled> unscored = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      int[] prompt = encoder.prompt(asked.get(i));
      for (Candidate candidate : found.get(i)) {
        int[] ids = candidate.ids().stream().mapToInt(Integer::intValue).toArray();
        if (ids.length > 0) {
          boolean ended = ids[ids.length - 1] == policy.config().eos();
          unscored.add(
              new Sampled(
                  asked.get(i), candidate.text(), new Tokens(prompt, ids), ended, Double.NaN, i));
        }
      }
    }
    return scored(unscored);
  }

  private List<Sampled> scored(List<Sampled> rows) {
    long began = System.nanoTime();
    List<Double> scores =
        reward.scores(
            rows.stream().map(Sampled::prompt).toList(), rows.stream().map(Sampled::text).toList());
    judged = (System.nanoTime() - began) / 1e9;
    List<Sampled> scored = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Sampled row = rows.get(i);
      BadInput.unless(
          Double.isFinite(scores.get(i)),
          "The reward of the response '%s' is %s; a reward must be a finite number.",
          row.text(),
          scores.get(i));
      double score = unfinished.score(scores.get(i), row.ended());
      scored.add(
          new Sampled(row.prompt(), row.text(), row.tokens(), row.ended(), score, row.group()));
    }
    return List.copyOf(scored);
  }
}
