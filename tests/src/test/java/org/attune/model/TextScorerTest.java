package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.attune.Policy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every token of a text is scored in one pass")
final class TextScorerTest {
  private static final LanguageModel MODEL = Policy.bundled().model();
  private static final int[] LENGTHS = {1, 2, 40, 7, MODEL.config().context(), 120, 3};

  private static List<int[]> texts() {
    SplittableRandom random = new SplittableRandom(3);
    List<int[]> texts = new ArrayList<>();
    for (int copy = 0; copy < 6; copy++) { // more than one batch
      for (int length : LENGTHS) {
        texts.add(random.ints(length, 0, MODEL.config().vocabulary()).toArray());
      }
    }
    return texts;
  }

  @Test
  @DisplayName("as a response to the tokens before it is, whatever else is in the batch")
  void scores() {
    List<int[]> texts = texts();
    List<List<TokenScore>> found = new TextScorer(MODEL.decoder(), 4).score(texts);
    for (int i = 0; i < texts.size(); i++) {
      int[] ids = texts.get(i);
      assertEquals(ids.length, found.get(i).size());
      for (int t = 1; t < ids.length; t += 37) {
        TokenizedExample one =
            new TokenizedExample(Arrays.copyOf(ids, t), Arrays.copyOfRange(ids, t, t + 1));
        float alone = BatchScorer.together(MODEL.decoder(), 1).logProbs(List.of(one))[0];
        TokenScore score = found.get(i).get(t - 1);
        assertEquals(ids[t], score.id());
        assertEquals(alone, score.logProb(), 1e-4);
      }
    }
  }

  @Test
  @DisplayName("with the most probable tokens in order, among which its own number is the same")
  void likely() {
    int[] text = texts().get(2);
    List<TokenScore> few = new TextScorer(MODEL.decoder(), 2).score(List.of(text)).get(0);
    List<TokenScore> all =
        new TextScorer(MODEL.decoder(), Integer.MAX_VALUE).score(List.of(text)).get(0);
    for (int t = 0; t < all.size(); t++) {
      TokenScore score = all.get(t);
      assertEquals(MODEL.config().vocabulary(), score.likelyIds().length);
      double sum = Arrays.stream(score.likelyLogProbs()).map(Math::exp).sum();
      assertEquals(1, sum, 1e-4);
      double[] sorted = score.likelyLogProbs().clone();
      Arrays.sort(sorted);
      assertEquals(sorted[sorted.length - 1], score.likelyLogProbs()[0], 0);
      int at = 0;
      while (score.likelyIds()[at] != score.id()) {
        at++;
      }
      assertEquals(score.logProb(), score.likelyLogProbs()[at], 0);
      assertEquals(score.likelyLogProbs()[1], few.get(t).likelyLogProbs()[1], 0);
    }
    TokenScore next = few.get(few.size() - 1);
    assertEquals(next.likelyIds()[0], next.id());
  }

  @Test
  @DisplayName("and spelled so that parts of characters count as one place")
  void spelled() {
    TokenDecoder texts = new TokenDecoder(MODEL.tokenizer());
    String text = "Bread 李 costs 3 €.";
    int[] ids = texts.ids(text);
    TextTokens spelling = texts.spellPrompt(ids, 0);
    assertEquals(text, spelling.text());
    int euro = text.indexOf('€');
    assertTrue(spelling.offsets().contains(euro), spelling.toString());
    for (int i = 0; i < ids.length; i++) {
      String token = spelling.tokens().get(i);
      boolean half = token.indexOf('\uFFFD') >= 0;
      assertTrue(half || text.startsWith(token, spelling.offsets().get(i)), spelling.toString());
    }
    String after = texts.spellAnswer(texts.ids(" and wait")).text();
    assertEquals(" and wait", after);
  }
}
