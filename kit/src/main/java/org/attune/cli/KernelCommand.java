package org.attune.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.data.TemporaryFolder;
import org.attune.notebook.CellResult;
import org.attune.notebook.KernelArchive;
import org.attune.notebook.KernelClient;
import org.attune.notebook.KernelException;
import org.attune.notebook.KernelFolder;
import org.attune.notebook.NotebookRunner;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs the kernel "Java (Attune)" into Jupyter, tests it, or removes it. */
@Command(
    name = "kernel",
    description = "Installs the notebook kernel \"Java (Attune)\" into Jupyter.",
    synopsisHeading = "Usage: ",
    customSynopsis = "attune kernel install|uninstall|run [NOTEBOOK...] [OPTIONS]",
    sortOptions = false,
    parameterListHeading = "%n",
    footer = {
      "",
      "Examples:",
      "  attune kernel install",
      "  attune kernel install --check",
      "  attune kernel install --spark --name attune-spark",
      "  attune kernel install --jupyter-dir venv/share/jupyter --name attune-dev",
      "  attune kernel run notebooks/00-start-here.ipynb",
      "  attune kernel uninstall",
      "",
      "The kit is copied into Jupyter's folder; install again after a change.",
      "run evaluates notebooks from top to bottom without Jupyter and writes their outputs into",
      "them, where a cell fails also that cell's error."
    })
final class KernelCommand implements Callable<Integer> {
  private static final String CELL = "\"Attune \" + Policy.bundled().name() + \" \" + (6 * 7)";
  private static final String ANSWER = "Attune start 42";

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "install|uninstall|run",
      description = "What to do; installing again replaces the kernel.")
  private String verb;

  @Parameters(
      index = "1..*",
      paramLabel = "NOTEBOOK",
      description = "Notebook files to run; needs an installed kernel.")
  private List<Path> notebooks = List.of();

  @Option(names = "--user", description = "Use the Jupyter folder of this user (the default).")
  private boolean user;

  @Option(
      names = "--jupyter-dir",
      paramLabel = "DIR",
      description = "Use this Jupyter data folder, such as venv/share/jupyter.")
  private Path jupyter;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the kernel's folder (default: attune).")
  private String name = "attune";

  @Option(
      names = "--spark",
      description =
          "Install a kernel with Apache Spark, for Cluster.of(\"spark://host:7077\") in cells"
              + " (about 300 MB of libraries).")
  private boolean spark;

  @Option(
      names = "--check",
      description =
          "Start the installed kernel, evaluate a cell, and stop it; install it first if needed.")
  private boolean check;

  @Option(names = "--verbose", description = "Show the stack trace when something fails.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() {
    requireSense();
    Path data = jupyter == null ? KernelFolder.userFolder(System.getenv()) : jupyter;
    KernelFolder folder = new KernelFolder(data, name);
    if (verb.equals("uninstall")) {
      boolean was = folder.uninstall();
      print((was ? "Removed " : "There is no kernel to remove in ") + folder.path());
      return 0;
    }
    if (verb.equals("run")) {
      return ran(folder);
    }
    if (!check || !folder.isInstalled()) {
      Path place = spark ? folder.installWithSpark() : folder.install();
      String title = spark ? KernelFolder.SPARK_TITLE : KernelFolder.TITLE;
      print("Installed \"" + title + "\" in " + place);
      archive(place);
    }
    return check ? tried(folder) : 0;
  }

  private void requireSense() {
    String trouble =
        !List.of("install", "uninstall", "run").contains(verb)
            ? "The kernel can install, uninstall or run, not '" + verb + "'"
            : user && jupyter != null
                ? "--user and --jupyter-dir name two folders: give one"
                : check && !verb.equals("install")
                    ? "--check goes with install"
                    : verb.equals("run") == notebooks.isEmpty()
                        ? "only run takes notebook files, and it needs at least one"
                        : "";
    if (!trouble.isEmpty()) {
      throw new ParameterException(command.commandLine(), trouble);
    }
  }

  private int ran(KernelFolder folder) {
    notebooks.forEach(NotebookRunner::require);
    InvalidInputException.unless(
        folder.isInstalled(),
        "There is no kernel in %s; install it first: ./attune kernel install",
        folder.path());
    NotebookRunner runner = new NotebookRunner(folder.path(), Duration.ofHours(1));
    for (Path notebook : notebooks) {
      int cells = runner.runAndSave(notebook).size();
      print("Ran the " + cells + " cells of " + notebook);
    }
    return 0;
  }

  /** Lets the kernel start once, so that it starts in less time ever after. */
  private void archive(Path kernel) {
    Path here = temporary();
    try {
      if (!new KernelArchive(kernel).create(here)) {
        print("This Java writes no archive of classes; the kernel starts without one.");
      }
    } catch (KernelException | IOException e) {
      print("No archive of classes was written: " + e.getMessage());
    } finally {
      remove(here);
    }
  }

  private int tried(KernelFolder folder) {
    long start = System.nanoTime();
    Path here = temporary();
    try (KernelClient client = KernelClient.start(folder.path(), here, Duration.ofMinutes(2))) {
      double started = (System.nanoTime() - start) / 1e9;
      CellResult result = client.execute(CELL, Duration.ofMinutes(3));
      result.error().ifPresent(KernelCommand::fail);
      String shown = String.join(" ", result.shown("text/plain"));
      InvalidInputException.unless(
          shown.contains(ANSWER), "The kernel answered '%s'; install it again.", shown);
      double all = (System.nanoTime() - start) / 1e9;
      print(
          String.format(
              "The kernel works: started in %.1f s, first result after %.1f s.", started, all));
      return 0;
    } finally {
      remove(here);
    }
  }

  private static void fail(String words) {
    throw new IllegalStateException("The kernel's first cell failed: " + words);
  }

  private static Path temporary() {
    try {
      return TemporaryFolder.create("check");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try {
      TemporaryFolder.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print(String sentence) {
    PrintWriter out = command.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}
