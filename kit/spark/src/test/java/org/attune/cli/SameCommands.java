package org.attune.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** Runs every command that has {@code --cluster} here and there, and compares their results. */
public final class SameCommands {
  private final String address;
  private final Path scratch;

  /** Prepares the commands at an address, with results in a folder. */
  public SameCommands(String address, Path scratch) {
    this.address = address;
    this.scratch = scratch;
  }

  /** Runs all of them. */
  public void all() throws IOException {
    same("labels.csv", "label --limit 400");
    same("candidates.jsonl", "sample --source topp --k 4 --max-tokens 8 --limit 40");
    same(
        "evaluation.csv",
        "evaluate --model start --baseline base --max-tokens 8 --limit 80 --answers 2");
    same(
        "compare.csv",
        "compare --methods dpo,raft --limit 64 --seeds 2 --steps 4 --sampled-prompts 8 --prompts 8"
            + " --max-tokens 8 --best-of 2");
    same(
        "sweep.csv",
        "sweep --method rwr --vary beta=0.5,5 --limit 64 --steps 4 --seeds 2 --prompts 8"
            + " --max-tokens 8");
    same("O1.json", "claims --only O1 --limit 64 --steps 2 --seeds 2 --prompts 6 --max-tokens 8");
    same("G3.json", "claims --only G3 --limit 16 --steps 5 --seeds 2 --prompts 4 --max-tokens 6");
    same(
        "curve.csv",
        "curve --method ipo --limit 64 --seeds 2 --steps 4 --snapshots 2 --batch-size 4 --prompts"
            + " 8 --max-tokens 8 --reward golden");
    same("pairs.csv", "judge --model base --model start --limit 12 --max-tokens 8");
  }

  private void same(String file, String line) throws IOException {
    String here = text(run("here", List.of(), line).resolve(file));
    String there = text(run("there", List.of("--cluster", address), line).resolve(file));
    if (!here.equals(there)) {
      throw new IllegalStateException(line + " differs:\n" + here + "\n" + there);
    }
    System.out.println("equal: " + line);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private Path run(String name, List<String> more, String line) {
    List<String> words = List.of(line.split(" ", -1));
    String word = words.get(0);
    Path out = scratch.resolve(name + "-" + word);
    List<String> kept =
        word.equals("sweep") ? List.of("--keep", out + "-trials") : List.<String>of();
    String[] all =
        Stream.of(words, List.of("--out", out.toString()), kept, more)
            .flatMap(List::stream)
            .toArray(String[]::new);
    int code = Attune.run(writer(System.out), writer(System.err), all);
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", all) + " ended with " + code);
    }
    return out;
  }

  /** Returns what a file says, without the time that anything took. */
  private static String text(Path file) throws IOException {
    if (!file.toString().endsWith(".csv")) {
      return Files.readString(file).replaceAll("\"minutes\": ?[0-9.E-]+", "");
    }
    Table table = Table.read().csv(file.toFile());
    List.copyOf(table.columnNames()).stream()
        .filter(name -> name.matches("seconds|minutes|.*(tokens/s| s)"))
        .forEach(table::removeColumns);
    return table.printAll();
  }
}
