package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.claims.ConfigControl;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.method.registry.MethodRegistry;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.attune.view.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Measures training plans, so that default learning rates are chosen from data. */
@Command(
    name = "plans",
    description =
        "Measures default training configurations on the bundled tune prompts: the harm if there"
            + " is nothing to learn, and the gain when there is.",
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
      "harm. gain: the golden reward on the tune prompts after a training on the world's labels,",
      "less before. Default rates are chosen to do no harm. Writes plans.csv."
    })
final class PlansCommand implements Callable<Integer> {
  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "Offline methods, such as sft,dpo (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--rates",
      paramLabel = "X",
      split = ",",
      description = "Learning rates to try (default: the one that the model's size gives).")
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

  @Option(names = "--no-gain", description = "Measure the harm only, in half the time.")
  private boolean noGain;

  @Mixin private ModelOption model;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    InvalidInputException.unless(
        steps == null || steps > 0, "--steps must be > 0, got %s; try 600.", steps);
    InvalidInputException.unless(prompts > 1, "--prompts must be > 1, got %d; try 1000.", prompts);
    InvalidInputException.unless(
        tunePrompts > 0, "--tune-prompts must be > 0, got %d; try 300.", tunePrompts);
    List<Method> methods = methods();
    Policy start = model.policy();
    long weights = start.model().config().parameters();
    Dataset data = Dataset.bundled().take(prompts);
    List<String> tune = Dataset.bundled("tune").take(tunePrompts).prompts();
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(90).seed(common.seed());
    ConfigControl control = new ConfigControl(start, data.prompts(), tune, decoding);
    RewardLabel labels = data.rewardLabel(Golden.reward());
    double before = golden(start, tune, decoding);
    common.print(
        "start: %.4f nats per token of its own samples, golden reward %.2f"
            .formatted(control.loss(), before));
    try (RunFolder folder = common.folder()) {
      Table table = empty();
      for (Method method : methods) {
        add(table, method, method.learningRateRule().fill(method.config(), weights).learningRate());
        table.doubleColumn("rise").append(control.rise(method));
        if (!noGain) {
          AlignmentResult run =
              labels.align(method, start, RunOptions.defaults().callback(step -> {}));
          gain(table, run, golden(run.policy(), tune, decoding) - before);
        }
        common.print(TextTable.text(table.last(1)));
      }
      folder.csv("plans.csv", table);
      common.print(TextTable.text(table));
      common.print(folder.summary());
      return 0;
    }
  }

  private List<Method> methods() {
    List<OfflineMethod> known = OfflineMethods.offline().toList();
    List<String> wanted = names.stream().map(MethodRegistry::typed).toList();
    List<String> there = known.stream().map(method -> MethodRegistry.typed(method.name())).toList();
    for (String name : wanted) {
      InvalidInputException.unless(
          there.contains(name), "There is no offline method '%s'; there are %s.", name, there);
    }
    List<Method> chosen = new ArrayList<>();
    for (Method method : known) {
      if (wanted.isEmpty() || wanted.contains(MethodRegistry.typed(method.name()))) {
        Method sized =
            method.config(
                (steps == null ? method.config() : method.config().steps(steps))
                    .seed(common.seed()));
        chosen.addAll(
            rates.isEmpty()
                ? List.of(sized)
                : rates.stream().map(x -> sized.config(sized.config().learningRate(x))).toList());
      }
    }
    return chosen;
  }

  private static double golden(Policy policy, List<String> prompts, GenerationConfig decoding) {
    List<String> answers = policy.answers(prompts, decoding);
    return Golden.reward().scores(prompts, answers).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  private static Table empty() {
    return Table.create(
        "plans",
        StringColumn.create("method"),
        DoubleColumn.create("learning rate"),
        DoubleColumn.create("rise"),
        DoubleColumn.create("held-out before"),
        DoubleColumn.create("held-out after"),
        DoubleColumn.create("gain"));
  }

  private void add(Table table, Method method, double rate) {
    table.stringColumn(0).append(method.name());
    table.doubleColumn(1).append(rate);
    for (int column = 3; noGain && column <= 5; column++) {
      table.doubleColumn(column).appendMissing();
    }
  }

  private static void gain(Table table, AlignmentResult run, double gain) {
    List<Double> losses = run.history().heldOutLosses();
    table.doubleColumn(3).append(losses.isEmpty() ? Double.NaN : losses.get(0));
    table.doubleColumn(4).append(losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1));
    table.doubleColumn(5).append(gain);
  }
}
