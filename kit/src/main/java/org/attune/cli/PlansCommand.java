package org.attune.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.claims.ClaimInterruptedException;
import org.attune.claims.ConfigControl;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.method.AlignmentMethod;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.method.online.OnlineMethod;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.RunOptions;
import org.attune.train.online.RolloutLog;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures training plans, so that default learning rates are chosen from data. */
@Command(
    name = "plans",
    description =
        "Measures training configurations on the bundled tune prompts: the harm when there is"
            + " nothing to learn, and the gain when there is.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune plans --methods sft,dpo",
      "  attune plans --methods sft --rates 1e-4,2e-4,5e-4,2e-3 --out runs/rates",
      "  attune plans --methods raft,online-dpo --no-gain",
      "  attune plans --methods ppo --random-rewards",
      "  attune plans --model llama --methods sft",
      "",
      "rise: how much the loss of the start's own samples on the tune prompts rises, in nats per",
      "token, after a training on other samples of the start with random rewards; above 0.01 is",
      "harm. control: how the golden reward on the tune prompts changes in that training; a fall"
          + " by",
      "0.15 of its deviation is harm. gain: how it changes after training on the world's labels.",
      "Methods in rounds (raft, rso, rrhf-ip-2) and on policy (online-dpo and so on) sample for",
      "themselves. The control of policy gradients (ppo, grpo and so on) has equal rewards: with",
      "random ones, their only target, each step would follow noise at full length.",
      "Default rates are chosen to do no harm. Writes plans.csv."
    })
