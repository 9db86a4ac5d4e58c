package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.attune.Tiny;
import org.attune.engine.PyTorch;
import org.attune.method.Kto;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.train.Toys;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Online KTO")
final class OnlineKtoTest {
  private static final LanguageModel START = Tiny.fresh(61);
  private static final int PROMPTS = 8;
  private static final int ROWS = 2 * PROMPTS;
  private static final double RATE = 0.02;

  /** Every response counts as good, so the policy moves towards all of them and z0 is above 0. */
  private static final Kto KTO =
      new Kto()
          .threshold(-100)
          .config(TrainingConfig.small().batchSize(ROWS).microBatch(ROWS).learningRate(RATE));

  /** Two responses to each prompt, side by side, as a rollout has them. */
  private static List<Rollout> rollout(int prompts) {
    SplittableRandom random = new SplittableRandom(5);
    PromptEncoder encoder = new PromptEncoder(START, PromptTemplate.PLAIN);
    List<Rollout> rows = new ArrayList<>();
    for (int i = 0; i < prompts; i++) {
      String prompt = Toys.letter(i) + " " + Toys.letter(3 * i);
      for (int j = 0; j < 2; j++) {
        String response = Toys.letters(1 + random.nextInt(5), random);
        TokenizedExample tokens = encoder.example(prompt, response, 0);
        rows.add(new Rollout(prompt, response, tokens, true, j, i));
      }
    }
    return rows;
  }

  private static OnPolicyTrainer learner() {
    OnPolicyTrainer learner = new OnPolicyTrainer(OnPolicy.of(KTO), START, PromptTemplate.PLAIN);
    learner.record(true);
    return learner;
  }

  private static double[] logRatios(LanguageModel policy, List<TokenizedExample> rows) {
    float[] now = sums(policy.trainingDecoder(), rows);
    float[] then = sums(START.trainingDecoder(), rows);
    double[] ratios = new double[now.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = now[i] - then[i];
    }
    return ratios;
  }

  private static float[] sums(Decoder decoder, List<TokenizedExample> rows) {
    return PyTorch.scoped(
        () -> TokenLogProbs.of(decoder, TokenBatch.of(rows)).sum().toFloatArray());
  }

  /** The definition: z0 is the mean log-ratio of responses to other prompts, at least 0. */
  private static double loss(LanguageModel policy, List<Rollout> rollout) {
    List<TokenizedExample> own = rollout.stream().map(Rollout::tokens).toList();
    List<TokenizedExample> foreign = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int other = (i + 2 - i % 2) % ROWS; // the first row of the next prompt
      foreign.add(new TokenizedExample(own.get(other).prompt(), own.get(i).response()));
    }
    double origin = 0;
    for (double ratio : logRatios(policy, foreign)) {
      origin += ratio / ROWS;
    }
    assertTrue(origin > 0.1, "z0 must count: " + origin);
    double loss = 0;
    for (double ratio : logRatios(policy, own)) {
      loss += 1 / (1 + Math.exp(KTO.beta() * (ratio - origin))) / ROWS;
    }
    return loss;
  }

  @Test
  @DisplayName("takes z0 from responses to other prompts, never from another sample of the same")
  void foreignPrompts() {
    List<Rollout> rollout = rollout(PROMPTS);
    OnPolicyTrainer learner = learner();
    for (int round = 0; round < 4; round++) {
      learner.learn(round, rollout, RATE);
    }
    double expected = loss(learner.policy(), rollout);
    assertEquals(expected, learner.learn(4, rollout, RATE).loss(), 1e-4);
  }

  @Test
  @DisplayName("refuses a rollout of one prompt, which has no other to compare with")
  void onePrompt() {
    OnPolicyTrainer learner = learner();
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> learner.learn(0, rollout(1), RATE));
    assertTrue(refused.getMessage().contains("only one prompt"), refused.getMessage());
  }
}
