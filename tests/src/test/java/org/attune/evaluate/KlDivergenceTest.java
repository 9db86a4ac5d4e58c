package org.attune.evaluate;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Tiny;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.model.Weights;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("KL and perplexity of sampled answers")
final class KlDivergenceTest {
  private static final LanguageModel POLICY = Tiny.model(97);
  private static final LanguageModel OTHER = Tiny.model(98);
  private static final String LONG =
      "a b c d e f g h i j k l m n o p q r s t u v a b c d e f g h i j k l m n o p q r s t u v";
  private static final List<String> PROMPTS = List.of("a b c", "d", "e f g h i j k");

  private static Completions answers(PromptTemplate layout, List<String> prompts) {
    return Completions.sample(
        POLICY, layout, prompts, GenerationConfig.temperature(1).maxTokens(12).seed(4));
  }

  private static double only(Metric metric, Completions answers) {
    Map<String, RatioSamples> tallies =
        metric.measure(answers, new EvaluationContext(Map.of("x", answers)));
    assertEquals(1, tallies.size());
    return RandomEffects.of(answers.prompts(), tallies.values().iterator().next()).value();
  }

  /** Returns the logits that predict each response token, computed for one row alone. */
  private static double[][] logits(LanguageModel model, TokenizedExample row) {
    int[] all = Arrays.copyOf(row.prompt(), row.length());
    System.arraycopy(row.response(), 0, all, row.prompt().length, row.response().length);
    Decoder decoder = model.decoder();
    float[] flat =
        PyTorch.scoped(
            () -> {
              long[] ids = Arrays.stream(all).asLongStream().toArray();
              NDArray input = decoder.weights().manager().create(ids, new Shape(1, ids.length));
              NDArray hidden = decoder.hidden(input).reshape(-1, decoder.config().width());
              return decoder.logits(hidden).toFloatArray();
            });
    double[][] rows = new double[row.response().length][Tiny.vocabulary()];
    for (int i = 0; i < rows.length; i++) {
      int position = row.prompt().length - 1 + i;
      for (int v = 0; v < Tiny.vocabulary(); v++) {
        rows[i][v] = flat[position * Tiny.vocabulary() + v];
      }
    }
    return rows;
  }

  private static double[] softmax(double[] logits) {
    double total = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(x -> Math.exp(x) / total).toArray();
  }

  @Nested
  @DisplayName("KL")
  final class Kl {
    @Test
    @DisplayName("is Σ p log p/q over the vocabulary and the tokens, computed in 64 bits")
    void definition() {
      Completions answers = answers(PromptTemplate.PLAIN, PROMPTS);
      double expected = 0;
      for (TokenizedExample row : answers.tokens()) {
        double[][] mine = logits(POLICY, row);
        double[][] theirs = logits(OTHER, row);
        for (int i = 0; i < mine.length; i++) {
          double[] p = softmax(mine[i]);
          double[] q = softmax(theirs[i]);
          for (int v = 0; v < p.length; v++) {
            expected += p[v] * Math.log(p[v] / q[v]) / PROMPTS.size();
          }
        }
      }
      double actual = only(new KlDivergence(OTHER, PromptTemplate.PLAIN), answers);
      assertTrue(actual > 1, "the models differ");
      close(expected, actual, "KL");
    }

    @Test
    @DisplayName("of a policy from itself is zero, also when prompts had to be cut")
    void self() {
      Metric metric = new KlDivergence(POLICY, PromptTemplate.PLAIN);
      assertEquals(0, only(metric, answers(PromptTemplate.PLAIN, PROMPTS)), 1e-6);
      Completions cut = answers(PromptTemplate.PLAIN, List.of(LONG, "a", LONG + " b"));
      assertEquals(2, cut.cutPrompts());
      assertEquals(0, only(metric, cut), 1e-6);
      Completions brief =
          Completions.of(POLICY, PromptTemplate.PLAIN, List.of(LONG), List.of("a b"));
      assertEquals(0, only(metric, brief), 1e-6, "a short answer to a prompt that was cut");
    }

    @Test
    @DisplayName("lets each policy read its own layout, so asking for a score counts")
    void layouts() {
      PromptTemplate scored = PromptTemplate.PLAIN.withScore(" <rm_score> {score}", 2);
      Completions answers = answers(scored, PROMPTS);
      assertEquals(0, only(new KlDivergence(POLICY, scored), answers), 1e-6);
      assertTrue(only(new KlDivergence(POLICY, PromptTemplate.PLAIN), answers) > 0.01);
    }
  }

  @Nested
  @DisplayName("Perplexity")
  final class Surprise {
    @Test
    @DisplayName("under a judge that knows nothing is the vocabulary's size")
    void uniform() {
      LlamaConfig config = POLICY.config();
      Map<String, HostTensor> zeros = new LinkedHashMap<>();
      Weights weights = Tiny.weights(config, 1);
      weights
          .tensors()
          .forEach(
              (name, tensor) ->
                  zeros.put(
                      name, new HostTensor(tensor.shape(), new float[tensor.values().length])));
      LanguageModel judge = LanguageModel.of(config, zeros, Tiny.tokenizer(), Device.cpu());
      Metric metric = new Perplexity(judge, PromptTemplate.PLAIN);
      close(Tiny.vocabulary(), only(metric, answers(PromptTemplate.PLAIN, PROMPTS)), "perplexity");
    }

    @Test
    @DisplayName("is exp of the mean loss of all tokens, computed in 64 bits")
    void definition() {
      Completions answers = answers(PromptTemplate.PLAIN, PROMPTS);
      double loss = 0;
      long tokens = 0;
      for (TokenizedExample row : answers.tokens()) {
        double[][] theirs = logits(OTHER, row);
        for (int i = 0; i < theirs.length; i++) {
          loss -= Math.log(softmax(theirs[i])[row.response()[i]]);
          tokens++;
        }
      }
      close(
          Math.exp(loss / tokens),
          only(new Perplexity(OTHER, PromptTemplate.PLAIN), answers),
          "perplexity");
    }
  }

  @Test
  @DisplayName("Answers written elsewhere are laid out like sampled ones and end with end-of-text")
  void given() {
    Completions given =
        Completions.of(POLICY, PromptTemplate.PLAIN, List.of("a b", LONG), List.of("c d", LONG));
    assertEquals(List.of("c d", LONG), given.texts());
    int[] prompt = new PromptEncoder(POLICY, PromptTemplate.PLAIN, 48, 24).prompt("a b");
    assertTrue(Arrays.equals(prompt, given.tokens().get(0).prompt()));
    assertEquals(Tiny.EOS, given.tokens().get(0).response()[2]);
    assertEquals(24, given.tokens().get(1).response().length);
    assertTrue(given.tokens().get(1).response()[23] != Tiny.EOS, "it was cut");
    assertEquals(1, given.cutPrompts());
  }
}
