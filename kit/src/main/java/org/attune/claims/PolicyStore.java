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
 * Policies trained on labelled responses, stored in the context's folder under names derived from
 * everything that decides them.
 */
final class PolicyStore {
  private final ClaimContext bench;

  PolicyStore(ClaimContext bench) {
    this.bench = bench;
  }

  /** Trains methods on single responses for the number of steps of the scale. */
  List<List<Policy>> train(List<Method> methods) {
    return train(methods.stream().map(this::sized).toList(), bench.labels());
  }

  private Method sized(Method method) {
    int batch = Budget.RESPONSES;
    return method.config(
        method.config().steps(bench.scale().steps()).batchSize(batch).microBatch(batch));
  }

  /** Trains methods with every seed, each for its own number of steps, unless it is stored. */
  List<List<Policy>> train(List<Method> methods, RewardLabel on) {
    Map<Path, TrainTask> open = new LinkedHashMap<>();
    for (Method method : methods) {
      for (long seed : bench.scale().seeds()) {
        Method own = seeded(method, seed);
        Path place = place(own, on);
        if (!Files.exists(place.resolve(RunStore.DONE))) {
          open.put(place, new TrainTask(on, own, bench.start()));
        }
      }
    }
    List<Path> places = List.copyOf(open.keySet());
    bench.run(
        "train", List.copyOf(open.values()), (piece, trained) -> keep(places.get(piece), trained));
    return methods.stream()
        .map(m -> bench.scale().seeds().stream().map(seed -> load(seeded(m, seed), on)).toList())
        .toList();
  }

  private static void keep(Path place, TrainTask.Trained trained) {
    // Killed before it wrote its seconds: the same seed gives the same policy.
    if (!Files.isDirectory(place)) {
      trained.policy().save(place);
    }
    RunStore.writeSeconds(place, trained.seconds());
  }

  /** Returns the seconds of each seed's training on single responses. */
  List<Double> seconds(Method method) {
    return bench.scale().seeds().stream()
        .map(seed -> RunStore.readSeconds(place(seeded(sized(method), seed), bench.labels())))
        .toList();
  }

  private static Method seeded(Method method, long seed) {
    return method.config(method.config().seed(seed));
  }

  private Policy load(Method method, RewardLabel on) {
    return Policy.load(place(method, on)).named(method.name());
  }

  private Path place(Method method, RewardLabel on) {
    return bench.place(method.name(), method + bench.start().hash() + on.dataHash() + on.scale());
  }
}
