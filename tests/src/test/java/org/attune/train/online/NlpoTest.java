package org.attune.train.online;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.engine.PyTorch;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Nlpo;
import org.attune.method.online.Ppo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.LanguageModel;
import org.attune.model.Nucleus;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenDistributions;
import org.attune.model.TokenizedExample;
import org.attune.reward.Reward;
import org.attune.sample.CachedSampler;
import org.attune.sample.Candidate;
import org.attune.sample.GenerationConfig;
import org.attune.sample.NucleusSampler;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SamplingPolicy;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.PolicyTraining;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("NLPO")
final class NlpoTest {
  private static final LanguageModel POLICY = Tiny.model(41);
  private static final LanguageModel MASK = Tiny.model(42);
  private static final List<String> PROMPTS =
      IntStream.range(0, 22).mapToObj(Toys::letter).toList();
  private static final Reward BANDIT =
      (prompt, response) -> Math.max(0, PROMPTS.indexOf(response)) / 21.0;

  private static Nlpo quick(int rounds, int tokens) {
    TrainingConfig plan =
        new Ppo().config().steps(rounds).batchSize(32).microBatch(32).learningRate(1e-2).warmup(0);
    RolloutConfig rollouts = new RolloutConfig(22, 3).maxTokens(tokens).passes(2);
    return new Nlpo().ppo(new Ppo().rollouts(rollouts).kl(0).criticRate(1e-2).config(plan.seed(3)));
  }

  private static PolicyTraining.Result run(
      org.attune.method.online.OnlineMethod method, LanguageModel start, RunOptions runOptions) {
    return new OnlineTraining(start, PromptTemplate.PLAIN, method, BANDIT).run(PROMPTS, runOptions);
  }

  @Test
  @DisplayName("keeps the smallest set of tokens that reaches p, and equals at its border")
  void nucleus() {
    float[] p = {0.1f, 0.4f, 0.2f, 0.2f, 0.1f};
    assertArrayEquals(new float[] {0, 1, 0, 0, 0}, inside(p, 0.3));
    assertArrayEquals(new float[] {0, 1, 1, 1, 0}, inside(p, 0.55));
    assertArrayEquals(new float[] {0, 1, 1, 1, 0}, inside(p, 0.75));
    assertArrayEquals(new float[] {1, 1, 1, 1, 1}, inside(p, 0.85));
    assertArrayEquals(new float[] {1, 1, 1, 1, 1}, inside(p, 1));
  }

  private static float[] inside(float[] probabilities, double p) {
    try (NDManager manager = PyTorch.manager(Device.cpu())) {
      Nucleus nucleus = new Nucleus(MASK.decoder(), p);
      return nucleus
          .inside(manager.create(probabilities, new Shape(1, probabilities.length)).log())
          .toFloatArray();
    }
  }

  private static List<List<Candidate>> drawn(ResponseSampler source, List<String> prompts) {
    return source.candidates(
        CachedSampler.of(SamplingPolicy.of(POLICY, PromptTemplate.PLAIN), prompts));
  }

  @Test
  @DisplayName("says nothing outside the mask policy's nucleus, which the policy alone would")
  void sampled() {
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(6).seed(5);
    assertTrue(share(drawn(new NucleusSampler(4, MASK, 0.5, decoding), PROMPTS)) == 1);
    assertTrue(share(drawn(ResponseSampler.topP(4, 1, 1).with(decoding), PROMPTS)) < 0.9);
  }

  /** Returns the share of tokens inside the nucleus of 0.5 that the mask policy sees one by one. */
  private static double share(List<List<Candidate>> found) {
    PromptEncoder encoder = new PromptEncoder(MASK, PromptTemplate.PLAIN);
    int all = 0;
    double within = 0;
    for (int i = 0; i < found.size(); i++) {
      for (Candidate candidate : found.get(i)) {
        int[] ids = candidate.ids().stream().mapToInt(id -> id).toArray();
        TokenBatch batch =
            TokenBatch.of(List.of(new TokenizedExample(encoder.prompt(PROMPTS.get(i)), ids)));
        float[] inside =
            PyTorch.scoped(
                () ->
                    new Nucleus(MASK.decoder(), 0.5)
                        .inside(TokenDistributions.logDistributions(MASK.decoder(), batch))
                        .toFloatArray());
        for (int t = 0; t < ids.length; t++) {
          within += inside[t * Tiny.vocabulary() + ids[t]];
          all++;
        }
      }
    }
    return within / all;
  }

