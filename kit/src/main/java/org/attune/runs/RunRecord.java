package org.attune.runs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.data.RecordFile;
import org.attune.method.TrainingConfig;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.train.offline.EncodingReport;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;

/**
 * What a run's folder says about it, in {@value #FILE}; the weights are beside it.
 *
 * @param method the method's name
 * @param settings all settings of the method
 * @param config the training configuration
 * @param start the name of the policy that training started from
 * @param startHash the hash of its weights
 * @param bundledStart whether that was the bundled model, which is not kept in the folder
 * @param policyHash the hash of the aligned weights
 * @param dataHash the SHA-256 of the data
 * @param finished whether all steps were taken
 * @param examples how many examples the method used
 * @param seconds the duration, including sampling, labelling and reference scores
 * @param costs the seconds of each stage before the steps
 * @param encoding how texts were encoded
 * @param warnings sentences about the labels and the start
 * @param provenance facts by name
 * @param reproduce Java text that repeats the run
 * @param steps the history
 */
public record RunRecord(
    String method,
    String settings,
    TrainingConfig config,
    String start,
    String startHash,
    boolean bundledStart,
    String policyHash,
    String dataHash,
    boolean finished,
    int examples,
    double seconds,
    Map<String, Double> costs,
    EncodingReport encoding,
    List<String> warnings,
    Map<String, String> provenance,
    String reproduce,
    List<StepMetrics> steps) {
  /** The name of the file. */
  public static final String FILE = "run.json";

  /** The folder of the aligned policy, in a run's folder. */
  public static final String POLICY = "policy";

  /** The folder of the policy that training started from, in a run's folder. */
  public static final String START = "start";

  private static final String ADVICE = "the policy beside it can still be loaded";

  /** Copies the collections. */
  public RunRecord {
    costs = new LinkedHashMap<>(costs);
    warnings = List.copyOf(warnings);
    provenance = new LinkedHashMap<>(provenance);
    steps = List.copyOf(steps);
  }

  /** Returns the history of the steps. */
  public History history() {
    return new History(steps);
  }

  /** Returns whether a folder holds a whole run. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Reads a run's folder. */
  public static RunRecord read(Path folder) {
    InvalidInputException.unless(
        isIn(folder),
        "%s holds no finished run: it contains no %s; give a folder that AlignmentResult.save"
            + " wrote.",
        folder,
        FILE);
    return RecordFile.read(folder.resolve(FILE), RunRecord.class, ADVICE);
  }

  /** Writes the file, which makes the folder a whole run; never over an existing one. */
  public void write(Path folder) {
    AtomicFile.create(
        folder.resolve(FILE),
        RecordFile.text(this).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
