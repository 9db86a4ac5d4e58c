package org.attune.sweep;

import java.util.ArrayList;
import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * The plan of a search that stops hopeless settings early: all settings train for a few steps, the
 * best 1/η of them train for η times as many, and so on (Jamieson and Talwalkar 2016,
 * “Non-stochastic Best Arm Identification and Hyperparameter Optimization”, arXiv 1502.07943,
 * Algorithm 1; with η = 3 as in Li et al. 2018, “A System for Massively Parallel Hyperparameter
 * Tuning”, arXiv 1810.05934).
 *
 * <p>A rung is finished before the next one begins. The asynchronous variant of Li et al. (ASHA)
 * promotes whichever setting is ahead when a processor becomes free, so its result depends on
 * timing; here one seed always gives the same result. Each rung trains from the start, because a
 * learning rate that decays needs to know its last step.
 *
 * @param minSteps training steps of the first rung
 * @param factor η: one setting out of {@code factor} is promoted
 */
public record SuccessiveHalving(int minSteps, int factor) {
  /** Checks the values. */
  public SuccessiveHalving {
    InvalidInputException.unless(
        minSteps > 0, "The first rung needs at least one step, got %d; try 50.", minSteps);
    InvalidInputException.unless(
        factor > 1, "One setting out of at least 2 is promoted, got %d; try 3.", factor);
  }

  /**
   * One round of the search.
   *
   * @param settings the number of settings that train
   * @param steps the number of optimiser steps of each
   */
  public record Rung(int settings, int steps) {}

  /**
   * Returns the rungs, the last of which trains for {@code maxSteps} steps.
   *
   * @param settings the number of settings of the first rung
   * @param maxSteps the steps of a full training
   */
  public List<Rung> rungs(int settings, int maxSteps) {
    InvalidInputException.unless(
        maxSteps > minSteps,
        "A full training of %d steps is no longer than the first rung of %d; give the method more"
            + " steps, or the first rung fewer.",
        maxSteps,
        minSteps);
    List<Rung> rungs = new ArrayList<>();
    long steps = minSteps;
    int left = settings;
    while (steps * factor <= maxSteps && left > 1) {
      rungs.add(new Rung(left, (int) steps));
      left = (left + factor - 1) / factor;
      steps *= factor;
    }
    rungs.add(new Rung(left, maxSteps));
    return rungs;
  }

  /** Returns the optimiser steps of all rungs together, for one seed. */
  public long cost(int settings, int maxSteps) {
    return rungs(settings, maxSteps).stream()
        .mapToLong(rung -> (long) rung.settings() * rung.steps())
        .sum();
  }
}
