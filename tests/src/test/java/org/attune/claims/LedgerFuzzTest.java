package org.attune.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.Dataset;
import org.attune.Fuzz;
import org.attune.Policy;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Student;
import org.attune.model.PromptTemplate;
import org.attune.model.io.PolicyFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("What a ledger keeps is read or refused in one sentence:")
final class LedgerFuzzTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("a finding")
  void finding() throws IOException {
    Path model = folder.resolve("model");
    PolicyFolder.save(Tiny.model(7), PromptTemplate.PLAIN, model);
    Dataset data = Dataset.ofPairs(List.of(new Pair("a", "b", "c")));
    ClaimContext context =
        new ClaimContext(
            new RunScale(List.of(1L), 1, 1, 1),
            Policy.load(model),
            data,
            Dataset.ofPrompts(List.of("a")),
            (prompt, response) -> 1,
            folder.resolve("bench"));
    Ledger ledger = new Ledger(context, folder.resolve("ledger"));
    Claim claim = Ledger.claims(List.of("O1")).get(0);
    Evidence evidence =
        new Evidence(
            "more", new Estimate(0.5, 0.1, new Student(9, 39, 2, 0.5), false, 40, 3), 0, 0.2);
    Finding finding =
        new Finding("points", List.of(), List.of(evidence), List.of(new Gate("g", 1, 2)), 0.05);
    ledger.keep(new Ledger.Entry(claim, finding, 1.5));
    Fuzz.damage(folder.resolve("ledger").resolve("O1.json"), 41, () -> ledger.known(claim));
  }

  @Test
  @DisplayName("the seconds of a training")
  void seconds() throws IOException {
    RunStore.writeSeconds(folder, 12.5);
    try (var files = Files.list(folder)) {
      Path file = files.findFirst().orElseThrow();
      Fuzz.damage(file, 42, () -> RunStore.readSeconds(folder));
    }
  }
}
