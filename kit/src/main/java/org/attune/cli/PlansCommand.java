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
import org.attune.claims.ConfigControl;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.method.AlignmentMethod;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.method.online.OnlineMethod;
import org.attune.method.registry.MethodEntry;
import org.attune.method.registry.MethodRegistry;
import org.attune.sample.GenerationConfig;
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
      "  attune plans --model llama --methods sft",
      "",
      "rise: how much the loss of the start's own samples on the tune prompts rises, in nats per",
      "token, after a training on other samples of the start with random rewards; above 0.01 is",
      "harm. control: how the golden reward on the tune prompts changes in that training; a fall"
          + " by",
      "0.15 of its deviation is harm. gain: how it changes after training on the world's labels.",
      "Online methods sample for themselves, and in the control get equal rewards. Default rates"
          + " are chosen to do no harm. Writes plans.csv."
    })
final class PlansCommand implements Callable<Integer> {
  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "Methods, such as sft,dpo,ppo (default: all).")
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

  @Option(names = "--no-gain", description = "Measure only the harm, in half the time.")
  private boolean noGain;

  @Mixin private ModelOption model;
  @Mixin private CommonOptions common;

  private List<String> asked = List.of();
  private List<Double> before = List.of();

  @Override
  public Integer call() {
    checkCounts();
    List<AlignmentMethod> methods = methods();
    Policy start = model.policy();
    Dataset data = Dataset.bundled().take(prompts);
    List<String> tune = Dataset.bundled("tune").take(tunePrompts).prompts();
    asked = Collections.nCopies(answers, tune).stream().flatMap(List::stream).toList();
    ConfigControl control = new ConfigControl(start, data.prompts(), tune, decoding());
    RewardLabel labels = data.rewardLabel(Golden.reward());
    before = golden(start);
    common.print(
        "start: %.4f nats per token of its own samples, golden reward %s"
            .formatted(control.loss(), mean(before)));
    try (RunFolder folder = common.folder()) {
      PlanTable plans = new PlanTable(labels.scale().deviation());
      for (AlignmentMethod method : methods) {
        add(plans, method, control, labels, start);
        common.print(TextTable.text(plans.table().last(1)));
        folder.growing("plans.csv", plans.table());
      }
      common.print(TextTable.text(plans.table()));
      common.print(folder.summary());
      return 0;
    }
  }

  private void checkCounts() {
    InvalidInputException.unless(
        steps == null || steps > 0, "--steps must be > 0, got %s; try 600.", steps);
    InvalidInputException.unless(prompts > 1, "--prompts must be > 1, got %d; try 1000.", prompts);
    InvalidInputException.unless(
        tunePrompts > 0, "--tune-prompts must be > 0, got %d; try 300.", tunePrompts);
    InvalidInputException.unless(answers > 0, "--answers must be > 0, got %d; try 4.", answers);
  }

  private void add(
      PlanTable plans,
      AlignmentMethod method,
      ConfigControl control,
      RewardLabel labels,
      Policy start) {
    long weights = start.model().config().parameters();
    double rate = method.learningRateRule().fill(method.config(), weights).learningRate();
    Policy controlled =
        method instanceof OnlineMethod online
            ? control.train(online)
            : control.train((Method) method);
    plans.control(method, rate, control.rise(controlled), change(controlled));
    if (noGain) {
      plans.noGain();
    } else {
      AlignmentResult run = aligned(method, labels, start);
      plans.gain(run.history().heldOutLosses(), change(run.policy()));
    }
  }

  private AlignmentResult aligned(AlignmentMethod method, RewardLabel labels, Policy start) {
    RunOptions quiet = RunOptions.defaults().callback(step -> {});
    return method instanceof OnlineMethod online
        ? Dataset.bundled()
            .take(prompts)
            .align(online, start, Golden.reward(), quiet, RolloutLog.none())
        : labels.align((Method) method, start, quiet);
  }

  private List<AlignmentMethod> methods() {
    List<String> wanted = names.stream().map(MethodRegistry::typed).toList();
    for (String name : wanted) {
      InvalidInputException.unless(
          MethodRegistry.names().contains(name),
          "There is no method '%s'; available: %s.",
          name,
          MethodRegistry.names());
    }
    List<AlignmentMethod> chosen = new ArrayList<>();
    for (MethodEntry<?> entry : MethodRegistry.all()) {
      if (wanted.isEmpty() || wanted.contains(entry.name())) {
        AlignmentMethod sized = sized(entry.defaults());
        chosen.addAll(
            rates.isEmpty()
                ? List.of(sized)
                : rates.stream().map(x -> with(sized, sized.config().learningRate(x))).toList());
      }
    }
    return chosen;
  }

  private AlignmentMethod sized(AlignmentMethod method) {
    TrainingConfig plan = method.config().seed(common.seed());
    return with(method, steps == null ? plan : plan.steps(steps));
  }

  private static AlignmentMethod with(AlignmentMethod method, TrainingConfig plan) {
    return method instanceof OnlineMethod online
        ? online.config(plan)
        : ((Method) method).config(plan);
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
