package org.attune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.attune.evaluate.Interval;
import org.attune.evaluate.StudentInterval;
import org.attune.method.Dpo;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.view.Numbers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prints the table of successive halving against random search in {@code recipes/RESULTS.md}:
 * {@code ./mvnw verify -Psoak -Dtest=HalvingTable -Dsurefire.failIfNoSpecifiedTests=false}.
 *
 * <p>Both choose a learning rate and a β for DPO by 60 tune prompts, with as many optimiser steps
 * in all; what they chose is trained again and judged on other prompts.
 */
@Tag("soak")
@DisplayName("The table of searches")
class HalvingTable {
  private static final int SEARCHES = 5;
  private static final int FIRST = 10;
  private static final int MOST = 90;
  private static final int FACTOR = 3;
  private static final int HALVED = 9;
  private static final int DRAWN = 3; // 9 × 10 + 3 × 30 + 1 × 90 = 3 × 90 steps
  private static final int ANSWERS = 4;

  private final Policy start = Policy.bundled();
  private final RewardLabel labels = Dataset.bundled().take(1_000).rewardLabel(Golden.reward());
  private final Dataset choosing = Dataset.bundled("tune").take(60);
  private final List<String> judging =
      Collections.nCopies(ANSWERS, Dataset.bundled("prompts").take(150).prompts()).stream()
          .flatMap(List::stream)
          .toList();

  @Test
  @DisplayName("at equal budgets")
  void print() {
    List<Double> differences = new ArrayList<>();
    row("search", "halving chose", "golden reward", "random search chose", "golden reward");
    for (long seed = 1; seed <= SEARCHES; seed++) {
      Dpo halved = best(sweep().random(HALVED, seed).successiveHalving(FIRST, FACTOR));
      Dpo drawn = best(sweep().random(DRAWN, seed));
      double first = golden(halved);
      double second = golden(drawn);
      differences.add(first - second);
      row("" + seed, text(halved), Numbers.fixed(first, 2), text(drawn), Numbers.fixed(second, 2));
    }
    Interval mean = StudentInterval.of(differences, judging.size());
    row("difference", Numbers.interval(mean.value(), mean.low(), mean.high()), "", "", "");
  }

  private static Sweep<Dpo> sweep() {
    return Sweep.of(Align.dpo().steps(MOST))
        .vary(Dpo::learningRate, Sweep.logUniform(1e-5, 3e-3))
        .vary(Dpo::beta, Sweep.logUniform(0.01, 1));
  }

  private Dpo best(Sweep<Dpo> sweep) {
    return sweep
        .run(labels, start, choosing, Evaluate.meanReward(Golden.reward()))
        .best("golden reward");
  }

  private double golden(Dpo method) {
    RunOptions quiet = RunOptions.defaults().callback(step -> {});
    Dpo whole = method.config(method.config().steps(MOST));
    List<String> answers =
        labels
            .align(whole, start, quiet)
            .policy()
            .answers(judging, GenerationConfig.temperature(1).maxTokens(90).seed(7));
    return Golden.reward().scores(judging, answers).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  private static String text(Dpo method) {
    return "learning rate %.1e, β %.3f".formatted(method.config().learningRate(), method.beta());
  }

  private static void row(String... cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }
}
