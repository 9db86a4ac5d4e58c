package org.attune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.attune.sample.Generator;
import org.attune.sample.Rounds;
import org.attune.sample.SampleCache;
import org.attune.sample.Source;
import org.attune.train.Keeping;
import org.attune.train.Recipe;
import org.attune.train.StepListener;
import org.attune.view.Costs;

/** Samples, labels on the labels' own scale, aligns, and does it again with what came out. */
final class Rounding {
  private final RewardLabel labels;
  private final Recipe recipe;
  private final Keeping keeping;
  private Costs spent;

  Rounding(RewardLabel labels, Recipe recipe, Keeping keeping) {
    this.labels = labels;
    this.recipe = recipe;
    this.keeping = keeping;
    this.spent = labels.costs(recipe.name());
  }

  /** Runs all rounds; when one is stopped, what the rounds so far came to is the result. */
  Alignment run(Policy start) {
    List<Alignment> done = new ArrayList<>();
    Policy policy = start;
    Optional<Dataset> sampled = Optional.empty();
    boolean finished = true;
    for (int round = 0; round < recipe.rounds().count() && finished; round++) {
      try {
        Dataset fresh = sample(round, policy);
        spent = spent.and(Costs.SAMPLING, fresh.sampling());
        sampled = Optional.of(recipe.rounds().earlier() ? joined(sampled, fresh) : fresh);
        done.add(align(round, sampled.get(), policy));
        Alignment last = done.get(done.size() - 1);
        finished = last.finished();
        policy = last.policy();
      } catch (Generator.Interrupted stopped) {
        if (done.isEmpty()) {
          throw stopped;
        }
        finished = false;
      }
    }
    return Alignment.ofRounds(start, recipe, done, finished, spent);
  }

  private Dataset sample(int round, Policy policy) {
    Rounds rounds = recipe.rounds();
    List<String> all = new ArrayList<>(labels.provided().prompts());
    Collections.rotate(all, -rounds.first(round, all.size()));
    int most = rounds.prompts() == 0 ? all.size() : Math.min(all.size(), rounds.prompts());
    Dataset asked = Dataset.ofPrompts(all.subList(0, most));
    Source source = rounds.round(round, recipe.plan().seed());
    StepListener listener = keeping.listener();
    return listener == StepListener.SILENT
        ? asked.sample(source, policy, SampleCache.standard())
        : asked.sample(
            source,
            policy,
            SampleCache.standard(),
            (done, wanted, tokens) -> listener.waiting("sample", done, wanted));
  }

  private static Dataset joined(Optional<Dataset> before, Dataset fresh) {
    return before.map(earlier -> earlier.and(fresh)).orElse(fresh);
  }

  private Alignment align(int round, Dataset sampled, Policy policy) {
    Dataset seen = recipe.rounds().provided() ? labels.provided().and(sampled) : sampled;
    String title = recipe.name() + ", round " + (round + 1) + " of " + recipe.rounds().count();
    Keeping own = keeping.below("round-" + (round + 1)).watchedBy(() -> new Watching(title));
    RewardLabel labelled = labels.label(seen);
    spent = spent.and(Costs.LABELLING, labelled.seconds());
    return labelled.align(recipe.round(round), policy, own);
  }
}
