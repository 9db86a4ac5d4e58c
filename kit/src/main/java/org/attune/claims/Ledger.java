package org.attune.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attune.data.RecordFile;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;

/**
 * Re-tests claims one after the other and stores each result at once. A claim is analysed with 3, 5
 * and 8 seeds, as far as available, and not trained further once it is decided; see {@link Looks}.
 */
public final class Ledger {
  /** The minutes from which on an estimate is worth a second measurement. */
  private static final double LONG = 3;

  /** The controls and all claims; a new claim is one file, one line here and one in work.csv. */
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
          new NoisyLabels(),
          new DisplacementAndBeta(),
          new ProxyLengthBias(),
          new KlEstimators(),
          new CodesBeatText(),
          new DpoEpochs(),
          new PaddedLength(),
          new RlooMatchesPpo());

  private final ClaimContext bench;
  private final Path folder;

  /** Opens a ledger that stores its results in a folder. */
  public Ledger(ClaimContext bench, Path folder) {
    this.bench = bench;
    this.folder = folder;
    try {
      Files.createDirectories(folder); // so that what a stopped run names is there
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be made.", e);
    }
  }

  /**
   * Rejects a folder with findings of another setting: they would be lost one by one, and those
   * that remain could not be compared with the new ones. A changed rule voids a finding anyway.
   */
  public void requireOneSetting() {
    for (Claim claim : CLAIMS) {
      if (Files.isRegularFile(file(claim))) {
        String made = RecordFile.read(file(claim), KeptFinding.Made.class, ADVICE).identity();
        BenchSetting own = BenchSetting.of(identity(claim), claim.rule());
        boolean current = made.endsWith(" " + claim.rule());
        BenchSetting kept = current ? BenchSetting.of(made, claim.rule()) : own;
        InvalidInputException.unless(
            kept.equals(own),
            "%s was measured in another setting than these options ask for (%s); repeat the options"
                + " of before, or give another --out, so that no result is lost.",
            file(claim),
            kept.unlike(own));
      }
    }
  }

  /** Returns in words how many trained policies are kept anywhere below a ledger's folder. */
  public static String kept(Path folder) {
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.walk(folder) : Stream.empty()) {
      long trained = files.filter(file -> file.endsWith(RunStore.DONE)).count();
      return trained == 1 ? "1 trained policy is kept" : trained + " trained policies are kept";
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read.", e);
    }
  }

  /** A claim with its finding and the minutes that the test took. */
  public record Entry(Claim claim, Finding finding, double minutes) {}

  static final String ADVICE = "delete it to test the claim again";

  /** Returns the claims with these ids in the ledger's order; an empty list means all. */
  public static List<Claim> claims(List<String> names) {
    List<String> wanted = names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    List<String> known = CLAIMS.stream().map(Claim::id).toList();
    for (String name : wanted) {
      InvalidInputException.unless(
          known.contains(name),
          "There is no claim '%s' in the ledger; available: %s.",
          name,
          known);
    }
    return CLAIMS.stream()
        .filter(claim -> wanted.isEmpty() || wanted.contains(claim.id()))
        .toList();
  }

  /**
   * Estimates how long {@link #run} will take, by measuring a second of this machine. A long
   * estimate is made twice: the first measurement of a process takes a quarter longer than others.
   */
  public LedgerEstimate estimate(List<Claim> claims) {
    Set<String> known = new LinkedHashSet<>();
    List<Claim> open = new ArrayList<>();
    for (Claim claim : claims) {
      if (known(claim).isPresent()) {
        known.add(claim.id());
      } else {
        open.add(claim);
      }
    }
    LedgerEstimate first = estimate(open, known);
    return first.total() < LONG ? first : estimate(open, known);
  }

  private LedgerEstimate estimate(List<Claim> open, Set<String> known) {
    ResponseSpeed speed =
        open.isEmpty()
            ? new ResponseSpeed(0, 0)
            : ResponseSpeed.measure(
                bench.data(), bench.start(), bench.scale().maxTokens(), ResponseSpeed.Clock.WALL);
    return new LedgerEstimate(bench.scale(), open, known, speed);
  }

  /** Tests the claims without a result for this context, and passes on each entry. */
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
    return keep(new Entry(claim, finding, (System.nanoTime() - start) / 60e9));
  }

  private boolean isOfMoreSeeds(String made, Claim claim) {
    String own = identity(claim);
    return made.endsWith(" " + claim.rule())
        && BenchSetting.of(made, claim.rule()).equals(BenchSetting.of(own, claim.rule()))
        && BenchSetting.seeds(made).containsAll(BenchSetting.seeds(own));
  }

  /** Stores a result. */
  Entry keep(Entry entry) {
    KeptFinding kept = new KeptFinding(identity(entry.claim()), entry.finding(), entry.minutes());
    byte[] text = RecordFile.text(kept).getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(file(entry.claim()), text);
    return entry;
  }

  /**
   * Tests a claim with increasing numbers of seeds until a look decides it or no decision is
   * possible.
   */
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

  /** Returns the identity of a claim; a changed rule invalidates its stored result. */
  private String identity(Claim claim) {
    return bench.identity() + " " + claim.rule();
  }

  /**
   * Returns the stored result of a claim, unless there is none for this context; one of more seeds
   * is a better one.
   */
  Optional<Entry> known(Claim claim) {
    if (!Files.isRegularFile(file(claim))) {
      return Optional.empty();
    }
    KeptFinding.Made made = RecordFile.read(file(claim), KeptFinding.Made.class, ADVICE);
    if (!made.identity().equals(identity(claim)) && !isOfMoreSeeds(made.identity(), claim)) {
      return Optional.empty(); // the rest may have an older format
    }
    KeptFinding kept = RecordFile.read(file(claim), KeptFinding.class, ADVICE);
    return Optional.of(new Entry(claim, kept.finding(), kept.minutes()));
  }

  private Path file(Claim claim) {
    return folder.resolve(claim.id() + ".json");
  }
}
