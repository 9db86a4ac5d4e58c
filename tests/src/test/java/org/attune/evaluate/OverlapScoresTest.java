package org.attune.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The numbers are those of sacreBLEU 2.6.0 and rouge-score 0.1.2. */
@DisplayName("BLEU and ROUGE equal sacreBLEU's and rouge-score's figures")
final class OverlapScoresTest {
  private static final List<String> ANSWERS =
      List.of(
          "The cat sat on the mat.",
          "It costs 1,200.50 dollars - about 3-4 times more.",
          "Boil the egg for nine minutes & serve (hot).",
          "No idea",
          "Mix flour, water\nand salt; knead the dough for ten minutes.",
          "",
          "“Übung macht den Meister”, he said…");
  private static final List<String> REFERENCES =
      List.of(
          "A cat sat on the mat, quietly.",
          "It costs 1,200.50 dollars, 3-4 times as much.",
          "Boil the egg for 9 minutes &amp; serve it hot!",
          "Knead the dough for ten minutes, then let it rise.",
          "Mix flour, water and salt, and knead the dough for ten minutes.",
          "Nothing was said.",
          "Practice makes perfect, he said…");

  @Test
  @DisplayName("over all answers")
  void corpus() {
    Bleu bleu = Bleu.corpus(ANSWERS, REFERENCES);
    assertEquals(38.25600460243105, bleu.score(), 1e-6);
    assertEquals(72.22222222222223, bleu.precisions().get(0), 1e-6);
    assertEquals(32.432432432432435, bleu.precisions().get(3), 1e-6);
    assertEquals(0.7574651283969664, bleu.brevityPenalty(), 1e-6);
    String line = bleu.toString();
    assertTrue(
        line.startsWith("BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp = 38.3 72.2/"), line);
    assertTrue(line.endsWith("/32.4 (BP = 0.757)"), line);
    assertTrue(Bleu.sentence("Yes", "Yes").signature().contains("eff:yes"));
    assertEquals(0, Bleu.corpus(List.of("No idea"), REFERENCES.subList(3, 4)).score());
  }

  @Test
  @DisplayName("for each answer")
  void sentences() {
    double[] bleu = {
      48.35447404743731,
      43.66835442847811,
      31.702331385234313,
      0,
      72.85959997974687,
      0,
      24.446151121745054
    };
    double[][] rouge = {
      {0.7692307692307692, 0.7272727272727272, 0.7692307692307692},
      {0.8181818181818182, 0.7, 0.8181818181818182},
      {0.7777777777777777, 0.375, 0.7777777777777777},
      {0, 0, 0},
      {0.9565217391304348, 0.8571428571428572, 0.9565217391304348},
      {0, 0, 0},
      {0.3636363636363636, 0.22222222222222224, 0.3636363636363636}
    };
    for (int i = 0; i < bleu.length; i++) {
      String answer = ANSWERS.get(i);
      assertEquals(bleu[i], Bleu.sentence(answer, REFERENCES.get(i)).score(), 1e-6, answer);
      Rouge ours = Rouge.of(answer, REFERENCES.get(i));
      assertEquals(rouge[i][0], ours.rouge1(), 1e-6, answer);
      assertEquals(rouge[i][1], ours.rouge2(), 1e-6, answer);
      assertEquals(rouge[i][2], ours.rougeL(), 1e-6, answer);
    }
  }
}
