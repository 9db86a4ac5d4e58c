package org.attune.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.engine.Workers;
import org.attune.view.Numbers;

/**
 * How long claims will take on this machine: how many responses each of them learns from and
 * samples, times what one of either takes here.
 *
 * <p>With looks at fewer seeds the true time is shorter, since a decided claim trains no more.
 */
public final class LedgerEstimate {
  private static final String FILE = "work.csv";

  /** The scale that the file counts for: responses that a training learns from. */
  private static final double RESPONSES = 300 * RunScale.BATCH_SIZE;

  private final RunScale scale;
  private final Map<String, Double> minutes = new LinkedHashMap<>();
  private final Set<String> kept = new LinkedHashSet<>();
  private final ResponseSpeed speed;

  /**
   * The work of a claim for one seed, in responses.
   *
   * @param claim its id
   * @param of the claim that trains most of what it needs; empty if it trains all itself
   * @param trained responses that all trainings learn from, critics included
   * @param sampled responses sampled for training
   * @param judged policies whose answers to the evaluation prompts are sampled
   */
  record Work(String claim, String of, double trained, double sampled, double judged) {
    double seconds(RunScale scale, ResponseSpeed speed) {
      double part = scale.steps() * scale.batchSize() / RESPONSES;
      double answers = judged * scale.prompts() * scale.answers();
      return scale.seeds().size()
          * (part * trained * speed.trained() + (part * sampled + answers) * speed.sampled());
    }
  }

  /**
   * Estimates some claims.
   *
   * @param open the claims that will be tested
   * @param known the ids of claims with a stored result
   */
  LedgerEstimate(RunScale scale, List<Claim> open, Set<String> known, ResponseSpeed speed) {
    this.scale = scale;
    this.speed = speed;
    this.kept.addAll(known);
    Set<String> trained = new LinkedHashSet<>(known);
    for (Claim claim : open) {
      Work work = work().get(claim.id());
      double seconds = work.seconds(scale, speed);
      if (!work.of().isEmpty() && trained.add(work.of())) {
        Work other = work().get(work.of());
        seconds += new Work("", "", other.trained(), other.sampled(), 0).seconds(scale, speed);
      }
      trained.add(claim.id());
      minutes.put(claim.id(), seconds / 60);
    }
  }

  /** Returns the work of each claim by its id. */
  static Map<String, Work> work() {
    try (InputStream in = LedgerEstimate.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .map(
              row ->
                  new Work(
                      row[0],
                      row[1],
                      Double.parseDouble(row[2]),
                      Double.parseDouble(row[3]),
                      Double.parseDouble(row[4])))
          .collect(Collectors.toMap(Work::claim, row -> row, (a, b) -> a, LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the minutes of each claim that will be tested. */
  public Map<String, Double> minutes() {
    return Collections.unmodifiableMap(minutes);
  }

  /** Returns the minutes of all of them. */
  public double total() {
    return minutes.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Override
  public String toString() {
    if (minutes.isEmpty()) {
      return "All claims have a stored result; nothing is trained.";
    }
    String each =
        minutes.entrySet().stream()
            .map(entry -> entry.getKey() + " " + shown(entry.getValue()))
            .collect(Collectors.joining(", "));
    return "Estimate: %s min for %s with %s on %s, from a speed test of a second (%s).%n  minutes: %s%s"
        .formatted(
            total() < 0.5 ? "less than 1" : "about " + Numbers.fixed(total(), 0),
            Numbers.counted(minutes.size(), "claim", "claims"),
            Numbers.counted(scale.seeds().size(), "seed", "seeds"),
            Numbers.counted(Workers.processors(), "processor", "processors"),
            speed,
            each,
            kept.isEmpty() ? "" : String.format("%n  stored: %s", String.join(", ", kept)));
  }

  private static String shown(double minutes) {
    return minutes < 0.05 ? "< 0.1" : Numbers.fixed(minutes, 1);
  }
}
