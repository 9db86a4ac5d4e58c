package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.Close;
import org.attune.Tiny;
import org.attune.engine.PyTorch;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Several samples a prompt")
final class IndependentSamplerTest {
  private static final LanguageModel MODEL = Tiny.model(41);
  private static final List<String> PROMPTS = List.of("a", "b c d e f g h", "b", "c d", "e f g");
  private static final GenerationConfig DECODING =
      GenerationConfig.temperature(0.9).topP(0.95).maxTokens(10);

  private static CachedSampler sampler() {
    return CachedSampler.of(SamplingPolicy.of(MODEL, PromptTemplate.PLAIN), PROMPTS);
  }

  private static List<List<List<Integer>>> ids(List<List<Candidate>> all) {
    return all.stream().map(row -> row.stream().map(Candidate::ids).toList()).toList();
  }

  @Test
  @DisplayName("sample j of a prompt is the same among 2, among 4 or drawn by itself")
  void streams() {
    List<List<List<Integer>>> four = ids(sampler().draw(0, 4, DECODING));
    List<List<List<Integer>>> two = ids(sampler().draw(0, 2, DECODING));
    List<List<List<Integer>>> last = ids(sampler().draw(2, 2, DECODING));
    for (int i = 0; i < PROMPTS.size(); i++) {
      assertEquals(4, four.get(i).size());
      assertEquals(four.get(i).subList(0, 2), two.get(i), "prompt " + i);
      assertEquals(four.get(i).subList(2, 4), last.get(i), "prompt " + i);
      assertTrue(new HashSet<>(four.get(i)).size() > 1, "samples of prompt " + i + " differ");
    }
    assertEquals(four, ids(sampler().draw(0, 4, DECODING)));
    assertNotEquals(four, ids(sampler().draw(0, 4, DECODING.seed(3))));
  }

  @Test
  @DisplayName("the batch's size changes nothing")
  void batches() {
    List<int[]> rows = new ArrayList<>();
    int[] prompt = {1, 3, 10, 4};
    int[] other = {1, 3, 10, 11, 12, 4};
    IntStream.range(0, 6).forEach(i -> rows.add(i < 3 ? prompt : other));
    long[] streams = {0, 1, 2, 3, 4, 5};
    List<Continuation> all = run(rows, streams, 64);
    List<Continuation> few = run(rows, streams, 2);
    for (int i = 0; i < 6; i++) {
      List<Continuation> alone = run(List.of(rows.get(i)), new long[] {i}, 1);
      assertEquals(list(all.get(i)), list(few.get(i)), "row " + i + " in twos");
      assertEquals(list(all.get(i)), list(alone.get(0)), "row " + i + " alone");
    }
  }

  private static List<Continuation> run(List<int[]> rows, long[] streams, int batch) {
    return new Generator(MODEL.decoder(), batch)
        .continuations(rows, streams, DECODING, StopStrings.never(), SamplingProgress.silent());
  }

  private static List<Integer> list(Continuation continuation) {
    return IntStream.of(continuation.ids()).boxed().toList();
  }

  @Test
  @DisplayName("the first sample is what plain sampling gives")
  void first() {
    Completions plain = Completions.sample(MODEL, PromptTemplate.PLAIN, PROMPTS, DECODING);
    List<List<Candidate>> drawn = sampler().draw(0, 3, DECODING);
    assertEquals(plain.texts(), drawn.stream().map(row -> row.get(0).text()).toList());
  }

  @Test
  @DisplayName("log-probabilities are those of the model at temperature 1, for beams too")
  void logProbs() {
    for (ResponseSampler source :
        List.of(new IndependentSampler(2, DECODING), ResponseSampler.beam(2).maxTokens(10))) {
      List<List<Candidate>> found = source.candidates(sampler());
      PromptEncoder encoder =
          new PromptEncoder(MODEL, PromptTemplate.PLAIN, MODEL.config().context(), 10);
      for (int i = 0; i < PROMPTS.size(); i++) {
        assertEquals(2, found.get(i).size(), source.toString());
        for (Candidate candidate : found.get(i)) {
          TokenizedExample read =
              new TokenizedExample(encoder.prompt(PROMPTS.get(i)), candidate.tokens());
          float sum =
              PyTorch.scoped(
                  () ->
                      TokenLogProbs.of(MODEL.decoder(), TokenBatch.of(List.of(read)))
                          .sum()
                          .toFloatArray()[0]);
          Close.close(sum, candidate.logProb(), source + ", prompt " + i);
        }
      }
    }
  }

  @Test
  @DisplayName("responses end before the first marker of a turn, in text and in tokens")
  void cut() {
    GenerationConfig wild = GenerationConfig.temperature(4).maxTokens(14);
    List<List<Candidate>> whole = sampler().draw(0, 8, wild);
    List<List<Candidate>> cut = sampler().draw(0, 8, wild.cutAtTurns());
    int shorter = 0;
    for (int i = 0; i < PROMPTS.size(); i++) {
      for (int j = 0; j < 8; j++) {
        Candidate before = whole.get(i).get(j);
        Candidate after = cut.get(i).get(j);
        assertFalse(after.text().contains("User:") || after.text().contains("Assistant:"));
        assertEquals(before.text().split("User:|Assistant:", -1)[0].strip(), after.text());
        assertEquals(before.ids().subList(0, after.ids().size()), after.ids());
        assertEquals(Tiny.tokenizer().decode(after.tokens()).strip(), after.text());
        assertEquals(after.ids().size(), after.logProbs().size());
        shorter += after.ids().size() < before.ids().size() ? 1 : 0;
      }
    }
    assertTrue(shorter > 0, "some response has a marker");
  }

  @Test
  @DisplayName("a listener hears of every token and of every response")
  void listener() {
    long[] last = new long[3];
    List<List<Candidate>> drawn =
        sampler()
            .defaultListener(
                (done, total, tokens) -> {
                  last[0] = done;
                  last[1] = total;
                  last[2] = tokens;
                })
            .draw(0, 3, DECODING);
    assertEquals(15, last[0]);
    assertEquals(15, last[1]);
    long tokens = drawn.stream().flatMap(List::stream).mapToLong(one -> one.ids().size()).sum();
    assertEquals(tokens, last[2]);
  }
}
