package org.attune.notebook;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.attune.engine.ProcessEnd;
import org.attune.util.AtomicFile;

/**
 * The archive of loaded classes from which an installed kernel starts in less time.
 *
 * <p>A JVM writes it at its end, after a cell that uses what first cells use, and maps it into
 * memory at the next start. It belongs to one version of Java and to the files of the class path:
 * with any other, Java ignores it and reads the classes as before.
 */
public final class KernelArchive {
  private static final String FILE = "classes.jsa";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String CELL =
      """
      var policy = Policy.bundled();
      System.out.println(policy.answer("How do I start baking bread?"));
      Dataset.bundled("test").take(20).rewardLabel(Golden.reward())\
      """;

  private final Path folder;
  private final Path file;

  /**
   * Names the archive of an installed kernel.
   *
   * @param kernelFolder the folder with its {@code kernel.json}
   */
  public KernelArchive(Path kernelFolder) {
    this.folder = kernelFolder;
    this.file = kernelFolder.resolve(FILE);
  }

  /**
   * Runs the kernel once to write the archive, and lets {@code kernel.json} name it.
   *
   * @param workingDirectory where the kernel runs
   * @return false if this Java writes none; the kernel then starts without it
   * @throws KernelException if the kernel does not start, or fails
   */
  public boolean create(Path workingDirectory) throws IOException {
    Path temporary = workingDirectory.resolve(FILE);
    KernelProcess.LaunchOptions options =
        new KernelProcess.LaunchOptions(
            List.of("-XX:ArchiveClassesAtExit=" + temporary, "-D" + ProcessEnd.ARCHIVING + "=true"),
            PATIENCE);
    try (KernelClient client = KernelClient.start(folder, workingDirectory, PATIENCE, options)) {
      client.execute(CELL, PATIENCE);
    }
    if (!Files.isRegularFile(temporary)) {
      return false;
    }
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    name();
    return true;
  }

  /**
   * Adds the options that name the archive, and those that keep Java silent when it is outdated.
   */
  private void name() throws IOException {
    Path specFile = folder.resolve("kernel.json");
    JsonObject spec = JsonParser.parseString(Files.readString(specFile)).getAsJsonObject();
    JsonArray command = new JsonArray();
    JsonArray before = spec.getAsJsonArray("argv");
    command.add(before.get(0));
    for (String option :
        List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")) {
      if (!before.contains(new JsonPrimitive(option))) {
        command.add(option);
      }
    }
    before.asList().subList(1, before.size()).forEach(command::add);
    spec.add("argv", command);
    AtomicFile.replace(
        specFile,
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(spec) + "\n");
  }
}
