package org.attune.claims;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.method.Method;

/**
 * Policies trained on labelled responses, one per seed, stored under names derived from everything
 * that decides them.
 */
final class PolicyStore {
  private final ResultStore results;
  private final Policy start;
  private final List<Long> seeds;

  PolicyStore(ResultStore results, Policy start, List<Long> seeds) {
    this.results = results;
    this.start = start;
    this.seeds = seeds;
  }

  /** Trains methods with every seed, each for its own number of steps, unless it is stored. */
  List<List<Policy>> train(List<Method> methods, RewardLabel on) {
    Map<Path, TrainTask> open = new LinkedHashMap<>();
    for (Method method : methods) {
      for (long seed : seeds) {
        Method own = seeded(method, seed);
        Path place = place(own, on);
        if (!Files.isDirectory(place)) {
          open.put(place, new TrainTask(on, own, start));
        }
      }
    }
    List<Path> places = List.copyOf(open.keySet());
    results.run(
        "train",
        List.copyOf(open.values()),
        (piece, trained) -> {
          trained.policy().save(places.get(piece));
          RunStore.writeSeconds(places.get(piece), trained.seconds());
        });
    return methods.stream()
        .map(m -> seeds.stream().map(seed -> load(seeded(m, seed), on)).toList())
        .toList();
  }

  /** Returns the seconds of each seed's training. */
  List<Double> seconds(Method method, RewardLabel on) {
    return seeds.stream()
        .map(seed -> RunStore.readSeconds(place(seeded(method, seed), on)))
        .toList();
  }

  private static Method seeded(Method method, long seed) {
    return method.config(method.config().seed(seed));
  }

  private Policy load(Method method, RewardLabel on) {
    return Policy.load(place(method, on)).named(method.name());
  }

  private Path place(Method method, RewardLabel on) {
    return results.place(method.name(), method + start.hash() + on.dataHash() + on.scale());
  }
}
