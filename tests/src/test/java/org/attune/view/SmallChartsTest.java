package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.DoubleColumn;

@DisplayName("Charts of little data, or of many bars")
final class SmallChartsTest {
  private static final Pattern TEXT = Pattern.compile("<text [^>]*>([^<]*)<");
  private static final Pattern VALUE =
      Pattern.compile("<text x=\"([0-9.]+)\"[^>]* textLength=\"([0-9.]+)\"[^>]*>[0-9]\\.[0-9]{2}<");

  private static List<String> texts(Chart<?, ?> chart) {
    return TEXT.matcher(SvgChart.file(chart)).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest(name = "{0} steps")
  @ValueSource(ints = {1, 2, 3, 4, 6, 9})
  @DisplayName("label steps, and nothing between them")
  void steps(int count) {
    double[] steps = IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    double[] losses = IntStream.range(0, count).mapToDouble(i -> 700 - i).toArray();
    Curve curve = Curve.of("loss", steps, losses);
    for (Chart<?, ?> chart :
        List.of(
            Charts.training("t", "loss", 0.5, curve),
            Charts.lines("t", "step", "loss", List.of(curve)))) {
      List<String> texts = texts(chart);
      assertTrue(texts.contains("2"), texts::toString);
      assertEquals(List.of(), texts.stream().filter(t -> t.matches("\\d\\.\\d+")).toList());
    }
  }

  @ParameterizedTest(name = "{0} values")
  @ValueSource(ints = {2, 3, 5})
  @DisplayName("label counts, and nothing between them")
  void counts(int count) {
    double[] values =
        IntStream.range(0, 2 * count).mapToDouble(i -> i % 2 == 0 ? 20 : 140).toArray();
    List<String> texts = texts(Charts.histogram("t", "reward", DoubleColumn.create("r", values)));
    assertTrue(texts.contains("1") || texts.contains("2"), texts::toString);
    assertEquals(List.of(), texts.stream().filter(t -> t.matches("\\d\\.\\d+")).toList());
  }

  @Test
  @DisplayName("keep the values of neighbouring bars apart")
  void apart() {
    List<Bar> bars =
        IntStream.range(0, 22).mapToObj(i -> new Bar("m" + i, 1.25 + i / 100.0, 0, 3)).toList();
    Matcher value = VALUE.matcher(SvgChart.file(Charts.bars("t", "reward", bars)));
    List<double[]> labels = new ArrayList<>();
    while (value.find()) {
      labels.add(
          new double[] {Double.parseDouble(value.group(1)), Double.parseDouble(value.group(2))});
    }
    assertEquals(22, labels.size(), "each bar has its value");
    for (int i = 1; i < labels.size(); i++) {
      double gap = labels.get(i)[0] - labels.get(i - 1)[0] - labels.get(i - 1)[1];
      assertTrue(gap >= 3, "points between values " + i + ": " + gap);
    }
  }
}
