package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.Policy;
import org.attune.evaluate.Estimate;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.sample.GenerationConfig;

/**
 * A control of the method, not a paper's claim: if the default configuration degraded a policy by
 * itself, every arm of every claim would be affected.
 */
final class C1 implements Claim {
  /** Prompts beyond those that a training reads, because some are held out. */
  private static final int MORE = 64;

  @Override
  public String id() {
    return "C1";
  }

  @Override
  public String statement() {
    return "Control: fine-tuning on the start's own samples by the default plan does no harm.";
  }

  @Override
  public String paper() {
    return "none; there is nothing to learn, so nothing should change";
  }

  @Override
  public String rule() {
    return "0.01 nats per token less the rise of the loss of other samples of the start must be"
        + " above 0, and the judge's mean reward must not fall below the start's by 0.15 of its"
        + " deviation or more: agrees when both hold, disagrees when one surely does not.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<List<Double>> rises = new ArrayList<>();
    List<Policy> trained = new ArrayList<>();
    List<String> prompts = List.of();
    for (long seed : bench.scale().seeds()) {
      Method sft = Align.sft().steps(bench.scale().steps()).seed(seed);
      ConfigControl control = control(bench, sft.config(), seed);
      Policy policy = control.train(sft);
      trained.add(policy);
      rises.add(control.rises(policy));
      prompts = control.prompts();
    }
    List<List<Double>> room = rises.stream().map(C1::room).toList();
    Estimate kept =
        PairedDifference.difference(
            bench.prompts(), bench.judged(trained), bench.judged(bench.starts()));
    return new Finding(
        "nats per token",
        List.of(new Finding.Measure("rise of the loss", PairedDifference.mean(prompts, rises))),
        List.of(
            Evidence.above("0.01 − rise", PairedDifference.mean(prompts, room), 0),
            new Evidence("judge's reward − start's", kept, -new Instrument(bench).margin(), 0)));
  }

  /** Returns how far each rise stays below the largest harmless one. */
  private static List<Double> room(List<Double> rises) {
    return rises.stream().map(rise -> ConfigControl.MOST - rise).toList();
  }

  /** Returns the control with two samples to as many prompts as a training reads. */
  private static ConfigControl control(ClaimContext bench, TrainingConfig plan, long seed) {
    int read = plan.steps() * plan.batchSize() / 2 + MORE;
    GenerationConfig decoding =
        GenerationConfig.temperature(1).maxTokens(bench.scale().maxTokens()).seed(seed);
    return new ConfigControl(
        bench.start(), bench.data().take(read).prompts(), bench.prompts(), decoding);
  }
}
