package org.attune;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.method.AlignmentMethod;
import org.attune.view.Costs;

/**
 * What is known about a training beside its steps.
 *
 * @param dataHash the hash of the data
 * @param before the costs before the steps
 * @param warnings sentences about the labels and the start
 * @param facts the origin of the data and the labels, by name
 * @param reproduce Java text that repeats the training
 * @param command the command or cell that ran it, empty if unknown
 * @param time when it began
 * @param kept the provenance of a run that was loaded
 */
record RunContext(
    String dataHash,
    Costs before,
    List<String> warnings,
    Map<String, String> facts,
    String reproduce,
    String command,
    String time,
    Optional<Provenance> kept) {
  /** The property that a kernel or the command line sets to what is running. */
  static final String COMMAND = "attune.command";

  RunContext {
    warnings = List.copyOf(warnings);
  }

  /** Describes a training that begins now. */
  static RunContext of(
      String dataHash,
      Costs before,
      List<String> warnings,
      Map<String, String> facts,
      String reproduce) {
    return new RunContext(
        dataHash,
        before,
        warnings,
        facts,
        reproduce,
        System.getProperty(COMMAND, ""),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Optional.empty());
  }

  /** Returns the same with the costs of all rounds. */
  RunContext with(Costs costs) {
    return new RunContext(dataHash, costs, warnings, facts, reproduce, command, time, kept);
  }

  /** Returns the same with the text that repeats a whole training of several rounds. */
  RunContext with(String whole) {
    return new RunContext(dataHash, before, warnings, facts, whole, command, time, kept);
  }

  /** Returns the provenance of a training. */
  Provenance provenance(AlignmentMethod method, Policy start) {
    return kept.orElseGet(
        () -> {
          Provenance provenance = Provenance.of(method, dataHash, start);
          for (Map.Entry<String, String> fact : facts.entrySet()) {
            provenance = provenance.and(fact.getKey(), fact.getValue());
          }
          if (!command.isEmpty()) {
            provenance = provenance.and("command", command);
          }
          return provenance.and("time", time);
        });
  }
}
