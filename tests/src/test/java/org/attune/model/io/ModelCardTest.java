package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Evaluation;
import org.attune.Policy;
import org.attune.RewardModel;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.engine.DType;
import org.attune.evaluate.Interval;
import org.attune.method.TrainingConfig;
import org.attune.model.Lora;
import org.attune.reward.RankingLoss;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The model card of a saved folder")
final class ModelCardTest {
  private static final TrainingConfig CONFIG =
      TrainingConfig.small().steps(2).batchSize(2).microBatch(2).learningRate(1e-3).heldOut(0);

  @TempDir private Path temporary;

  private Path start() throws IOException {
    Path folder = temporary.resolve("my start");
    HuggingFaceFolder.save(Tiny.model(1), folder, DType.F32);
    Files.writeString(folder.resolve("LICENSE"), "Apache License\n  Version 2.0, January 2004\n");
    return folder;
  }

  private static Dataset pairs() {
    return Dataset.ofPairs(List.of(new Pair("a", "b c", "d"), new Pair("e", "f", "g h")));
  }

  private static AlignmentResult aligned(Policy start) {
    return pairs().humanLabels().align(Align.dpo().config(CONFIG), start);
  }

  private String readme(String folder) throws IOException {
    return Files.readString(temporary.resolve(folder).resolve("README.md"));
  }

  @Test
  @DisplayName("has the hub's metadata, and says how the model was aligned and on what")
  void whole() throws IOException {
    AlignmentResult run = aligned(Policy.load(start()));
    run.policy().save(temporary.resolve("aligned"));
    String card = readme("aligned");
    assertTrue(
        card.startsWith(
            """
            ---
            library_name: transformers
            license: apache-2.0
            pipeline_tag: text-generation
            tags:
            - attune
            - dpo
            ---

            # DPO

            ## Training: DPO

            | | |
            |---|---|
            | start | my start |
            | settings | `Dpo[\
            """),
        card);
    assertTrue(card.contains("| data, SHA-256 | " + pairs().hash() + " |\n"), card);
    assertTrue(card.contains("| steps | 2 |\n"), card);
    assertTrue(card.contains("| loss, first and last step | 0.69"), card);
  }

  @Test
  @DisplayName("keeps the card of the original folder, with its own values, before the alignment")
  void kept() throws IOException {
    Path start = start();
    String own = "---\r\nlicense: mit\r\ntags:\r\n- mine\r\n---\r\n# Mine\r\n\r\nWords ---\r\n";
    Files.writeString(start.resolve("README.md"), own);
    Policy policy = Policy.load(start);
    policy.save(temporary.resolve("again"));
    assertEquals(own, readme("again"));
    aligned(policy).policy().save(temporary.resolve("aligned"));
    String card = readme("aligned");
    assertTrue(
        card.startsWith(
            """
            ---\r
            license: mit\r
            tags:\r
            - mine\r
            library_name: transformers
            pipeline_tag: text-generation
            ---\r
            # Mine\r
            \r
            Words ---\r

            ## Training: DPO
            """),
        card);
  }

  @Test
  @DisplayName("gains one section per training, and none by loading and saving")
  void sections() throws IOException {
    AlignmentResult first = aligned(Policy.load(start()));
    AlignmentResult second = aligned(first.policy());
    second.policy().save(temporary.resolve("twice"));
    String card = readme("twice");
    assertEquals(3, card.split("## Training: DPO\n", -1).length);
    Policy.load(temporary.resolve("twice")).save(temporary.resolve("again"));
    assertEquals(card, readme("again"));
    first.save(temporary.resolve("run"));
    AlignmentResult.load(temporary.resolve("run")).policy().save(temporary.resolve("other"));
    assertEquals(readme("run/policy"), readme("other"));
  }

  @Test
  @DisplayName("has the figures of an evaluation of this policy")
  void evaluated() throws IOException {
    AlignmentResult run = aligned(Policy.load(start()));
    Policy policy = run.policy();
    Evaluation evaluation =
        run.evaluate(
            Dataset.ofPrompts(List.of("a", "e")),
            Evaluate.meanReward("words", (prompt, response) -> response.split(" ").length));
    policy.evaluated(evaluation).save(temporary.resolve("evaluated"));
    String card = readme("evaluated");
    assertTrue(card.contains("## Training: DPO\n"), card);
    assertTrue(card.contains("## Evaluation: DPO\n\n| decoding | metric |"), card);
    for (String decoding : List.of("T=1.0", "greedy")) {
      Interval figure = evaluation.of("DPO", decoding, "words");
      String value = Numbers.interval(figure.value(), figure.low(), figure.high());
      String row = "\n| " + decoding + " | words | " + value + " | 2 | 1 |\n";
      assertTrue(card.contains(row), row + card);
    }
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> policy.named("mine").evaluated(evaluation));
    assertTrue(refused.getMessage().contains("DPO], not of 'mine'"), refused.getMessage());
  }

  @Test
  @DisplayName("names PEFT for an adapter, and what a reward model is for")
  void others() throws IOException {
    Policy start = Policy.load(start());
    AlignmentResult run =
        pairs().humanLabels().align(Align.dpo().config(CONFIG.lora(new Lora(2, 2))), start);
    run.policy().saveAdapter(temporary.resolve("adapter"));
    assertTrue(readme("adapter").contains("library_name: peft\n"), readme("adapter"));
    RewardModel.train(start, pairs(), new RankingLoss(), CONFIG).save(temporary.resolve("reward"));
    String card = readme("reward");
    assertTrue(card.contains("pipeline_tag: text-classification\n"), card);
    assertTrue(card.contains("## Training: reward model\n"), card);
    assertTrue(card.contains("| pairs | 2 |\n"), card);
  }

  @Test
  @DisplayName("names the base by its id on the hub, from the hub's cache, or not at all")
  void cached() {
    Path hub = Path.of("/home/me/.cache/huggingface/hub/models--Some--Model-1.7B/snapshots/0a1b");
    assertEquals(Optional.of("Some/Model-1.7B"), ModelCard.hubId(hub));
    assertEquals(Optional.empty(), ModelCard.hubId(Path.of("/a/b/")));
    ModelCard card = ModelCard.UNTRAINED.and(Optional.of(hub), "DPO", Map.of());
    String text = card.text(Tiny.model(1), "DPO", "transformers", "text-generation");
    assertTrue(text.startsWith("---\nbase_model: Some/Model-1.7B\nlibrary_name"), text);
  }

  @Test
  @DisplayName("quotes what YAML would read as something else")
  void yaml() {
    assertEquals("Some/Model-1.7B", FrontMatter.quoted("Some/Model-1.7B"));
    assertEquals("\"a: \\\"b\\\"\"", FrontMatter.quoted("a: \"b\""));
    assertEquals("\"2024\"", FrontMatter.quoted("2024"));
  }
}
