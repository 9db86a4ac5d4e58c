package org.attune.claims;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.attune.data.RecordFile;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;

/**
 * Re-tests claims one after the other; each one's result is kept as soon as it is there. A claim is
 * looked at with 3, 5 and 8 seeds, as far as there are, and trained no further once it is decided;
 * see {@link Looks}.
 */
public final class Ledger {
  /** The controls, and every claim whose methods exist; a new one is a file and a line here. */
  private static final List<Claim> CLAIMS =
      List.of(
          new C1(),
          new MethodOrder(),
          new AlignmentCost(),
          new ScoreControl(),
          new RewardSpread(),
          new RrhfMatchesPpo(),
          new RankingTermAblation(),
          new ResponseSourceOrder(),
          new OnlineRewardHacking(),
          new LearnsBestSample(),
          new PolicyAsRewardModel(),
          new LossFollowsReward(),
          new SingleTraitReward(),
          new OnlineBeatsOffline(),
          new ReplayEqualsOnline(),
          new BetterOfflineData(),
          new ProxyClassifiesBest(),
          new ClassifyingIsNotGenerating(),
          new LikelihoodDisplacement(),
          new GapWithBestOfTwo(),
          new GapWithModelSize(),
          new DpoPlusPro(),
          new RsoBeatsDpo(),
          new IpoReduction(),
          new GrpoScaling(),
          new NoisyLabels());

  private final ClaimContext bench;
  private final Path folder;

  /** Opens a ledger whose results are kept in a folder. */
  public Ledger(ClaimContext bench, Path folder) {
    this.bench = bench;
    this.folder = folder;
  }

  /** A claim with what re-testing it came to and the minutes that took. */
  public record Entry(Claim claim, Finding finding, double minutes) {}

  private static final String ADVICE = "delete it to test the claim again";

  /** By what a kept result was made. */
  private record Made(String bench) {}

  private record Kept(String bench, Finding finding, double minutes) {}

  /** Returns the claims of these names in the ledger's order; no name means all. */
  public static List<Claim> claims(List<String> names) {
    List<String> wanted = names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    List<String> known = CLAIMS.stream().map(Claim::id).toList();
    for (String name : wanted) {
      InvalidInputException.unless(
          known.contains(name), "There is no claim '%s' in the ledger; there are %s.", name, known);
    }
    return CLAIMS.stream()
        .filter(claim -> wanted.isEmpty() || wanted.contains(claim.id()))
        .toList();
  }

  /** Tests claims that have no result for this bench yet, and tells of each one. */
  public List<Entry> run(List<Claim> claims, Consumer<Entry> told) {
    List<Entry> entries = new ArrayList<>();
    for (Claim claim : claims) {
      Entry entry = known(claim).orElseGet(() -> test(claim));
      entries.add(entry);
      told.accept(entry);
    }
    return entries;
  }

  private Entry test(Claim claim) {
    long start = System.nanoTime();
    Finding finding = looked(claim);
    double minutes = (System.nanoTime() - start) / 60e9;
    String text = RecordFile.text(new Kept(identity(claim), finding, minutes));
    AtomicFile.replace(file(claim), text.getBytes(StandardCharsets.UTF_8));
    return new Entry(claim, finding, minutes);
  }

  /** Tests a claim with ever more seeds until a look decides it, or finds that it cannot. */
  private Finding looked(Claim claim) {
    Looks looks = Looks.upTo(bench.scale().seeds().size());
    Finding finding = null;
    for (int look = 0; look < looks.seeds().size(); look++) {
      finding = claim.test(bench.seeds(looks.seeds().get(look))).alpha(looks.alpha(look));
      if (finding.verdict() != Verdict.UNDECIDED) {
        return finding;
      }
    }
    return finding;
  }

  /** A rule that was changed makes its old result void. */
  private String identity(Claim claim) {
    return bench.identity() + " " + claim.rule();
  }

  private Optional<Entry> known(Claim claim) {
    if (!Files.isRegularFile(file(claim))) {
      return Optional.empty();
    }
    Made made = RecordFile.read(file(claim), Made.class, ADVICE);
    if (!made.bench().equals(identity(claim))) {
      return Optional.empty(); // what else it holds may be of an older form
    }
    Kept kept = RecordFile.read(file(claim), Kept.class, ADVICE);
    return Optional.of(new Entry(claim, kept.finding(), kept.minutes()));
  }

  private Path file(Claim claim) {
    return folder.resolve(claim.id() + ".json");
  }
}
