package org.attune.model.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mixture of experts (Shazeer et al. 2017, arXiv 1701.06538): feed-forward layers side by side,
 * of which a router chooses some for each token, and adds up what they compute, each times its
 * probability.
 *
 * @param count how many experts a block has
 * @param used how many of them read a token
 * @param width the inner size of each
 * @param renormalised whether the probabilities of those that read a token are divided by their sum
 * @param shared whether one more expert, of the inner size that the configuration states, reads
 *     every token, times the sigmoid of a product of its own
 */
public record Experts(int count, int used, int width, boolean renormalised, boolean shared) {
  /** No published model has more. */
  private static final int MOST = 1024;

  /** The decoder's own name of the router's matrix. */
  public static final String ROUTER = "mlp.gate.weight";

  /** The decoder's own name of the row that weighs the shared expert. */
  public static final String SHARED_GATE = "mlp.shared_expert_gate.weight";

  /** The kinds of an expert's matrices, in the decoder's order. */
  public static final List<String> KINDS = List.of("gate_proj", "up_proj", "down_proj");

  /** What a file may say of the loss that keeps experts equally busy, which is not computed. */
  static final List<String> WITHOUT_EFFECT =
      List.of("output_router_logits", "router_aux_loss_coef");

  /**
   * Reads the numbers of experts.
   *
   * @param count the key of how many there are, with its default
   * @param used how many read a token by default
   */
  static Experts read(
      ConfigKeys keys,
      Map.Entry<String, Integer> count,
      int used,
      int width,
      boolean renormalised) {
    WITHOUT_EFFECT.forEach(keys::has);
    int all = keys.whole(count.getKey(), count.getValue());
    keys.unless(all > 1 && all <= MOST, count.getKey(), "between 2 and " + MOST);
    int some = keys.whole("num_experts_per_tok", used);
    keys.unless(some > 0 && some <= all, "num_experts_per_tok", "between 1 and " + all);
    return new Experts(all, some, width, renormalised, false);
  }

  /** Refuses blocks without experts beside others that have them. */
  static void everywhere(ConfigKeys keys) {
    String advice = "blocks without experts beside others with experts are not supported.";
    keys.refuseUnless(keys.oneOrMore("mlp_only_layers").isEmpty(), "mlp_only_layers", advice);
    keys.refuseUnless(keys.whole("decoder_sparse_step", 1) == 1, "decoder_sparse_step", advice);
  }

  /** Returns the inner numbers of one token, given how many those of a shared expert are. */
  public long innerOfToken(int shared) {
    return (long) used * width + (this.shared ? shared : 0);
  }

  /** Returns this mixture with one more expert that reads every token. */
  Experts withShared() {
    return new Experts(count, used, width, renormalised, true);
  }

  /** Returns the decoder's own name of an expert's matrix. */
  public static String name(int expert, String kind) {
    return "mlp.experts." + expert + "." + kind + ".weight";
  }

  /** Returns whether a decoder's weights are those of an expert that not every token is read by. */
  public static boolean isExpert(String name) {
    return name.contains("mlp.experts.");
  }

  /** Returns how many experts the weights of several belong to. */
  public static long count(List<String> names) {
    return names.stream()
        .map(name -> name.substring(0, name.lastIndexOf("_proj.")))
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .distinct()
        .count();
  }

  /** Returns the names of some matrices of all experts, expert by expert. */
  public List<String> all(String... kinds) {
    List<String> all = new ArrayList<>();
    for (int expert = 0; expert < count; expert++) {
      for (String kind : kinds) {
        all.add(name(expert, kind));
      }
    }
    return all;
  }

  /**
   * Returns names beside which matrices of all experts are stored as one, as transformers 5 has
   * them in memory.
   */
  List<FileNames> stacked(FileNames names) {
    Map<String, List<String>> all = new TreeMap<>(names.stacks());
    all.putAll(stacks("mlp.experts.gate_up_proj", "mlp.experts.down_proj"));
    return List.of(names.stacks(all));
  }

  /** Returns the stacks of a file that has one array for each kind of matrix. */
  public Map<String, List<String>> stacksByKind() {
    Map<String, List<String>> stacks = new TreeMap<>();
    KINDS.forEach(kind -> stacks.put("mlp.experts." + kind + ".weight", all(kind)));
    return stacks;
  }

  /**
   * Returns the stacks of a file that has one array for gate and up of all experts, and one for
   * down.
   */
  Map<String, List<String>> stacks(String gateAndUp, String down) {
    Map<String, List<String>> stacks = new TreeMap<>();
    stacks.put(gateAndUp, all("gate_proj", "up_proj"));
    stacks.put(down, all("down_proj"));
    return stacks;
  }
}
