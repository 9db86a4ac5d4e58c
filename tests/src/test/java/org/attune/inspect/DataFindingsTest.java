package org.attune.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a reader should notice")
final class DataFindingsTest {
  private static Pair pair(int i, String chosen, String rejected) {
    return new Pair("question " + i, chosen, rejected);
  }

  @Test
  @DisplayName("about pairs: length bias, alike responses and repeated rows")
  void pairs() {
    List<Pair> longer =
        IntStream.range(0, 30).mapToObj(i -> pair(i, "a long answer", "short")).toList();
    assertEquals(1, Dataset.ofPairs(longer).report().findings().size());
    assertTrue(Dataset.ofPairs(longer).report().findings().get(0).contains("longer"));
    List<Pair> even =
        IntStream.range(0, 30)
            .mapToObj(i -> i % 2 == 0 ? pair(i, "long answer", "x") : pair(i, "x", "long answer"))
            .toList();
    assertEquals(List.of(), Dataset.ofPairs(even).report().findings());
    List<Pair> odd = List.of(pair(1, "same", "same "), pair(2, "a", "b"), pair(2, "a", "b"));
    String findings = String.join("\n", Dataset.ofPairs(odd).report().findings());
    assertTrue(
        findings.contains("same text, which teach nothing: 1 of 3, the first being row 1"),
        findings);
    assertTrue(findings.contains("1 of 3 rows repeat"), findings);
    assertTrue(Dataset.ofPairs(odd).html().contains("<li>"));
  }

  @Test
  @DisplayName("about columns of unknown names: how to name them, if only prompts were read")
  void columns(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("desk.csv");
    Files.writeString(file, "question,good answer,bad answer\nWhy?,Because.,No.\n");
    String card = Dataset.load(file).html();
    assertTrue(card.contains("Unused columns: good answer, bad answer. Only prompts were"), card);
    assertTrue(card.contains("ReadOptions.strict().column("), card);
  }

  @Test
  @DisplayName("about a model's view: lengths in its tokens, and a language that it does not speak")
  void reading() {
    Policy policy = Policy.bundled();
    DatasetReport known = Dataset.bundled("test").take(20).report(policy);
    assertTrue(known.toString().contains("response tokens of start"), known.toString());
    assertTrue(known.findings().stream().noneMatch(f -> f.contains("perplexity")));
    Dataset strange =
        Dataset.ofDemonstrations(
            List.of(
                new Demonstration("Qué tal?", "Zwölf Boxkämpfer jagen Viktor quer über den Deich."),
                new Demonstration("x^2 = 4", "\\frac{1}{2} \\sum_{k} q_k^{-7} \\to \\infty")));
    DatasetReport other = strange.report(policy);
    assertTrue(other.findings().get(0).contains("perplexity"), other.toString());
  }

  @Test
  @DisplayName("about a reward: its worst mistakes first, and rewards that are mostly length")
  void rewards() {
    Dataset data =
        Dataset.ofPairs(
            List.of(pair(1, "abc", "abcdef"), pair(2, "abcd", "ab"), pair(3, "a", "ab")));
    RewardMistakes mistakes = RewardModel.mistakes((p, r) -> r.length(), data);
    assertEquals(List.of("question 1", "question 3"), names(mistakes));
    assertEquals(-3, mistakes.mistakes().get(0).margin());
    assertTrue(mistakes.html().contains("100 % of them it prefers the longer"), mistakes.html());
    List<String> texts = IntStream.range(1, 40).mapToObj("x"::repeat).toList();
    List<Double> lengths = texts.stream().map(t -> 2.0 * t.length()).toList();
    assertEquals(1, TrainingWarnings.ofRewards(texts, lengths).size());
    List<Double> waves = texts.stream().map(t -> Math.sin(3 * t.length())).toList();
    assertEquals(List.of(), TrainingWarnings.ofRewards(texts, waves));
  }

  private static List<String> names(RewardMistakes mistakes) {
    return mistakes.mistakes().stream().map(m -> m.pair().prompt()).toList();
  }

  @Test
  @DisplayName("about a history: saturation and a large KL, and nothing about a healthy one")
  void histories() {
    assertEquals(List.of(), TrainingWarnings.of(history(0.4, Map.of("accuracy", 0.8))));
    List<String> saturated =
        TrainingWarnings.of(history(0.0, Map.of("accuracy", 1.0, "margin", 205.0)));
    assertTrue(saturated.size() == 1 && saturated.get(0).contains("margin 205"), "" + saturated);
    List<String> far = TrainingWarnings.of(history(0.4, Map.of("KL", 20.0)));
    assertTrue(far.size() == 1 && far.get(0).contains("20.0 nats"), "" + far);
    assertEquals(List.of(), TrainingWarnings.of(new History(List.of())));
    StepMetrics last = new StepMetrics(600, 600, 100, 0.4, 1e-3, 1, 100, 0.1, Map.of());
    List<String> often = TrainingWarnings.of(new History(List.of(last)));
    assertTrue(often.size() == 1 && often.get(0).contains("100 times"), "" + often);
    Map<String, Double> sampled = Map.of("reward", 0.5);
    StepMetrics rollout = new StepMetrics(600, 600, 600, 0.4, 1e-3, 1, 100, 0.1, sampled);
    assertEquals(List.of(), TrainingWarnings.of(new History(List.of(rollout))));
    StepMetrics still = new StepMetrics(1, 1, 0.1, 0.69, 1e-3, 0, 100, 0.1, Map.of());
    List<String> none = TrainingWarnings.of(new History(List.of(still, still)));
    assertTrue(none.size() == 1 && none.get(0).contains("gradient was zero"), "" + none);
  }

  private static History history(double loss, Map<String, Double> parts) {
    return new History(
        IntStream.rangeClosed(1, 10)
            .mapToObj(i -> new StepMetrics(i, 10, 0.1 * i, loss, 1e-3, 1, 100, 0.1, parts))
            .toList());
  }
}
