package org.attune.cli;

import java.util.List;
import org.attune.data.BadInput;
import org.attune.data.Scorer;
import org.attune.sample.Decoding;
import org.attune.sample.Source;
import picocli.CommandLine.Option;

/** Where responses come from. */
@Titled("Source")
final class SourceOptions {
  private static final List<String> NAMES =
      List.of("topp", "beam", "diverse", "bestofn", "rejection");

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "topp (samples), beam, diverse (beam search in groups), bestofn (the best of k samples by"
              + " reward), rejection (k accepted by reward; default: topp).")
  private String name = "topp";

  @Option(
      names = "--k",
      paramLabel = "N",
      description = "Samples, beams, or accepted responses for each prompt (default: 4).")
  private int k = 4;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Below 1 the probable becomes more probable (default: 1).")
  private double temperature = 1;

  @Option(
      names = "--groups",
      paramLabel = "N",
      description = "Groups of diverse beams, which divide k (default: one a beam).")
  private Integer groups;

  @Option(
      names = "--penalty",
      paramLabel = "X",
      description = "What a token loses when another group chose it, in nats (default: 1).")
  private double penalty = 1;

  @Option(
      names = "--proposals",
      paramLabel = "N",
      description = "Samples that rejection accepts from (default: 64).")
  private int proposals = 64;

  @Option(
      names = "--beta",
      paramLabel = "X",
      description = "How much reward counts in rejection; less is stricter (default: 0.5).")
  private double beta = 0.5;

  @Option(
      names = "--cut-at-turns",
      description = "End responses before the first Human:, User: or Assistant:.")
  private boolean cut;

  /** Returns whether candidates are chosen by reward. */
  boolean choosesByReward() {
    return name.equals("bestofn") || name.equals("rejection");
  }

  /** Returns the source that was asked for. */
  Source source(Scorer reward, DecodingOptions decoding, long seed) {
    BadInput.unless(NAMES.contains(name), "There is no --source %s; there are %s.", name, NAMES);
    Source source = bare(reward).with(decoding.at(temperature, seed));
    return cut ? source.cutAtTurns() : source;
  }

  /** Returns how single responses are drawn; a named source would find them in another way. */
  Decoding sampling(DecodingOptions decoding, long seed) {
    BadInput.unless(
        name.equals("topp"),
        "--versus draws one response from each policy; leave --source %s out.",
        name);
    Decoding plain = decoding.at(temperature, seed);
    return cut ? plain.cutAtTurns() : plain;
  }

  private Source bare(Scorer reward) {
    return switch (name) {
      case "beam" -> Source.beam(k);
      case "diverse" -> Source.diverseBeam(k, groups == null ? k : groups, penalty);
      case "bestofn" -> Source.bestOfN(k, reward);
      case "rejection" -> Source.rejection(proposals, k, beta, reward);
      default -> Source.topP(k, 1, 1);
    };
  }
}
