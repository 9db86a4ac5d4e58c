package org.attune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.data.Pair;
import org.attune.data.Ranking;
import org.attune.data.ResponseSelection;
import org.attune.data.RowType;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What people said becomes labels")
final class HumanLabelsTest {
  private static double[] normalised(Dataset data) {
    return data.humanLabels().table().doubleColumn("normalised").asDoubleArray();
  }

  @Test
  @DisplayName("of pairs: +1 for the chosen and −1 for the rejected")
  void pairs() {
    Dataset data = Dataset.ofPairs(List.of(new Pair("p", "a", "b"), new Pair("p", "c", "d")));
    assertArrayEquals(new double[] {1, -1, 1, -1}, normalised(data));
    assertEquals(List.of("row 0", "row 0", "row 1", "row 1"), data.groups());
  }

  @Test
  @DisplayName("of rankings: their scores, on one scale")
  void rankings() {
    Dataset data =
        Dataset.ofRankings(List.of(new Ranking("p", List.of("a", "b"), List.of(6.0, 2.0))));
    assertArrayEquals(new double[] {1, -1}, normalised(data));
    assertThrows(
        InvalidInputException.class, () -> data.humanLabels().label(Dataset.bundled("prompts")));
    assertThrows(InvalidInputException.class, () -> data.chosen().humanLabels());
  }

  @Test
  @DisplayName("of completions labelled true and false, the bad ones being nobody's example")
  void judgements(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("kto.jsonl");
    Files.writeString(
        file,
        """
        {"prompt": "p", "completion": "good", "label": true}
        {"prompt": "q", "completion": "bad", "label": false}
        """);
    Dataset data = Dataset.load(file);
    assertEquals(RowType.RANKINGS, data.kind());
    assertEquals(List.of(), data.ignoredColumns());
    assertArrayEquals(new double[] {1, -1}, normalised(data));
    assertEquals(1, data.chosen().size());
    assertArrayEquals(new double[] {1}, normalised(data.take(1)), "where all are good too");
    Files.writeString(file, "{\"prompt\": \"p\", \"completion\": \"good\", \"label\": null}\n");
    assertEquals(RowType.DEMONSTRATIONS, Dataset.load(file).kind());
  }

  @Test
  @DisplayName("of long rankings: the responses that a rule takes")
  void takeResponses() {
    List<String> five = List.of("a", "b", "c", "d", "e");
    Dataset data =
        Dataset.ofRankings(List.of(new Ranking("p", five, List.of(5.0, 4.0, 3.0, 2.0, 1.0))));
    assertEquals(List.of("a", "b", "c"), taken(data, 3, ResponseSelection.BEST));
    assertEquals(List.of("a", "c", "e"), taken(data, 3, ResponseSelection.SPREAD));
    assertEquals(List.of("a", "d", "e"), taken(data, 3, ResponseSelection.EXTREMES));
    assertEquals(five, taken(data, 9, ResponseSelection.SPREAD));
    assertThrows(InvalidInputException.class, () -> data.takeResponses(0, ResponseSelection.BEST));
  }

  private static List<String> taken(Dataset data, int k, ResponseSelection rule) {
    return data.takeResponses(k, rule).rows().get(0).responses();
  }
}
