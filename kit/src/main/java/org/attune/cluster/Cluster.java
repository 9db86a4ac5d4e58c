package org.attune.cluster;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import org.attune.engine.Workers;
import org.attune.util.InvalidInputException;

/**
 * A place where independent pieces of work run.
 *
 * <pre>{@code
 * var cluster = Cluster.of("spark://host:7077");
 * var labels = data.rewardLabel(reward.on(cluster));
 * }</pre>
 *
 * <p>Work is divided into pieces as this process divides it into batches, whatever the number of
 * workers, and each piece takes as many native threads as it would have here, so the numbers are
 * the same to the bit without a cluster, on {@code Cluster.local(1)}, {@code local(2)} and any
 * cluster.
 */
public interface Cluster extends AutoCloseable {
  /**
   * Runs pieces and passes on each result, with the index of its piece, in the calling thread and
   * in any order. A job of more than two seconds shows its progress for each worker.
   *
   * <p>When the calling thread is interrupted, running pieces are cancelled, results that are there
   * have been passed on, and the method returns false. A failing piece stops the others, and its
   * exception is thrown.
   *
   * @param what a label for progress, such as "label"
   * @param <T> the type of a result
   */
  <T> boolean run(String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each);

  /** Returns how many pieces run at once. */
  int slots();

  /** Releases the cluster's resources; by default there are none. */
  @Override
  default void close() {}

  /** Returns the processors of this machine, of which {@code workers} run pieces. */
  static Cluster local(int workers) {
    record Local(LocalPieces machine) implements Cluster {
      @Override
      public <T> boolean run(
          String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
        return machine.run(what, pieces, each);
      }

      @Override
      public int slots() {
        return machine.slots();
      }

      @Override
      public String toString() {
        return machine.toString();
      }
    }
    return new Local(new LocalPieces(workers, true));
  }

  /** Returns all processors of this machine. */
  static Cluster local() {
    return local(Workers.processors());
  }

  /**
   * Returns the cluster at an address: {@code local} for this machine, or an address of Apache
   * Spark, such as {@code local[2]} or {@code spark://host:7077}, if the module {@code
   * attune-spark} is on the class path.
   */
  static Cluster of(String address) {
    if (address.equals("local")) {
      return local();
    }
    return ServiceLoader.load(Provider.class, Cluster.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.accepts(address))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "There is no cluster for the address '"
                        + address
                        + "'; use local, or add the module attune-spark for an address of Apache"
                        + " Spark such as spark://host:7077."))
        .open(address);
  }

  /** Opens clusters of one kind; found by {@link ServiceLoader}. */
  interface Provider {
    /** Returns whether this provider knows the kind of address. */
    boolean accepts(String address);

    /** Opens the cluster at an address. */
    Cluster open(String address);
  }
}
