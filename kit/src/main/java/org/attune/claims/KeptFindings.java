package org.attune.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.attune.data.JsonValidator;
import org.attune.data.RecordFile;
import org.attune.util.InvalidInputException;

/**
 * The findings that a ledger keeps, read without models or data.
 *
 * @param from the folder, or the build that bundles them
 * @param bench what decided the findings: scale without its seeds, start, data, prompts and judge
 * @param entries the findings in the ledger's order
 * @param stale the ids of findings whose rule has changed since
 */
public record KeptFindings(
    String from, String bench, List<Ledger.Entry> entries, List<String> stale) {
  private static final int LARGEST = 1 << 26;
  private static final String BUNDLED = "/org/attune/datasets/ledger/";

  /** Copies the lists. */
  public KeptFindings {
    entries = List.copyOf(entries);
    stale = List.copyOf(stale);
  }

  /** Reads the folder that {@code attune claims} wrote. */
  public static KeptFindings in(Path folder) {
    InvalidInputException.unless(
        Files.isDirectory(folder),
        "%s is not a folder; give the --out folder of 'attune claims', or run that command first.",
        folder);
    return read(
        folder.toString(),
        claim -> {
          Path file = folder.resolve(claim.id() + ".json");
          return Files.isRegularFile(file)
              ? Optional.of(new String(JsonValidator.bytes(file, LARGEST), StandardCharsets.UTF_8))
              : Optional.empty();
        });
  }

  /** Returns the findings of this version, which {@code attune claims} measured for its pages. */
  public static KeptFindings bundled() {
    return read("the findings of this version", claim -> bundled(BUNDLED + claim.id() + ".json"));
  }

  private static Optional<String> bundled(String resource) {
    try (InputStream in = KeptFindings.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The bundled " + resource + " cannot be read.", e);
    }
  }

  private static KeptFindings read(String from, Function<Claim, Optional<String>> texts) {
    List<Ledger.Entry> entries = new ArrayList<>();
    List<String> stale = new ArrayList<>();
    String bench = "";
    for (Claim claim : Ledger.claims(List.of())) {
      Optional<String> text = texts.apply(claim);
      if (text.isEmpty()) {
        continue;
      }
      String where = from + ": " + claim.id() + ".json";
      String made =
          RecordFile.parse(text.get(), KeptFinding.Made.class, where, Ledger.ADVICE).identity();
      if (!made.endsWith(" " + claim.rule())) {
        stale.add(claim.id());
        continue;
      }
      bench = setting(made, claim, bench, where);
      KeptFinding kept = RecordFile.parse(text.get(), KeptFinding.class, where, Ledger.ADVICE);
      entries.add(new Ledger.Entry(claim, kept.finding(), kept.minutes()));
    }
    InvalidInputException.unless(
        !entries.isEmpty(), "%s contains no findings of this version; run 'attune claims'.", from);
    return new KeptFindings(from, bench, entries, stale);
  }

  /** Returns the setting in which a finding was made, which is that of all before. */
  private static String setting(String made, Claim claim, String others, String where) {
    BenchSetting own = BenchSetting.of(made, claim.rule());
    InvalidInputException.unless(
        others.isEmpty() || others.equals(own.text()),
        "%s was measured in a different setting from the other claims in that folder (%s); run"
            + " 'attune claims' with one setting for all of them and another --out.",
        where,
        own.unlike(new BenchSetting(others)));
    return own.text();
  }

  /** Returns the finding of a claim, if it is kept. */
  public Optional<Ledger.Entry> find(String id) {
    return entries.stream().filter(entry -> entry.claim().id().equals(id)).findFirst();
  }
}
