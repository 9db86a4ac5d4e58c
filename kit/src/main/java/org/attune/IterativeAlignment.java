package org.attune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.attune.method.IterativeMethod;
import org.attune.progress.ProgressCallback;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingCallback;
import org.attune.view.Costs;

/**
 * Runs an iterative method: samples, labels on the scale of the given labels, aligns, and repeats
 * with the new policy.
 */
final class IterativeAlignment {
  private final RewardLabel labels;
  private final IterativeMethod method;

  /** With the rate of all rounds, which the method of one round does not know. */
  private final IterativeMethod rated;

  private final Policy start;
  private final RunOptions runOptions;
  private Costs spent;

  IterativeAlignment(
      RewardLabel labels, IterativeMethod method, Policy start, RunOptions runOptions) {
    this.labels = labels;
    this.method = method;
    this.rated = method.withLearningRate(start.model());
    this.start = start;
    this.runOptions = runOptions;
    this.spent = labels.rows().costs(method.name());
  }

  /** Runs all rounds; when one is interrupted, the result covers the rounds so far. */
  AlignmentResult run() {
    List<AlignmentResult> done = new ArrayList<>();
    Policy policy = start;
    Optional<Dataset> sampled = Optional.empty();
    boolean finished = true;
    for (int round = 0; round < method.rounds().count() && finished; round++) {
      try {
        Dataset fresh = sample(round, policy);
        spent = spent.and(Costs.SAMPLING, fresh.sampling());
        sampled = Optional.of(method.rounds().earlier() ? joined(sampled, fresh) : fresh);
        done.add(align(round, sampled.get(), policy));
        AlignmentResult last = done.get(done.size() - 1);
        finished = last.finished();
        policy = last.policy();
      } catch (SamplingInterruptedException stopped) {
        if (done.isEmpty()) {
          throw stopped;
        }
        finished = false;
      }
    }
    RunContext context =
        done.get(0).context().with(spent).with(labels.reproduce(method, start, runOptions));
    return AlignmentResult.ofRounds(start, method, done, finished, context);
  }

  private Dataset sample(int round, Policy policy) {
    Iterations rounds = method.rounds();
    List<String> all = new ArrayList<>(labels.provided().prompts());
    Collections.rotate(all, -rounds.first(round, all.size()));
    int most = rounds.prompts() == 0 ? all.size() : Math.min(all.size(), rounds.prompts());
    Dataset asked = Dataset.ofPrompts(all.subList(0, most));
    ResponseSampler source = rounds.round(round, method.config().seed());
    TrainingCallback listener = runOptions.callback();
    return listener == TrainingCallback.SILENT
        ? asked.generate(source, policy, SampleCache.standard())
        : asked.generate(
            source,
            policy,
            SampleCache.standard(),
            (done, wanted, tokens) -> listener.onProgress("sample", done, wanted));
  }

  private static Dataset joined(Optional<Dataset> before, Dataset fresh) {
    return before.map(earlier -> earlier.concat(fresh)).orElse(fresh);
  }

  private AlignmentResult align(int round, Dataset sampled, Policy policy) {
    Dataset seen = method.rounds().provided() ? labels.provided().concat(sampled) : sampled;
    String title = method.name() + ", round " + (round + 1) + " of " + method.rounds().count();
    RunOptions own =
        runOptions
            .subfolder("round-" + (round + 1))
            .defaultListener(() -> new ProgressCallback(title));
    RewardLabel labelled = labels.label(seen);
    spent = spent.and(Costs.LABELLING, labelled.seconds());
    return labelled.align(rated.round(round), policy, own);
  }
}
