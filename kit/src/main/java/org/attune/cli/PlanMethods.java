package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.attune.Align;
import org.attune.method.AlignmentMethod;
import org.attune.method.Ca;
import org.attune.method.IterativeMethod;
import org.attune.method.Method;
import org.attune.method.TrainingConfig;
import org.attune.method.online.OnlineMethod;
import org.attune.method.registry.MethodEntry;
import org.attune.method.registry.MethodRegistry;
import org.attune.reward.Reward;
import org.attune.train.online.OnPolicy;
import org.attune.util.InvalidInputException;

/**
 * The methods whose plans can be measured: those of the registry, those in rounds, and every
 * offline method on responses that it samples during training.
 */
final class PlanMethods {
  private static final int IP_ROUNDS = 2;

  private final Reward reward;
  private final int sampled;

  /**
   * Prepares the methods.
   *
   * @param reward determines what rejection sampling accepts
   * @param sampled prompts per round of a method in rounds; 0 for all
   */
  PlanMethods(Reward reward, int sampled) {
    this.reward = reward;
    this.sampled = sampled;
  }

  /** Returns the methods of these names, in the order of the table; no name means all. */
  List<AlignmentMethod> of(List<String> names) {
    List<String> wanted = names.stream().map(MethodRegistry::typed).toList();
    List<AlignmentMethod> all = all();
    List<String> known = all.stream().map(PlanMethods::name).toList();
    for (String name : wanted) {
      InvalidInputException.unless(
          known.contains(name), "There is no method '%s'; available: %s.", name, known);
    }
    return all.stream()
        .filter(method -> wanted.isEmpty() || wanted.contains(name(method)))
        .toList();
  }

  private List<AlignmentMethod> all() {
    List<AlignmentMethod> all = new ArrayList<>();
    MethodRegistry.all().stream().map(MethodEntry::defaults).forEach(all::add);
    for (IterativeMethod method :
        List.of(Align.raft(), Align.rso(reward), Align.rrhfIp(IP_ROUNDS))) {
      all.add(method.rounds(method.rounds().prompts(sampled)));
    }
    // CA writes the reward into the prompt, which a policy reads before it answers.
    OfflineMethods.offline()
        .filter(method -> !(method instanceof Ca))
        .map(Align::onPolicy)
        .forEach(all::add);
    return all;
  }

  /** Returns the name as typed; a method of the registry has its name there, also on policy. */
  private static String name(AlignmentMethod method) {
    if (method instanceof OnPolicy online) {
      return "online-" + name(online.method());
    }
    return MethodRegistry.all().stream()
        .filter(entry -> entry.defaults().equals(method))
        .map(MethodEntry::name)
        .findFirst()
        .orElseGet(() -> MethodRegistry.typed(method.name()));
  }

  /** Returns a method with its training configuration changed. */
  static AlignmentMethod with(AlignmentMethod method, UnaryOperator<TrainingConfig> change) {
    TrainingConfig plan = change.apply(method.config());
    return method instanceof OnlineMethod online
        ? online.config(plan)
        : ((Method) method).config(plan);
  }
}
