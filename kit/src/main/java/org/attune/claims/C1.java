package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.Policy;
import org.attune.method.Method;
import org.attune.sample.GenerationConfig;

/**
 * A control of the method, not a paper's claim: if the default configuration degraded a policy by
 * itself, every arm of every claim would be affected.
 */
final class C1 implements Claim {
  /** The number of training prompts; two samples of each are more than a training reads. */
  private static final int PROMPTS = 3_200;

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
    return "0.01 nats per token less the rise of the loss of other samples of the start: agrees"
        + " when it is above 0, disagrees when it is below.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<List<Double>> rises = new ArrayList<>();
    List<List<Double>> room = new ArrayList<>();
    List<String> prompts = List.of();
    for (long seed : bench.scale().seeds()) {
      GenerationConfig decoding =
          GenerationConfig.temperature(1).maxTokens(bench.scale().maxTokens()).seed(seed);
      ConfigControl control =
          new ConfigControl(
              bench.start(), bench.data().take(PROMPTS).prompts(), bench.prompts(), decoding);
      Method sft = Align.sft().steps(bench.scale().steps()).seed(seed);
      Policy trained = control.train(sft);
      rises.add(control.rises(trained));
      room.add(
          rises.get(rises.size() - 1).stream().map(rise -> ConfigControl.MOST - rise).toList());
      prompts = control.prompts();
    }
    return new Finding(
        "nats per token",
        List.of(new Finding.Measure("rise of the loss", PairedDifference.mean(prompts, rises))),
        List.of(Evidence.above("0.01 − rise", PairedDifference.mean(prompts, room), 0)));
  }
}
