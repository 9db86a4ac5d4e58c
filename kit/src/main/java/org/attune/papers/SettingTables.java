package org.attune.papers;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.sample.ResponseMixture;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The papers' tables of settings, which the kit shares: ours are what the code uses. */
final class SettingTables {
  private static final List<ResponseMixture> MIXTURES =
      List.of(
          ResponseMixture.BP,
          ResponseMixture.SP,
          ResponseMixture.DP,
          ResponseMixture.D,
          ResponseMixture.P);

  private SettingTables() {}

  static Table of(String figure) {
    return figure.equals("RRHF Table 1") ? sources() : samples();
  }

  private static Table sources() {
    List<String> paper =
        List.of(
            "beam search by ρ, provided",
            "top-p sampling by ρ, provided",
            "diverse beams by ρ, provided",
            "diverse beams by ρ",
            "provided");
    return Table.create(
        "sources",
        StringColumn.create("setting", MIXTURES.stream().map(ResponseMixture::toString)),
        StringColumn.create(
            "ours",
            MIXTURES.stream()
                .map(
                    mixture ->
                        mixture.source().map(Object::toString).orElse("no samples")
                            + (mixture.provided() ? ", provided" : ""))),
        StringColumn.create("the paper", paper));
  }

  private static Table samples() {
    List<String> methods = List.of("best of n", "SFT", "PPO", "RRHF", "online RRHF");
    List<String> train = List.of("–", "fixed 1", "1", "fixed n", "n");
    List<String> inference = List.of("n", "1", "1", "1", "1");
    List<String> ours =
        List.of(
            "policy.bestOf(n, reward)",
            "Align.sft()",
            "Align.ppo()",
            "Align.rrhf()",
            "Align.onPolicy(Align.rrhf())");
    return Table.create(
        "samples",
        StringColumn.create("method", methods),
        StringColumn.create("ours", ours),
        StringColumn.create("the paper and ours, training", train),
        StringColumn.create("the paper and ours, inference", inference),
        StringColumn.create("n of ours", IntStream.range(0, 5).mapToObj(SettingTables::samples)));
  }

  private static String samples(int method) {
    return method == 0 ? "any" : method < 3 ? "1" : "6, two of them provided";
  }
}
