package org.attune.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.attune.util.InvalidInputException;

/**
 * The settings of low-rank adaptation (Hu et al. 2021, arXiv 2106.09685): a matrix W of a frozen
 * model is used as W + s·B·A, and only A and B are trained. The names and their meaning are PEFT's.
 *
 * @param rank the number of rows of A and of columns of B, {@code r}
 * @param alpha the numerator of the scale s
 * @param targets the names of the adapted modules, such as {@code q_proj}, or {@link #ALL_LINEAR}
 * @param dropout the probability that an input of A is set to zero in training
 * @param rslora whether s is alpha / √rank (Kalajdzievski 2023, arXiv 2312.03732) rather than alpha
 *     / rank
 * @param rankPattern other ranks, by the end of a module's name or a regular expression for it
 * @param alphaPattern other alphas, likewise
 * @param modulesToSave modules that are trained as a whole, such as {@code lm_head}
 */
public record Lora(
    int rank,
    double alpha,
    List<String> targets,
    double dropout,
    boolean rslora,
    Map<String, Integer> rankPattern,
    Map<String, Double> alphaPattern,
    List<String> modulesToSave) {
  /** Stands for all matrices of all blocks, but not for embedding and output matrix. */
  public static final String ALL_LINEAR = "all-linear";

  private static final int RANK = 16;
  private static final double ALPHA = 32;

  /** Checks the ranges. */
  public Lora {
    targets = List.copyOf(targets);
    modulesToSave = List.copyOf(modulesToSave);
    rankPattern = Collections.unmodifiableMap(new LinkedHashMap<>(rankPattern));
    alphaPattern = Collections.unmodifiableMap(new LinkedHashMap<>(alphaPattern));
    requireRank("The rank of LoRA", rank);
    requireAlpha("LoRA's alpha", alpha);
    InvalidInputException.unless(
        dropout >= 0 && dropout < 1,
        "LoRA's dropout is a probability in [0, 1), got %s; try 0.05.",
        dropout);
    InvalidInputException.unless(
        !targets.isEmpty(),
        "LoRA needs the names of the modules to adapt; try \"%s\".",
        ALL_LINEAR);
    rankPattern.forEach((key, value) -> requireRank("rank_pattern: the rank of " + key, value));
    alphaPattern.forEach((key, value) -> requireAlpha("alpha_pattern: the alpha of " + key, value));
    rankPattern.keySet().forEach(Lora::pattern);
    alphaPattern.keySet().forEach(Lora::pattern);
  }

  /** Adapts all matrices of all blocks with rank 16 and alpha 32. */
  public Lora() {
    this(RANK, ALPHA);
  }

  /** Adapts all matrices of all blocks. */
  public Lora(int rank, double alpha) {
    this(rank, alpha, List.of(ALL_LINEAR), 0, false, Map.of(), Map.of(), List.of());
  }

  private static void requireRank(String what, int rank) {
    InvalidInputException.unless(rank > 0, "%s must be > 0, got %d; try 16.", what, rank);
  }

  private static void requireAlpha(String what, double alpha) {
    InvalidInputException.unless(
        alpha > 0 && Double.isFinite(alpha), "%s must be > 0, got %s; try 32.", what, alpha);
  }

  /** Returns these settings for other modules. */
  public Lora targets(String... names) {
    return targets(List.of(names));
  }

  /** Returns these settings for other modules. */
  public Lora targets(List<String> names) {
    return new Lora(rank, alpha, names, dropout, rslora, rankPattern, alphaPattern, modulesToSave);
  }

  /** Returns these settings with another dropout. */
  public Lora dropout(double probability) {
    return new Lora(
        rank, alpha, targets, probability, rslora, rankPattern, alphaPattern, modulesToSave);
  }

  /** Returns these settings with the scale alpha / √rank, which suits high ranks. */
  public Lora rslora(boolean wanted) {
    return new Lora(
        rank, alpha, targets, dropout, wanted, rankPattern, alphaPattern, modulesToSave);
  }

  /** Returns these settings with another rank for some modules. */
  public Lora rankPattern(Map<String, Integer> ranks) {
    return new Lora(rank, alpha, targets, dropout, rslora, ranks, alphaPattern, modulesToSave);
  }

  /** Returns these settings with another alpha for some modules. */
  public Lora alphaPattern(Map<String, Double> alphas) {
    return new Lora(rank, alpha, targets, dropout, rslora, rankPattern, alphas, modulesToSave);
  }

  /** Returns these settings with modules that are trained as a whole. */
  public Lora modulesToSave(String... names) {
    return modulesToSave(List.of(names));
  }

  /** Returns these settings with modules that are trained as a whole. */
  public Lora modulesToSave(List<String> names) {
    return new Lora(rank, alpha, targets, dropout, rslora, rankPattern, alphaPattern, names);
  }

  /** Returns these settings with one more module that is trained as a whole. */
  public Lora andSaving(String module) {
    List<String> more = new ArrayList<>(modulesToSave);
    if (!more.contains(module)) {
      more.add(module);
    }
    return modulesToSave(more);
  }

  /** Returns the rank for a module. */
  int rank(String module) {
    return found(rankPattern, module, rank);
  }

  /** Returns s for a module. */
  double scale(String module) {
    int r = rank(module);
    return found(alphaPattern, module, alpha) / (rslora ? Math.sqrt(r) : r);
  }

  /** The first pattern that matches counts, as in PEFT. */
  private static <T> T found(Map<String, T> patterns, String module, T otherwise) {
    return patterns.entrySet().stream()
        .filter(entry -> pattern(entry.getKey()).matcher(module).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(otherwise);
  }

  private static Pattern pattern(String key) {
    try {
      return Pattern.compile("(.*\\.)?(" + key + ")");
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException(
          "'"
              + key
              + "' is not a valid regular expression for module names ("
              + e.getDescription()
              + "); try a name such as q_proj.",
          e);
    }
  }
}