final class PlansCommand implements Callable<Integer> {
  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "Methods, such as sft,dpo,ppo,raft,online-dpo (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--rates",
      paramLabel = "X",
      split = ",",
      description = "Learning rates to try (default: the one for the model's size).")
  private List<Double> rates = List.of();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Optimiser steps of each training (default: each method's own).")
  private Integer steps;

  @Option(
      names = "--prompts",
      paramLabel = "N",
      description = "Training prompts, two samples or answers each (default: 3200).")
  private int prompts = 3_200;

  @Option(
      names = "--tune-prompts",
      paramLabel = "N",
      description = "Tune prompts to measure on (default: all 300).")
  private int tunePrompts = 300;

  @Option(
      names = "--answers",
      paramLabel = "N",
      description = "Answers to each tune prompt (default: 4).")
  private int answers = 4;

  @Option(
      names = "--sampled-prompts",
      paramLabel = "N",
      description = "Prompts per round of methods in rounds (default: all training prompts).")
  private Integer sampled;

  @Option(
      names = "--random-rewards",
      description = "Random rewards in the control of policy gradients too (default: equal ones).")
  private boolean random;

  @Option(names = "--no-gain", description = "Measure only the harm, in half the time.")
  private boolean noGain;

  @Mixin private ModelOption model;
  @Mixin private CommonOptions common;

  private List<String> asked = List.of();
  private List<Double> before = List.of();

  @Override
  public Integer call() {
    checkCounts();
    methods(Golden.reward()); // Rejects an error before any long work.
    Policy start = model.policy();
    Dataset data = Dataset.bundled().take(prompts);
    List<String> tune = Dataset.bundled("tune").take(tunePrompts).prompts();
    asked = Collections.nCopies(answers, tune).stream().flatMap(List::stream).toList();
    ConfigControl control = control(start, data, tune);
    RewardLabel labels = data.rewardLabel(Golden.reward());
    before = golden(start);
    common.print(
        "start: %.4f nats per token of its own samples, golden reward %s"
            .formatted(control.loss(), mean(before)));
    try (RunFolder folder = common.folder()) {
      PlanTable plans = new PlanTable(labels.scale().deviation());
      measure(plans, control, labels, start, folder);
      common.print(TextTable.text(plans.table()));
      plans.note().ifPresent(common::print);
      common.print(folder.summary());
      return 0;
    } catch (ClaimInterruptedException | SamplingInterruptedException stopped) {
      common.note("Stopped; the rows above are complete, the others were not measured.");
      return 1;
    }
  }

  private void measure(
      PlanTable plans, ConfigControl control, RewardLabel labels, Policy start, RunFolder folder) {
    List<AlignmentMethod> controlled = methods(control.reward());
    List<AlignmentMethod> trained = methods(Golden.reward());
    for (int i = 0; i < trained.size(); i++) {
      control(plans, controlled.get(i), control, start);
      gain(plans, trained.get(i), labels, start);
      common.print(TextTable.text(plans.table().last(1)));
      folder.growing("plans.csv", plans.table());
    }
  }

  private void checkCounts() {
    InvalidInputException.unless(
        steps == null || steps > 0, "--steps must be > 0, got %s; try 600.", steps);
    InvalidInputException.unless(prompts > 1, "--prompts must be > 1, got %d; try 1000.", prompts);
    InvalidInputException.unless(
        tunePrompts > 0, "--tune-prompts must be > 0, got %d; try 300.", tunePrompts);
    InvalidInputException.unless(
        sampled == null || sampled > 0,
        "--sampled-prompts must be > 0, got %s; try 1600.",
        sampled);
    rates.forEach(
        rate ->
            InvalidInputException.unless(
                rate > 0 && Double.isFinite(rate), "--rates must be > 0, got %s; try 2e-4.", rate));
    InvalidInputException.unless(answers > 0, "--answers must be > 0, got %d; try 4.", answers);
  }

  private ConfigControl control(Policy start, Dataset data, List<String> tune) {
    return new ConfigControl(start, data.prompts(), tune, decoding(), RunOptions.defaults());
  }

  private void control(
      PlanTable plans, AlignmentMethod method, ConfigControl control, Policy start) {
    long weights = start.model().config().parameters();
    double rate = method.learningRateRule().fill(method.config(), weights).learningRate();
    boolean equal = ConfigControl.equal(method) && !random;
    Policy trained =
        method instanceof OnlineMethod online
            ? control.train(online, equal)
            : control.train((Method) method);
    String rewards = equal ? "equal" : "random";
    plans.control(method, rate, rewards, control.rise(trained), change(trained));
  }

  private void gain(PlanTable plans, AlignmentMethod method, RewardLabel labels, Policy start) {
    if (noGain) {
      plans.noGain();
    } else {
      AlignmentResult run = aligned(method, labels, start);
      plans.gain(run.history().heldOutLosses(), change(ConfigControl.whole(run)));
    }
  }

  private AlignmentResult aligned(AlignmentMethod method, RewardLabel labels, Policy start) {
    RunOptions watched = RunOptions.defaults();
    return method instanceof OnlineMethod online
        ? Dataset.bundled()
            .take(prompts)
            .align(online, start, Golden.reward(), watched, RolloutLog.none())
        : labels.align((Method) method, start, watched);
  }

  /**
   * Returns the methods at each rate; a method that accepts responses by a reward uses this one.
   */
  private List<AlignmentMethod> methods(Reward reward) {
    List<AlignmentMethod> chosen = new ArrayList<>();
    for (AlignmentMethod method :
        new PlanMethods(reward, sampled == null ? 0 : sampled).of(names)) {
      AlignmentMethod sized = PlanMethods.with(method, this::sized);
      if (rates.isEmpty()) {
        chosen.add(sized);
      }
      rates.forEach(x -> chosen.add(PlanMethods.with(sized, plan -> plan.learningRate(x))));
    }
    return chosen;
  }

  private TrainingConfig sized(TrainingConfig usual) {
    TrainingConfig plan = usual.seed(common.seed());
    return steps == null ? plan : plan.steps(steps);
  }

  private GenerationConfig decoding() {
    return GenerationConfig.temperature(1).maxTokens(90).seed(common.seed());
  }

  private List<Double> golden(Policy policy) {
    return Golden.reward().scores(asked, policy.answers(asked, decoding()));
  }

  /** Returns the change of the golden reward, paired by prompt and answer. */
  private Interval change(Policy policy) {
    List<Double> after = golden(policy);
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      differences.add(after.get(i) - before.get(i));
    }
    return RandomEffects.of(asked, RatioSamples.mean(differences));
  }

  private String mean(List<Double> rewards) {
    Interval mean = RandomEffects.of(asked, RatioSamples.mean(rewards));
    return Numbers.interval(mean.value(), mean.low(), mean.high());
  }
}
