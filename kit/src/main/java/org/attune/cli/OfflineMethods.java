package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.attune.Align;
import org.attune.method.IterativeMethod;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.reward.Reward;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseMixture;
import org.attune.util.InvalidInputException;

/** Every offline method with suitable responses, for one table. */
final class OfflineMethods {
  /**
   * Batch size of groups: they have about three times as many responses as pairs, so a step takes
   * half as many.
   */
  private static final int GROUPS = 4;

  private final Reward reward;
  private final int prompts;

  /**
   * Prepares the methods.
   *
   * @param reward labels responses, and determines what rejection sampling accepts
   * @param prompts prompts per round of a sampling method
   */
  OfflineMethods(Reward reward, int prompts) {
    this.reward = reward;
    this.prompts = prompts;
  }

  /** Returns all methods in the order of the table. */
  List<Method> all() {
    return List.of(
        Align.sft(),
        Align.fa(),
        Align.rwr(),
        Align.ca(),
        Align.bestOf2(),
        Align.dpo(),
        Align.ipo(),
        Align.gpo(),
        Align.slic(),
        Align.kto(),
        Align.orpo(),
        Align.simpo(),
        Align.rrhf(),
        mixed(Align.rrhf()),
        mixed(Align.pro()),
        mixed(Align.plDpo()),
        few(Align.rrhfIp(2).batchSize(GROUPS)),
        few(Align.rso(reward)),
        few(Align.raft()));
  }

  private IterativeMethod mixed(OfflineMethod method) {
    OfflineMethod half = method.config(method.config().batchSize(GROUPS).microBatch(GROUPS));
    return few(
        new IterativeMethod(method.name() + " SP", half, Iterations.of(1, ResponseMixture.SP)));
  }

  private IterativeMethod few(IterativeMethod method) {
    return method.rounds(method.rounds().prompts(prompts));
  }

  /** Returns a method whose own samples have at most {@code tokens} tokens. */
  static Method limited(Method method, int tokens) {
    return method.match(
        offline -> offline,
        iterative -> {
          Iterations rounds = iterative.rounds();
          return iterative.rounds(rounds.source(rounds.source().maxTokens(tokens)));
        });
  }

  /** Returns the methods of these names; no name means all, and SFT is always included. */
  List<Method> of(List<String> names) {
    List<String> known = all().stream().map(method -> typed(method.name())).toList();
    List<String> wanted = new ArrayList<>(names.stream().map(OfflineMethods::typed).toList());
    for (String name : wanted) {
      InvalidInputException.unless(
          known.contains(name), "There is no method '%s' to compare; there are %s.", name, known);
    }
    wanted.add("sft");
    return all().stream()
        .filter(method -> names.isEmpty() || wanted.contains(typed(method.name())))
        .toList();
  }

  /** Returns a method's name as typed, such as {@code rrhf-sp}. */
  private static String typed(String name) {
    return name.toLowerCase(Locale.ROOT).strip().replaceAll("[ _]+", "-");
  }
}
