package org.attune.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Predicts how long the claims ledger takes with more seeds and on more workers, from the times of
 * a finished one: {@code LedgerPrediction runs/claims 10 2 4,16,64}.
 *
 * <p>Each training of each claim took as long as its {@code seconds.txt} says. A claim's trainings
 * are handed to the workers in order, each to the first that is free; what a claim took beyond the
 * trainings (sampling and judging) is either done by the driver alone, or shared by all workers.
 * Claims follow each other.
 */
final class LedgerPrediction {
  private static final Pattern MINUTES = Pattern.compile("\"minutes\": ?([0-9.E-]+)");
  private static final double OVERHEAD = 0.05; // Seconds per piece, more than was measured.

  private LedgerPrediction() {}

  /**
   * A claim of the ledger that was measured.
   *
   * @param arms for each arm, the seconds of its trainings
   * @param rest seconds that were no training
   */
  private record Measured(String id, Map<String, List<Double>> arms, double rest) {}

  /**
   * Takes the ledger's folder, the seeds wanted, the workers it had, and the numbers of workers.
   */
  public static void main(String[] arguments) throws IOException {
    int seeds = Integer.parseInt(arguments[1]);
    int had = Integer.parseInt(arguments[2]);
    List<Measured> ledger = read(Path.of(arguments[0]), had);
    System.out.println(
        "| workers | all in the driver but trainings | all shared | longest claim, shared"
            + " | longest training |\n|---|---|---|---|---|");
    for (String workers : arguments[3].split(",", -1)) {
      int count = Integer.parseInt(workers);
      double alone = 0;
      double shared = 0;
      double longest = 0;
      double training = 0;
      String which = "";
      for (Measured claim : ledger) {
        List<Double> pieces = pieces(claim, seeds);
        double rest = claim.rest() * factor(claim, seeds);
        double trained = makespan(pieces, count);
        alone += trained + rest;
        double both = trained + rest * had / count;
        shared += both;
        if (both > longest) {
          longest = both;
          which = claim.id();
        }
        training = Math.max(training, pieces.stream().max(Double::compare).orElse(0.0));
      }
      System.out.printf(
          Locale.ROOT,
          "| %d | %.0f min | %.0f min | %s, %.1f min | %.1f min |%n",
          count,
          alone / 60,
          shared / 60,
          which,
          longest / 60,
          training / 60);
    }
  }

  /** Returns the times of as many trainings of each arm as there are seeds. */
  private static List<Double> pieces(Measured claim, int seeds) {
    List<Double> pieces = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      for (List<Double> arm : claim.arms().values()) {
        pieces.add(arm.get(seed % arm.size()) + OVERHEAD);
      }
    }
    return pieces;
  }

  private static double factor(Measured claim, int seeds) {
    int ran = claim.arms().values().stream().mapToInt(List::size).max().orElse(3);
    return (double) seeds / Math.min(3, Math.max(1, ran));
  }

  /** Returns when the last piece ends if each is handed to the first free worker. */
  private static double makespan(List<Double> pieces, int workers) {
    PriorityQueue<Double> free = new PriorityQueue<>(Collections.nCopies(workers, 0.0));
    double last = 0;
    for (double piece : pieces) {
      double end = free.remove() + piece;
      free.add(end);
      last = Math.max(last, end);
    }
    return last;
  }

  private static List<Measured> read(Path folder, int had) throws IOException {
    TreeMap<Long, Path> claims = new TreeMap<>();
    TreeMap<Long, Path> trainings = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder, 3)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        long time = Files.getLastModifiedTime(file).toMillis();
        String name = file.getFileName().toString();
        if (name.matches("[A-Z]\\d+\\.json")) {
          claims.put(time, file);
        } else if (name.equals("seconds.txt")) {
          while (trainings.putIfAbsent(time, file) != null) {
            time++;
          }
        }
      }
    }
    List<Measured> ledger = new ArrayList<>();
    for (Map.Entry<Long, Path> claim : claims.entrySet()) {
      Matcher minutes = MINUTES.matcher(Files.readString(claim.getValue()));
      double seconds = minutes.find() ? 60 * Double.parseDouble(minutes.group(1)) : 0;
      Map<String, List<Double>> arms = new LinkedHashMap<>();
      long begun = claim.getKey() - (long) (1000 * seconds) - 500;
      for (Path file : trainings.subMap(begun, claim.getKey()).values()) {
        String arm = file.getParent().getFileName().toString().replaceFirst("-[0-9a-f]+$", "");
        double took = Double.parseDouble(Files.readString(file).strip());
        arms.computeIfAbsent(arm, name -> new ArrayList<>()).add(took);
      }
      List<Double> all = arms.values().stream().flatMap(List::stream).toList();
      String id = claim.getValue().getFileName().toString().replace(".json", "");
      ledger.add(new Measured(id, split(arms), Math.max(0, seconds - makespan(all, had))));
    }
    return ledger;
  }

  /** Two settings of one method have one name; each has three trainings. */
  private static Map<String, List<Double>> split(Map<String, List<Double>> arms) {
    Map<String, List<Double>> parts = new LinkedHashMap<>();
    arms.forEach(
        (name, all) -> {
          for (int from = 0; from < all.size(); from += 3) {
            parts.put(name + from, all.subList(from, Math.min(all.size(), from + 3)));
          }
        });
    return parts;
  }
}