  @Test
  @DisplayName("with a top-p of 1 draws what plain sampling draws")
  void unmasked() {
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(7).seed(2);
    List<String> prompts = List.of("a", "b c d e", "f g");
    List<List<Candidate>> masked = drawn(new NucleusSampler(3, MASK, 1, decoding), prompts);
    List<List<Candidate>> plain = drawn(ResponseSampler.topP(3, 1, 1).with(decoding), prompts);
    for (int i = 0; i < prompts.size(); i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(plain.get(i).get(j).ids(), masked.get(i).get(j).ids());
        assertEquals(plain.get(i).get(j).logProb(), masked.get(i).get(j).logProb(), 1e-4);
      }
    }
  }

  @Test
  @DisplayName("scores what was written under the policy confined and normalised again")
  void scores() {
    List<Rollout> rows = new ArrayList<>();
    List<List<Candidate>> found =
        drawn(
            new NucleusSampler(1, MASK, 0.6, GenerationConfig.temperature(1).maxTokens(5)),
            PROMPTS);
    PromptEncoder encoder = new PromptEncoder(POLICY, PromptTemplate.PLAIN);
    for (int i = 0; i < found.size(); i++) {
      int[] ids = found.get(i).get(0).ids().stream().mapToInt(id -> id).toArray();
      rows.add(
          new Rollout(
              "", "", new TokenizedExample(encoder.prompt(PROMPTS.get(i)), ids), true, 0, i));
    }
    Nucleus nucleus = new Nucleus(MASK.decoder(), 0.6);
    RolloutScorer.Read read =
        new RolloutScorer(
                POLICY.decoder(), POLICY.decoder(), Optional.empty(), 8, Optional.of(nucleus))
            .read(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertArrayEquals(byHand(rows.get(i).tokens(), nucleus), read.behaviour().get(i), 1e-4);
      assertEquals(0, read.trajectories().get(i).logRatio(), 1e-4, "the penalty sees no mask");
    }
  }

  /** One token after the other: its probability over that of all tokens inside. */
  private static double[] byHand(TokenizedExample tokens, Nucleus nucleus) {
    TokenBatch one = TokenBatch.of(List.of(tokens));
    int words = Tiny.vocabulary();
    return PyTorch.scoped(
        () -> {
          float[] mine = TokenDistributions.logDistributions(POLICY.decoder(), one).toFloatArray();
          float[] inside =
              nucleus
                  .inside(TokenDistributions.logDistributions(MASK.decoder(), one))
                  .toFloatArray();
          double[] scores = new double[tokens.response().length];
          for (int t = 0; t < scores.length; t++) {
            double mass = 0;
            for (int v = 0; v < words; v++) {
              mass += inside[t * words + v] * Math.exp(mine[t * words + v]);
            }
            scores[t] = mine[t * words + tokens.response()[t]] - Math.log(mass);
          }
          return scores;
        });
  }

  @Test
  @DisplayName("finds the best of 22 arms, where a strict mask that is never renewed cannot")
  void optimum() {
    LanguageModel start = Tiny.fresh(61);
    PolicyTraining.Result free =
        run(quick(30, 1).topP(0.95).refresh(2), start, RunOptions.defaults());
    assertTrue(last(free) > 0.9, "reward " + last(free));
    assertEquals(0, free.history().steps().get(0).parts().get("clip fraction"), 0.5);
    PolicyTraining.Result bound =
        run(quick(30, 1).topP(0.02).refresh(1000), start, RunOptions.defaults());
    assertFalse(last(bound) > 0.5, "reward " + last(bound));
  }

  private static double last(PolicyTraining.Result result) {
    List<StepMetrics> steps = result.history().steps();
    return steps.get(steps.size() - 1).parts().get("reward");
  }

  @Test
  @DisplayName("goes on with the mask policy it had, and a recording of it replays bit for bit")
  void resumed(@TempDir Path folder) {
    LanguageModel start = Tiny.fresh(61);
    Nlpo method = quick(6, 3).refresh(4);
    RunOptions runOptions = RunOptions.defaults().checkpoints(folder.resolve("kept"), 1);
    for (int stop : new int[] {2, 5}) {
      assertFalse(run(method, start, runOptions.callback(Toys.stopAfter(stop))).finished());
    }
    String straight = run(method, start, RunOptions.defaults()).model().hash();
    assertEquals(straight, run(method, start, runOptions).model().hash());
    assertNotEquals(straight, run(method.refresh(1), start, RunOptions.defaults()).model().hash());
    OnlineTraining training = new OnlineTraining(start, PromptTemplate.PLAIN, method, BANDIT);
    Path file = folder.resolve("stream.jsonl");
    for (RolloutLog recording : List.of(RolloutLog.to(file), RolloutLog.from(file))) {
      assertEquals(
          straight,
          training.recording(recording).run(PROMPTS, RunOptions.defaults()).model().hash());
    }
  }

  @Test
  @DisplayName("refuses a mask that means nothing")
  void refused() {
    assertTrue(message(() -> new Nlpo().topP(0)).contains("try 0.9"));
    assertTrue(message(() -> new Nlpo().refresh(0)).contains("must be at least 1"));
  }

  private static String message(org.junit.jupiter.api.function.Executable bad) {
    return assertThrows(InvalidInputException.class, bad).getMessage();
  }
}
