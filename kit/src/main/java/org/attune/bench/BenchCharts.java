package org.attune.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.attune.view.Bar;
import org.attune.view.Charts;
import org.knowm.xchart.internal.chartpart.Chart;

/** Draws the results of a benchmark. */
public final class BenchCharts {
  private static final double THOUSAND = 1e3;

  private BenchCharts() {}

  /** Returns the charts by name, for what was measured. */
  public static Map<String, Chart<?, ?>> of(BenchResults results) {
    Map<String, Chart<?, ?>> charts = new LinkedHashMap<>();
    Map<String, List<Bar>> peak = ofPeak(results);
    if (!peak.isEmpty()) {
      charts.put(
          "of-peak",
          Charts.groups(
              "Share of the machine's best matrix product", "% of its peak, same precision", peak));
    }
    Map<String, List<Bar>> generation = generation(results);
    if (!generation.isEmpty()) {
      charts.put("generation", Charts.groups("Sampling answers", "thousand tokens/s", generation));
    }
    return charts;
  }

  private static Map<String, List<Bar>> ofPeak(BenchResults results) {
    Map<String, List<Bar>> groups = new LinkedHashMap<>();
    for (TaskMeasurements row : results.rows()) {
      String what = row.event().what();
      if (what.startsWith("train") && results.ofPeak(row).isPresent()) {
        double scale = 100 * results.ofPeak(row).getAsDouble() / row.median(Measurement::gigaflops);
        groups
            .computeIfAbsent(
                what + ", " + row.event().precision(), name -> new java.util.ArrayList<>())
            .add(bar(row.shape(), row, scale));
      }
    }
    return groups;
  }

  private static Map<String, List<Bar>> generation(BenchResults results) {
    return results.rows().stream()
        .filter(row -> row.event().what().equals("generate"))
        .collect(
            Collectors.groupingBy(
                row -> "batch " + row.event().batch(),
                LinkedHashMap::new,
                Collectors.mapping(
                    row ->
                        new Bar(
                            row.shape(),
                            row.median(Measurement::speed) / THOUSAND,
                            row.least(Measurement::speed) / THOUSAND,
                            row.most(Measurement::speed) / THOUSAND),
                    Collectors.toList())));
  }

  private static Bar bar(String name, TaskMeasurements row, double scale) {
    return new Bar(
        name,
        scale * row.median(Measurement::gigaflops),
        scale * row.least(Measurement::gigaflops),
        scale * row.most(Measurement::gigaflops));
  }
}
