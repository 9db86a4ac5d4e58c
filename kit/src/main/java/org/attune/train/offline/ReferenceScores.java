package org.attune.train.offline;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;
import org.attune.model.BatchScorer;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;
import org.attune.model.io.SafeTensors;
import org.attune.train.loop.RunHash;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.TrainingCallback;
import org.attune.util.AtomicFile;
import org.attune.util.WriteFailure;

/**
 * The values log ref(y|x) of many responses, computed once. They are cached in memory for the next
 * training on the same data, and next to the checkpoints for a resumed run.
 *
 * <p>They are computed in the precision and with the operations of training, so that a policy that
 * equals its reference has log-ratios of zero, up to rounding from different batch shapes.
 */
public final class ReferenceScores {
  private static final int BATCH = 16;
  private static final int MOST_KEPT = 16;
  private static final String TENSOR = "sums";
  private static final Map<String, float[]> MEMORY =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** Locks: of parallel trainings that need the same scores, one computes and the others wait. */
  private static final List<ReentrantLock> TURNS =
      Stream.generate(ReentrantLock::new).limit(MOST_KEPT).toList();

  private final LanguageModel model;
  private final LanguageModel trained;
  private final String modelHash;
  private final Optional<Path> folder;
  private final TrainingCallback listener;

  /**
   * Creates scores of a model with frozen weights.
   *
   * @param trained the model in training, to which they are compared
   */
  public ReferenceScores(LanguageModel model, LanguageModel trained, RunOptions runOptions) {
    this.model = model;
    this.trained = trained;
    this.modelHash = model.hash();
    this.folder = runOptions.checkpoints();
    this.listener = runOptions.callback();
  }

  /**
   * Thrown when the thread was interrupted before all rows were scored; the interrupt flag is
   * cleared.
   */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Returns the sums of some of the rows, and NaN for the others.
   *
   * @param wanted indices of the rows to score, in ascending order
   */
  public float[] of(List<TokenizedExample> rows, List<Integer> wanted) {
    float[] found = of(wanted.stream().map(rows::get).toList());
    float[] sums = new float[rows.size()];
    Arrays.fill(sums, Float.NaN);
    for (int i = 0; i < found.length; i++) {
      sums[wanted.get(i)] = found[i];
    }
    return sums;
  }

  /** Returns the sums over tokens of the rows' log-probabilities, in their order. */
  public float[] of(List<TokenizedExample> rows) {
    String key =
        RunHash.of(
            modelHash,
            trained.adapter().isPresent(),
            Precision.forTraining(model.decoder().weights().device()),
            PyTorch.threads(),
            RunHash.tokens(rows));
    ReentrantLock turn = TURNS.get(Math.floorMod(key.hashCode(), TURNS.size()));
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException stop) {
      throw new Stopped();
    }
    try {
      return known(key).orElseGet(() -> find(key, rows));
    } finally {
      turn.unlock();
    }
  }

  private static Optional<float[]> known(String key) {
    synchronized (MEMORY) {
      return Optional.ofNullable(MEMORY.get(key));
    }
  }

  private float[] find(String key, List<TokenizedExample> rows) {
    Optional<Path> file = folder.map(place -> place.resolve("reference-" + key + ".safetensors"));
    float[] sums = file.filter(Files::exists).map(ReferenceScores::read).orElse(null);
    if (sums == null || sums.length != rows.size()) {
      sums = compute(rows);
      float[] fresh = sums;
      file.ifPresent(place -> write(place, fresh));
    }
    synchronized (MEMORY) {
      MEMORY.put(key, sums);
    }
    return sums;
  }

  /** Clears the cache in memory. */
  public static void forget() {
    synchronized (MEMORY) {
      MEMORY.clear();
    }
  }

  private float[] compute(List<TokenizedExample> rows) {
    Decoder decoder = model.referenceDecoder(trained);
    return new BatchScorer(decoder, BATCH)
        .each(
            rows,
            batch -> TokenLogProbs.of(decoder, batch).sum(),
            done -> {
              listener.onProgress("reference", done, rows.size());
              if (done < rows.size() && Thread.interrupted()) {
                throw new Stopped();
              }
            });
  }

  /** Returns the sums of one batch, without gradients. */
  public static float[] sums(Decoder decoder, List<TokenizedExample> rows) {
    return PyTorch.scoped(
        () -> {
          NDArray sums = TokenLogProbs.of(decoder, TokenBatch.of(rows)).sum();
          return sums.toFloatArray();
        });
  }

  private static float[] read(Path file) {
    HostTensor tensor = SafeTensors.read(file).get(TENSOR);
    return tensor == null ? new float[0] : tensor.values();
  }

  /** Writes to a temporary name and renames, so that a kill leaves no partial file. */
  private static void write(Path file, float[] sums) {
    try {
      HostTensor tensor = new HostTensor(new long[] {sums.length}, sums);
      AtomicFile.replace(file, part -> SafeTensors.write(part, Map.of(TENSOR, tensor), DType.F32));
    } catch (IOException e) {
      throw new WriteFailure(file, "the reference scores cannot be written", e);
    }
  }
}
