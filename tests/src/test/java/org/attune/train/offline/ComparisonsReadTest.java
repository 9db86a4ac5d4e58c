package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.method.Dpo;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.model.TruncationMode;
import org.attune.reward.PreferenceNetwork;
import org.attune.reward.RankingLoss;
import org.attune.reward.RewardNetwork;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A context of 48 tokens, and prompts and responses that are longer together. */
@DisplayName("Responses that are compared")
final class ComparisonsReadTest {
  private static final LanguageModel START = Tiny.fresh(51);
  private static final TrainingConfig PLAN =
      TrainingConfig.small().learningRate(3e-4).steps(2).batchSize(2).microBatch(2).warmup(0);

  private static String words(int count) {
    return Toys.letters(count, new SplittableRandom(count));
  }

  /** Two pairs with prompts that must be cut, one of a long and a short response. */
  private static List<LabelledResponse> pairs() {
    List<LabelledResponse> rows = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      rows.add(new LabelledResponse(words(44 + i), words(i == 0 ? 30 : 1), 1, "row " + i));
      rows.add(new LabelledResponse(words(44 + i), words(i == 0 ? 1 : 30), -1, "row " + i));
    }
    return rows;
  }

  /** A pair that differs behind the place where its responses are cut, and one that is whole. */
  private static List<LabelledResponse> alike() {
    String same = words(60);
    return List.of(
        new LabelledResponse("a", same + " b", 1, "cut"),
        new LabelledResponse("a", same + " c", -1, "cut"),
        new LabelledResponse("d", "e", 1, "whole"),
        new LabelledResponse("d", "f", -1, "whole"));
  }

  @Test
  @DisplayName("are read after the same tokens of their prompt, by every method")
  void onePrompt() {
    for (TruncationMode mode : TruncationMode.values()) {
      PromptTemplate layout = PromptTemplate.PLAIN.truncation(mode);
      List<TokenizedExample> rows =
          new ExampleBuilder(START, layout, new Dpo()).rows(pairs()).tokens();
      assertArrayEquals(rows.get(0).prompt(), rows.get(1).prompt());
      assertArrayEquals(rows.get(2).prompt(), rows.get(3).prompt());
    }
  }

  @Test
  @DisplayName("are read after the same tokens by reward and preference models, alone or together")
  void judges() {
    PromptEncoder encoder = RewardNetwork.from(START, PromptTemplate.PLAIN).encoder();
    assertArrayEquals(
        encoder.example(words(44), words(30), 0).prompt(),
        encoder.example(words(44), words(1), 0).prompt());
    PreferenceNetwork network = PreferenceNetwork.from(START, PromptTemplate.PLAIN);
    assertArrayEquals(
        network.tokens(words(44), words(30), words(1)).prompt(),
        network.tokens(words(44), words(2), words(3)).prompt());
  }

  @Test
  @DisplayName("and are the same after they were cut are counted, named, and dropped on request")
  void alikeAfterCutting() {
    PolicyTraining training =
        new PolicyTraining(START, PromptTemplate.PLAIN, new Dpo().config(PLAN));
    PolicyTraining.Result kept = training.run(alike(), RunOptions.defaults());
    assertEquals(List.of("a"), kept.encoding().alike());
    assertEquals(2, kept.examples());
    assertTrue(kept.encoding().notes().toString().contains("the first for the prompt \"a\""));
    PolicyTraining.Result dropped = training.run(alike(), RunOptions.defaults().droppingAlike());
    assertEquals(List.of("a"), dropped.encoding().alike());
    assertEquals(1, dropped.examples());
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> training.run(alike().subList(0, 2), RunOptions.defaults().droppingAlike()));
    assertEquals(
        "DPO finds nothing to compare: the responses of all 1 comparisons are identical to the"
            + " model.",
        refused.getMessage());
  }

  @Test
  @DisplayName("are counted once by reward models where their prompt is cut")
  void cutOnce() {
    List<Pair> pairs = List.of(new Pair(words(44), "b", "c"), new Pair("a", "c", "d"));
    RewardTraining rewards =
        new RewardTraining(START, PromptTemplate.PLAIN, new RankingLoss(), PLAN);
    // Both responses of the first pair read its prompt.
    assertEquals(2, rewards.run(pairs, RunOptions.defaults()).encoding().cutPrompts());
  }

  @Test
  @DisplayName("and are the same are counted and dropped by judges in training too")
  void alikeForJudges() {
    List<Pair> pairs = List.of(new Pair("a", "b", "b"), new Pair("a", "c", "d"));
    RewardTraining rewards =
        new RewardTraining(START, PromptTemplate.PLAIN, new RankingLoss(), PLAN);
    assertEquals(List.of("a"), rewards.run(pairs, RunOptions.defaults()).encoding().alike());
    assertNotEquals(
        rewards.run(pairs, RunOptions.defaults()).network().model().hash(),
        rewards.run(pairs, RunOptions.defaults().droppingAlike()).network().model().hash());
    PairwiseTraining preferences = new PairwiseTraining(START, PromptTemplate.PLAIN, PLAN);
    assertEquals(
        List.of("a"), preferences.run(pairs, RunOptions.defaults().droppingAlike()).alike());
  }

  @Test
  @DisplayName("have a reward that differs by more than rounding")
  void rounding() {
    List<LabelledResponse> rows =
        IntStream.range(0, 2)
            .mapToObj(i -> new LabelledResponse("a", Toys.letter(i), 1 + i * 2e-7, "row"))
            .toList();
    assertTrue(
        new ExampleBuilder(START, PromptTemplate.PLAIN, new Dpo()).rows(rows).examples().isEmpty());
  }
}
