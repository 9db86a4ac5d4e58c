package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.Align;
import org.attune.method.IterativeMethod;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.method.PlDpo;
import org.attune.method.PreferredFt;
import org.attune.method.Pro;
import org.attune.method.registry.MethodEntry;
import org.attune.method.registry.MethodRegistry;
import org.attune.reward.Reward;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseMixture;
import org.attune.util.InvalidInputException;

/** The offline methods of the registry with suitable responses, for one table. */
final class OfflineMethods {
  /**
   * Batch size of groups: they have about three times as many responses as pairs, so a step takes
   * half as many.
   */
  private static final int GROUPS = 4;

  /** Those that the default table shows on mixed responses, or not at all. */
  private static final Set<Class<?>> LEFT_OUT = Set.of(Pro.class, PlDpo.class, PreferredFt.class);

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

  /** Returns the methods of the default table, in its order. */
  List<Method> all() {
    List<Method> all = new ArrayList<>();
    offline().filter(method -> !LEFT_OUT.contains(method.getClass())).forEach(all::add);
    all.addAll(
        List.of(
            mixed(Align.rrhf()),
            mixed(Align.pro()),
            mixed(Align.plDpo()),
            few(Align.rrhfIp(2).batchSize(GROUPS)),
            few(Align.rso(reward)),
            few(Align.raft())));
    return all;
  }

  /** Returns all that can be compared: the default table, and what only its name brings in. */
  private List<Method> known() {
    List<Method> known = new ArrayList<>(all());
    offline().filter(method -> LEFT_OUT.contains(method.getClass())).forEach(known::add);
    return known;
  }

  /** Returns every method of the registry that trains on given responses. */
  static Stream<OfflineMethod> offline() {
    return MethodRegistry.all().stream()
        .filter(MethodEntry::isOffline)
        .map(entry -> (OfflineMethod) entry.defaults());
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

  /** Returns the methods of these names, and SFT; no name means the default table. */
  List<Method> of(List<String> names) {
    if (names.isEmpty()) {
      return all();
    }
    List<String> known = known().stream().map(m -> MethodRegistry.typed(m.name())).toList();
    List<String> wanted = new ArrayList<>(names.stream().map(MethodRegistry::typed).toList());
    for (String name : wanted) {
      InvalidInputException.unless(
          known.contains(name), "There is no method '%s' to compare; available: %s.", name, known);
    }
    wanted.add("sft");
    return known().stream()
        .filter(method -> wanted.contains(MethodRegistry.typed(method.name())))
        .toList();
  }
}
