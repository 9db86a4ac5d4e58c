package org.attune.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.Policy;
import org.attune.method.TrainingConfig;
import org.attune.model.Lora;
import org.attune.model.Quantisation;
import picocli.CommandLine.Option;

/** Options for low-rank adaptation, named as in TRL. */
@OptionGroup("LoRA")
final class LoraOptions {
  @Option(
      names = {"--use-peft", "--lora"},
      description =
          "Freeze the weights and train a low-rank adapter, which 'attune train' saves in PEFT's"
              + " format beside the whole policy; each option of this group implies it.")
  private boolean wanted;

  @Option(
      names = "--lora-r",
      paramLabel = "N",
      description = "The rank of the adapter's matrices (default: 16).")
  private Integer rank;

  @Option(
      names = "--lora-alpha",
      paramLabel = "X",
      description = "Alpha; the adapter is scaled by alpha / rank (default: 32).")
  private Double alpha;

  @Option(
      names = "--lora-dropout",
      paramLabel = "P",
      description = "Dropout probability of the adapter's inputs in training (default: 0).")
  private Double dropout;

  @Option(
      names = "--lora-target-modules",
      paramLabel = "NAME",
      split = ",",
      description =
          "The modules to adapt, such as q_proj,v_proj (default: all-linear, all matrices of all"
              + " blocks).")
  private List<String> targets = List.of();

  @Option(
      names = "--lora-modules-to-save",
      paramLabel = "NAME",
      split = ",",
      description = "Modules to train in full, such as lm_head (default: none).")
  private List<String> saved = List.of();

  @Option(
      names = "--use-rslora",
      description = "Scale by alpha divided by the root of the rank, for high ranks.")
  private boolean rslora;

  @Option(
      names = {"--quantise", "--quantize"},
      paramLabel = "TYPE",
      description =
          "Hold the frozen matrices of blocks in 8 or 4 bits: q8_0, q4_0 or nf4, as QLoRA does it"
              + " (default: as stored).")
  private String quantisation;

  /** Returns whether an adapter is trained. */
  boolean wanted() {
    return wanted
        || rslora
        || Stream.of(rank, alpha, dropout, quantisation).anyMatch(java.util.Objects::nonNull)
        || !targets.isEmpty()
        || !saved.isEmpty();
  }

  /** Returns how the frozen weights are to be held, if not as stored. */
  Optional<Quantisation> quantisation() {
    return Optional.ofNullable(quantisation).map(Quantisation::of);
  }

  /** Loads the start of a comparison, with its blocks quantised if that is asked for. */
  Policy start(ModelOption model) {
    return model.policy(quantisation()).named("start");
  }

  /** Returns a plan that trains an adapter if the options ask for one. */
  TrainingConfig apply(TrainingConfig plan) {
    if (!wanted()) {
      return plan;
    }
    Lora standard = new Lora();
    Lora lora =
        new Lora(rank == null ? standard.rank() : rank, alpha == null ? standard.alpha() : alpha)
            .dropout(dropout == null ? standard.dropout() : dropout)
            .rslora(rslora)
            .modulesToSave(saved);
    return plan.lora(targets.isEmpty() ? lora : lora.targets(targets));
  }
}
