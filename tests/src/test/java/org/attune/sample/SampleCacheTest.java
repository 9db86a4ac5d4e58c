package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.attune.StandardError;
import org.attune.Tiny;
import org.attune.model.Decoder;
import org.attune.model.KeyValueCache;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.PromptTemplate;
import org.attune.model.Weights;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Samples on the disk")
final class SampleCacheTest {
  private static final List<String> PROMPTS = List.of("a", "b c d");
  private static final ResponseSampler SOURCE = ResponseSampler.topP(2, 1, 1).maxTokens(6);

  @TempDir Path scratch;
  private final AtomicInteger asked = new AtomicInteger();
  private final LanguageModel model =
      new LanguageModel(new Counted(Tiny.model(41).decoder(), asked), Tiny.tokenizer());

  /** Counts how often a decoder is asked for the next token. */
  private record Counted(Decoder decoder, AtomicInteger count) implements Decoder {
    @Override
    public LlamaConfig config() {
      return decoder.config();
    }

    @Override
    public Weights weights() {
      return decoder.weights();
    }

    @Override
    public NDArray hidden(NDArray ids) {
      return decoder.hidden(ids);
    }

    @Override
    public NDArray next(NDArray ids, KeyValueCache cache) {
      count.incrementAndGet();
      return decoder.next(ids, cache);
    }

    @Override
    public NDArray logits(NDArray hidden) {
      return decoder.logits(hidden);
    }
  }

  private List<List<Candidate>> sample(
      ResponseSampler source, PromptTemplate layout, List<String> prompts) {
    return source.candidates(
        CachedSampler.of(SamplingPolicy.of(model, layout), prompts)
            .cachedIn(SampleCache.in(scratch)));
  }

  private List<List<Candidate>> sample(ResponseSampler source) {
    return sample(source, PromptTemplate.PLAIN, PROMPTS);
  }

  private boolean touches(Supplier<List<List<Candidate>>> sampling) {
    int before = asked.get();
    assertFalse(sampling.get().isEmpty());
    return asked.get() > before;
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return all.get(0);
    }
  }

  @Test
  @DisplayName("the second time the model is not touched, and all numbers are the same")
  void twice() {
    List<List<Candidate>> first = sample(SOURCE);
    assertTrue(asked.get() > 0);
    asked.set(0);
    assertEquals(first, sample(SOURCE));
    assertEquals(0, asked.get());
    ResponseSampler beam = ResponseSampler.beam(2).maxTokens(6);
    List<List<Candidate>> found = sample(beam);
    asked.set(0);
    assertEquals(found, sample(beam));
    assertEquals(0, asked.get());
  }

  @Test
  @DisplayName("another reward chooses anew among the same samples")
  void rewards() {
    List<List<Candidate>> longest =
        sample(ResponseSampler.bestOfN(4, (prompt, response) -> response.length()).maxTokens(6));
    asked.set(0);
    List<List<Candidate>> shortest =
        sample(ResponseSampler.bestOfN(4, (prompt, response) -> -response.length()).maxTokens(6));
    assertEquals(0, asked.get());
    assertTrue(shortest.get(0).get(0).text().length() <= longest.get(0).get(0).text().length());
  }

  @Test
  @DisplayName("another seed, layout, temperature, limit or prompt is sampled")
  void others() {
    sample(SOURCE);
    assertTrue(touches(() -> sample(SOURCE.seed(8))));
    assertTrue(touches(() -> sample(SOURCE.maxTokens(5))));
    assertTrue(touches(() -> sample(ResponseSampler.topP(2, 1, 0.9).maxTokens(6))));
    assertTrue(touches(() -> sample(ResponseSampler.topP(3, 1, 1).maxTokens(6))));
    assertTrue(touches(() -> sample(SOURCE.cutAtTurns())));
    assertTrue(
        touches(() -> sample(SOURCE, new PromptTemplate("{instruction} b", "", 0), PROMPTS)));
    assertTrue(touches(() -> sample(SOURCE, PromptTemplate.PLAIN, List.of("b c d", "a"))));
    assertFalse(touches(() -> sample(SOURCE)));
  }

  @Test
  @DisplayName("a file that is cut off, changed or foreign is passed over in one sentence")
  void corrupt() throws IOException {
    List<List<Candidate>> good = sample(SOURCE);
    Path file = only();
    String whole = Files.readString(file);
    for (String bad :
        List.of(
            whole.substring(0, whole.length() - 9),
            whole.replace("\"prompt\":1", "\"prompt\":0"),
            whole.replace("maxTokens", "x").replace("draws 0", "draws 1"),
            "",
            "[]\n",
            "something else\n")) {
      Files.writeString(file, bad);
      asked.set(0);
      String warning = StandardError.of(() -> assertEquals(good, sample(SOURCE)));
      assertTrue(asked.get() > 0);
      assertEquals(1, warning.strip().lines().count(), warning);
      assertTrue(warning.contains(file.toString()) && warning.contains("again"), warning);
      assertEquals(whole, Files.readString(file), "it is written again");
    }
    assertEquals("", StandardError.of(() -> assertEquals(good, sample(SOURCE))));
  }

  @Test
  @DisplayName("a folder that cannot be written costs a warning alone")
  void unwritable() throws IOException {
    Path folder = scratch.resolve("later");
    SampleCache cache = SampleCache.in(folder);
    Files.writeString(folder, "a file by now");
    CachedSampler sampler =
        CachedSampler.of(SamplingPolicy.of(model, PromptTemplate.PLAIN), PROMPTS).cachedIn(cache);
    String warning = StandardError.of(() -> assertEquals(2, SOURCE.candidates(sampler).size()));
    assertEquals(1, warning.strip().lines().count(), warning);
    assertThrows(InvalidInputException.class, () -> SampleCache.in(folder));
  }
}
