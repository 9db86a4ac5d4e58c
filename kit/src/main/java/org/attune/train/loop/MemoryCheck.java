package org.attune.train.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.attune.engine.AvailableMemory;
import org.attune.engine.PyTorch;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.TextShape;
import org.attune.model.TokenizedExample;

/**
 * Compares the estimated memory of a training step with the available memory before the first step:
 * a process that takes more is killed without a message.
 */
public final class MemoryCheck {
  private static final double GIGA = 1e9;

  private MemoryCheck() {}

  /** Returns a warning if the largest step of a training may not fit. */
  static Optional<String> warning(
      TrainingObjective<?> objective, Decoder decoder, TrainingConfig plan) {
    return warning(
        List.of(decoder),
        plan,
        IntStream.range(0, objective.size()).mapToObj(objective::texts).toList());
  }

  /**
   * Returns a warning if the largest step of models that are trained in turn on the same examples
   * may not fit.
   *
   * @param examples the texts of each example, at least one
   */
  public static Optional<String> warning(
      List<Decoder> trained, TrainingConfig plan, List<List<TokenizedExample>> examples) {
    if (trained.get(0).weights().device().isGpu()) {
      return Optional.empty(); // The driver reports an error itself.
    }
    int batch = Math.min(examples.size(), Math.min(plan.batchSize(), plan.microBatch()));
    List<List<TokenizedExample>> largest =
        examples.stream()
            .sorted(Comparator.comparingInt(MemoryCheck::tokens).reversed())
            .limit(batch)
            .toList();
    TextShape texts = plan.compute().batch(largest.stream().flatMap(List::stream).toList()).shape();
    MemoryEstimate estimate =
        trained.stream()
            .map(decoder -> MemoryEstimate.of(decoder, texts, plan, PyTorch.threads()))
            .reduce(MemoryEstimate::and)
            .orElseThrow();
    return warning(estimate, batch, tokens(largest.get(0)), AvailableMemory.bytes());
  }

  private static int tokens(List<TokenizedExample> texts) {
    return texts.stream().mapToInt(TokenizedExample::length).sum();
  }

  static Optional<String> warning(
      MemoryEstimate estimate, int batch, int longest, OptionalLong available) {
    if (available.isEmpty() || estimate.added() <= available.getAsLong()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "A step of %d examples of up to %d tokens needs about %.1f GB more memory, and %.1f GB"
                + " are available, so the system may kill this process without a message; use %s.",
            batch,
            longest,
            estimate.added() / GIGA,
            available.getAsLong() / GIGA,
            String.join(" or ", remedies(estimate, batch, available.getAsLong()))));
  }

  /** Returns what would help, the least costly first. */
  private static List<String> remedies(MemoryEstimate estimate, int batch, long available) {
    List<String> remedies = new ArrayList<>();
    double fixed = estimate.added() - estimate.activations();
    if (batch > 1 && fixed + estimate.activations() / batch <= available) {
      int fitting = (int) ((available - fixed) / (estimate.activations() / batch));
      remedies.add("a smaller micro-batch, such as --micro-batch " + Math.max(1, fitting));
    }
    if (fixed <= available) {
      remedies.add("shorter texts");
    }
    double frozen = estimate.casts() + estimate.activations() / batch; // what LoRA leaves
    if (fixed > available && estimate.trainsAll() && frozen <= available) {
      remedies.add("LoRA, such as --lora");
    }
    double freed = available + estimate.quantisable();
    double needed = estimate.trainsAll() ? frozen : fixed + estimate.activations() / batch;
    if (needed > available && needed <= freed) {
      remedies.add("LoRA over weights in 4 bits, such as --quantise q4_0");
    }
    remedies.add("a smaller model");
    return remedies;
  }
}
