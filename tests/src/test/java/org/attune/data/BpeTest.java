package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;
import org.attune.world.World;
import org.attune.world.WriteTokenizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our byte-pair encoding and Hugging Face's reading of it are the same thing. */
class BpeTest {
  private static final Bpe BPE = WriteTokenizer.train();

  @TempDir private static Path folder;
  private static HuggingFaceTokenizer tokenizer;

  @BeforeAll
  static void load() throws IOException {
    System.setProperty("ai.djl.offline", "true");
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, BPE.toJson());
    tokenizer =
        HuggingFaceTokenizer.newInstance(
            file, Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
  }

  private static void sameBothWays(String text) {
    long[] ids = tokenizer.encode(text).getIds();
    assertArrayEquals(BPE.encode(text).stream().mapToLong(i -> i).toArray(), ids, text);
    assertEquals(text, tokenizer.decode(ids, false), "round trip");
  }

  @Test
  void agreesWithHuggingFaceOnTheWorld() {
    for (Demonstration d : World.standard().corpus(300, 77)) {
      sameBothWays("User: " + d.prompt() + "\nAssistant: " + d.response());
      sameBothWays(" " + d.response());
    }
  }

  @Test
  void agreesWithHuggingFaceOnAnything() {
    for (String text :
        List.of(
            "",
            " ",
            "  two  spaces  ",
            "line\nbreaks\r\n\n\ttabs ",
            "It's they've I'll we'd don't",
            "naïve café ﬁ Ünïcödé",
            "日本語のテキスト、ですよ。",
            "emoji 😀👩‍👩‍👧 flags 🇩🇪",
            "-2.0 1.5 1234567 ٣ ² ½",
            "x=f(y)+{z}; // <b>&amp;</b>")) {
      sameBothWays(text);
    }
  }

  @Test
  void everyDigitIsOneToken() {
    List<Integer> ids = BPE.encode("-12.50");
    assertEquals(
        List.of("-", "1", "2", ".", "5", "0"), ids.stream().map(BPE.vocabulary()::get).toList());
  }

  @Test
  void specialsHaveTheFirstIds() {
    assertArrayEquals(new long[] {0, 1, 2}, tokenizer.encode("<s></s><rm_score>").getIds());
    assertEquals(WriteTokenizer.VOCABULARY, BPE.size());
    assertTrue(BPE.encode("<s>").size() > 1, "our own encoder takes a text's letters as letters");
    assertEquals("<rm_score>", tokenizer.decode(new long[] {0, 2, 1}, true));
  }

  @Test
  void trainingDependsOnTheTextsAlone() {
    List<String> texts = new ArrayList<>(List.of("low lower lowest", "new newer newest", "wide"));
    Bpe bpe = BpeTrainer.train(texts, 300, List.of());
    Collections.reverse(texts);
    assertEquals(bpe, BpeTrainer.train(texts, 300, List.of()));
    assertTrue(bpe.size() < 300, "stops when nothing stands together twice");
    assertEquals(new Bpe.Merge('w', 'e'), bpe.merges().get(0), "the most frequent pair");
  }

  @Test
  void aVocabularyNeedsRoomForTheBytes() {
    assertThrows(
        InvalidInputException.class, () -> BpeTrainer.train(List.of("a"), 256, List.of("<s>")));
  }

  @Test
  void theWorldIsShortInTokens() {
    int[] lengths =
        World.standard().corpus(1_500, 5).stream()
            .mapToInt(
                d -> BPE.encode("User: " + d.prompt() + "\nAssistant: " + d.response()).size())
            .sorted()
            .toArray();
    assertTrue(lengths[lengths.length - 1] <= 70);
    assertTrue(Arrays.stream(lengths).average().orElseThrow() < 43);
  }
}
