package org.attune.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.RewardLabel;
import org.attune.engine.Workers;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.view.Numbers;

/**
 * How long claims will take on this machine: how many responses each of them learns from and
 * samples, times what one of either takes here.
 *
 * <p>With looks at fewer seeds the true time is shorter, since a decided claim trains no more.
 */
public final class LedgerEstimate {
  private static final String FILE = "work.csv";

  /** The scale that the file counts for. */
  private static final double STEPS = 300;

  private static final int BATCH = 32;
  private static final int UPDATES = 6;

  private final RunScale scale;
  private final Map<String, Double> minutes = new LinkedHashMap<>();
  private final Set<String> kept = new LinkedHashSet<>();
  private final Speed speed;

  /**
   * The work of a claim for one seed, in responses.
   *
   * @param claim its id
   * @param of the claim that trains most of what it needs; empty if it trains all itself
   * @param trained responses that all trainings learn from, critics included
   * @param sampled responses sampled for training
   * @param judged policies whose answers to the evaluation prompts are sampled
   */
  record Work(String claim, String of, double trained, double sampled, double judged) {
    double seconds(RunScale scale, Speed speed) {
      double part = scale.steps() / STEPS;
      double answers = judged * scale.prompts() * scale.answers();
      return scale.seeds().size()
          * (part * trained * speed.trained() + (part * sampled + answers) * speed.sampled());
    }
  }

  /**
   * The speed of this machine.
   *
   * @param trained seconds to learn from a response, with all processors at work
   * @param sampled seconds to sample a response
   */
  record Speed(double trained, double sampled) {
    /** Measures both in about a second each, after a short run that is not counted. */
    static Speed measure(ClaimContext bench) {
      Method sft = Align.sft();
      TrainingConfig plan = sft.config().heldOut(0).batchSize(BATCH).microBatch(BATCH);
      RewardLabel rows = bench.data().take(UPDATES * BATCH / 2).rewardLabel((p, r) -> 0);
      List<String> asked = bench.data().take(UPDATES * BATCH / 2).prompts();
      GenerationConfig decoding =
          GenerationConfig.temperature(1).maxTokens(bench.scale().maxTokens());
      RunOptions quiet = RunOptions.defaults().callback(step -> {});
      whole(rows.align(sft.config(plan.steps(1)), bench.start(), quiet));
      double trained =
          seconds(() -> whole(rows.align(sft.config(plan.steps(UPDATES)), bench.start(), quiet)));
      bench.start().answers(asked.subList(0, 1), decoding);
      double sampled = seconds(() -> bench.start().answers(asked, decoding));
      return new Speed(trained / (UPDATES * BATCH), sampled / asked.size());
    }

    /** A stop during the measurement stops the ledger, too. */
    private static AlignmentResult whole(AlignmentResult run) {
      if (!run.finished()) {
        throw new ClaimInterruptedException();
      }
      return run;
    }

    /** Returns the seconds of a job per processor, when each of them has one. */
    private static double seconds(Supplier<Object> job) {
      int processors = Workers.processors();
      long start = System.nanoTime();
      Workers.all(Collections.nCopies(processors, job));
      return (System.nanoTime() - start) / 1e9 / processors;
    }
  }

  /**
   * Estimates some claims.
   *
   * @param open the claims that will be tested
   * @param known the ids of claims with a stored result
   */
  LedgerEstimate(RunScale scale, List<Claim> open, Set<String> known, Speed speed) {
    this.scale = scale;
    this.speed = speed;
    this.kept.addAll(known);
    Set<String> trained = new LinkedHashSet<>(known);
    for (Claim claim : open) {
      Work work = work().get(claim.id());
      double seconds = work.seconds(scale, speed);
      if (!work.of().isEmpty() && trained.add(work.of())) {
        Work other = work().get(work.of());
        seconds += new Work("", "", other.trained(), other.sampled(), 0).seconds(scale, speed);
      }
      trained.add(claim.id());
      minutes.put(claim.id(), seconds / 60);
    }
  }

  /** Returns the work of each claim by its id. */
  static Map<String, Work> work() {
    try (InputStream in = LedgerEstimate.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .map(
              row ->
                  new Work(
                      row[0],
                      row[1],
                      Double.parseDouble(row[2]),
                      Double.parseDouble(row[3]),
                      Double.parseDouble(row[4])))
          .collect(Collectors.toMap(Work::claim, row -> row, (a, b) -> a, LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the minutes of each claim that will be tested. */
  public Map<String, Double> minutes() {
    return Collections.unmodifiableMap(minutes);
  }

  /** Returns the minutes of all of them. */
  public double total() {
    return minutes.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Override
  public String toString() {
    if (minutes.isEmpty()) {
      return "All claims have a stored result; nothing is trained.";
    }
    String each =
        minutes.entrySet().stream()
            .map(entry -> entry.getKey() + " " + Numbers.fixed(entry.getValue(), 1))
            .collect(Collectors.joining(", "));
    return "Estimate: about %s min for %d claims with %d seeds on %d processors, from a speed test of a second (%s ms to learn from a response, %s ms to sample one).%n  %s%s"
        .formatted(
            Numbers.fixed(total(), 0),
            minutes.size(),
            scale.seeds().size(),
            Workers.processors(),
            Numbers.fixed(1000 * speed.trained(), 2),
            Numbers.fixed(1000 * speed.sampled(), 2),
            each,
            kept.isEmpty() ? "" : String.format("%n  stored: %s", String.join(", ", kept)));
  }
}
