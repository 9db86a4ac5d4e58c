package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.attune.Child;
import org.attune.data.TemporaryFolder;
import org.attune.engine.PyTorch;
import org.attune.halt.HaltPoints;
import org.attune.util.Sha256;
import tech.tablesaw.api.Table;

/**
 * A command that is killed at one of its file operations in a JVM of its own, and then goes on in
 * this one.
 */
final class KilledCommand {
  /** How a user goes on after a kill. */
  enum Again {
    /** With {@code --resume} and the run's folder. */
    RESUME,
    /** With the same {@code --out}. */
    SAME_FOLDER,
    /** With another {@code --out}: what was done is kept elsewhere. */
    OTHER_FOLDER
  }

  private static final int KILLED = 137;
  private static final long LONGEST = 120;

  private final Path scratch;
  private final String line;
  private final Again again;
  private final List<String> same;

  /**
   * Prepares a command.
   *
   * @param line options; {@code HOME} stands for a folder of this run alone
   * @param same files that must come out as those of a run that was left alone
   */
  KilledCommand(Path scratch, String line, Again again, List<String> same) {
    this.scratch = scratch;
    this.line = line;
    this.again = again;
    this.same = same;
  }

  /** Runs the command without a kill, and returns its file operations. */
  List<String> leftAlone() throws IOException, InterruptedException {
    Path log = scratch.resolve("operations.txt");
    Path home = home("whole");
    assertEquals(0, start(home, HaltPoints.options(home, 0, log)), this::output);
    return Files.readAllLines(log);
  }

  /**
   * Runs the command without a kill, keeps what a kill before each of its file operations would
   * leave, and returns the operations.
   */
  List<String> copied() throws IOException, InterruptedException {
    Path log = scratch.resolve("operations.txt");
    Path home = home("one");
    List<String> options = HaltPoints.copying(home, copies(), log);
    assertEquals(0, start(home, options), this::output);
    Files.move(home, scratch.resolve("homes").resolve("whole"));
    return Files.readAllLines(log);
  }

  private Path copies() {
    return scratch.resolve("copies");
  }

  /** Goes on from what a kill before an operation leaves, in the same place. */
  void goesOnFrom(int operation, String what) throws IOException {
    Path home = scratch.resolve("homes").resolve("one");
    if (Files.exists(home)) {
      TemporaryFolder.remove(home);
    }
    Path copy = copies().resolve(String.valueOf(operation));
    if (Files.isDirectory(copy)) {
      Files.move(copy, home);
    } else {
      Files.createDirectories(home);
    }
    compare(goOn(home, what), what);
  }

  /** Returns the operations before which the files are not as before any other. */
  List<Integer> different(int operations) throws IOException {
    Set<String> states = new HashSet<>();
    List<Integer> different = new ArrayList<>();
    for (int i = 1; i <= operations; i++) {
      if (states.add(state(copies().resolve(String.valueOf(i))))) {
        different.add(i);
      }
    }
    return different;
  }

  private static String state(Path folder) throws IOException {
    StringBuilder state = new StringBuilder();
    for (String name : entries(folder)) {
      Path file = folder.resolve(name);
      String content = Files.isRegularFile(file) ? Sha256.of(Files.readAllBytes(file)) : "";
      state.append(name).append(' ').append(content).append('\n');
    }
    return state.toString();
  }

  private Path home(String name) throws IOException {
    return Files.createDirectories(scratch.resolve("homes").resolve(name));
  }

  private String output() {
    try {
      return Files.readString(scratch.resolve("output.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private int start(Path home, List<String> halts) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(halts);
    // Of another number of threads, each learns from another part of a batch.
    options.add("-Dai.djl.pytorch.num_threads=" + PyTorch.threads());
    options.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    String[] words = words(home, "--out", "run");
    Process child = Child.start(Attune.class, scratch.resolve("output.txt"), options, words);
    boolean ended = child.waitFor(LONGEST, TimeUnit.SECONDS);
    child.destroyForcibly();
    assertTrue(ended, this::output);
    return child.exitValue();
  }

  private String[] words(Path home, String option, String folder) {
    String[] words = line.replace("HOME", home.toString()).split(" ", -1);
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = option;
    all[words.length + 1] = home.resolve(folder).toString();
    return all;
  }

  /** Kills the command just before an operation, lets it go on, and compares the results. */
  void killedAt(int operation, String what) throws IOException, InterruptedException {
    Path home = home("at-" + operation);
    List<String> halts = HaltPoints.options(home, operation, scratch.resolve("log.txt"));
    assertEquals(KILLED, start(home, halts), this::output);
    compare(goOn(home, what), what);
  }

  private void compare(Path run, String what) throws IOException {
    Path whole = home("whole").resolve("run");
    assertEquals(names(whole), names(run), what);
    for (String file : same) {
      assertEquals(facts(whole.resolve(file)), facts(run.resolve(file)), what + ": " + file);
    }
  }

  private Path goOn(Path home, String what) throws IOException {
    boolean begun = Files.isDirectory(home.resolve("run"));
    String folder = again == Again.OTHER_FOLDER ? "again" : "run";
    String option = again == Again.RESUME && begun ? "--resume" : "--out";
    Cli.Said said = Cli.run(words(home, option, folder));
    boolean done = again == Again.RESUME && said.err().contains("finished run");
    assertTrue(done || said.code() == 0, () -> what + ": " + said.err());
    return home.resolve(folder);
  }

  /** Returns the names of all files, without what other processes own. */
  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = entries(folder);
    names.removeIf(name -> name.endsWith("attune-lock"));
    return names;
  }

  private static Set<String> entries(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.walk(folder)) {
        entries.forEach(entry -> names.add(folder.relativize(entry).toString()));
      }
    }
    return names;
  }

  /** Returns a file's content without what the clock decides. */
  private static List<String> facts(Path file) throws IOException {
    if (file.toString().endsWith(".safetensors")) {
      return List.of(Arrays.toString(Files.readAllBytes(file)));
    }
    if (!file.toString().endsWith(".csv")) {
      return Files.readAllLines(file);
    }
    Table table = Table.read().csv(file.toFile());
    List<String> clock = new ArrayList<>(table.columnNames());
    clock.removeIf(name -> !name.matches(".*(seconds|minutes|tokens/s)"));
    return table.removeColumns(clock.toArray(String[]::new)).printAll().lines().toList();
  }
}
