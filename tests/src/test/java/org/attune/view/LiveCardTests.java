package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LiveCardTests {
  private static void grow(LiveCard card, String name) {
    card.add(1, Map.of(name, 0.5));
    card.add(2, Map.of(name, 0.25));
  }

  private static List<String> drawn(LiveCard card) {
    return Pattern.compile("aria-label=\"(\\w+) ")
        .matcher(card.html("train", 0.5, "words", "", false))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  @Test
  void theFirstThreeCurvesAreDrawn() {
    LiveCard card = new LiveCard();
    List.of("a", "b", "c", "d").forEach(name -> grow(card, name));
    assertEquals(List.of("a", "b", "c"), drawn(card));
  }

  @Test
  void aCurveThatEndedGivesWayToOneThatGrows() {
    LiveCard card = new LiveCard();
    List.of("a", "b", "c", "d", "e").forEach(name -> grow(card, name));
    card.ended("b");
    assertEquals(List.of("a", "c", "d"), drawn(card));
    List.of("a", "c", "d").forEach(card::ended);
    assertEquals(List.of("a", "b", "e"), drawn(card));
  }

  @Test
  void fewPointsAreShownAsTheyWereMeasured() {
    LiveCard card = new LiveCard();
    // A straight line through the neighbours of the last point would end above it.
    double[] measured = {0, 0.1, 0.1, 0.4, 0.48};
    for (int i = 0; i < measured.length; i++) {
      card.add(i, Map.of("sensitivity", measured[i]));
    }
    String html = card.html("train", 1, "", "", true);
    assertTrue(html.contains("aria-label=\"sensitivity 0.480\""), html);
    assertEquals(1, html.split("<polyline", -1).length - 1);
  }

  @Test
  void aSmoothedNumberSaysSo() {
    LiveCard card = new LiveCard();
    for (int i = 0; i < 200; i++) {
      card.add(i, Map.of("loss", i % 2 == 0 ? 0.4 : 0.6));
    }
    String html = card.html("train", 1, "", "", true);
    assertTrue(html.contains("aria-label=\"loss, smoothed 0.5"), html);
    assertEquals(2, html.split("<polyline", -1).length - 1);
  }

  @Test
  void aChangeTooSmallToMatterLooksSmall() {
    LiveCard card = new LiveCard();
    card.add(1, Map.of("loss", 0.6030));
    card.add(2, Map.of("loss", 0.6033));
    String html = card.html("train", 1, "", "", true);
    double[] down =
        Pattern.compile("points=\"[\\d.]+,([\\d.]+) [\\d.]+,([\\d.]+)\"")
            .matcher(html)
            .results()
            .flatMapToDouble(
                found ->
                    DoubleStream.of(
                        Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2))))
            .toArray();
    assertTrue(down[0] > down[1] && down[0] - down[1] < 8, html);
    assertTrue(html.contains(">0.597<") && html.contains(">0.609<"), html);
  }

  @Test
  void aBarWithoutCountsTellsOnlyItsShare() {
    List<String> cards = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    long[] millis = {5_000};
    LiveDisplay.Display display =
        (html, text) -> {
          cards.add(html);
          texts.add(text);
        };
    ProgressBar bar =
        new ProgressBar(
            "compare",
            2_000,
            System.err,
            () -> millis[0] * 1_000_000,
            false,
            false,
            Optional.of(display));
    bar.update(0, "");
    millis[0] += 1_000;
    bar.update(500, "0 of 2 done; DPO 50 %", 5, Map.of("DPO loss", 0.5));
    millis[0] += 1_000;
    bar.close();
    assertTrue(cards.get(0).contains(">1.0 s, about 3.0 s left · 0 of 2 done; DPO 50 %<"));
    assertEquals("compare: stopped after 2.0 s  0 of 2 done; DPO 50 %", texts.get(1));
  }
}
