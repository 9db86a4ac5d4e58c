package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Sweeps and claims at a size that says nothing about the methods. */
@DisplayName("attune sweep and attune claims")
class SweepAndClaimsTest {
  @TempDir private Path scratch;

  @Test
  @DisplayName("a sweep prints its settings, keeps its runs and draws its charts")
  void sweep() throws IOException {
    Path out = scratch.resolve("out");
    String line =
        "sweep --method rwr --vary beta=0.5,5 --vary learning-rate=1e-3,2e-3 --steps 2 --seeds 2"
            + " --limit 40 --prompts 4 --max-tokens 8 --out "
            + out
            + " --keep";
    String said = Cli.run(line, scratch.resolve("trials")).done().out();
    assertTrue(
        said.contains("learning-rate") && said.contains("Best by golden reward: setting "), said);
    assertTrue(said.contains("cannot be told apart from") || said.contains("surely above"), said);
    Table pairs = Table.read().csv(out.resolve("pairs.csv").toFile());
    assertEquals(3, pairs.rowCount(), "the best of four settings, against each other one");
    String page = Files.readString(out.resolve("report.html"));
    for (String part : new String[] {"Significant differences", "side by side", "token by token"}) {
      assertTrue(page.contains(part), part);
    }
    Table table = Table.read().csv(out.resolve("sweep.csv").toFile());
    assertEquals(8, table.rowCount());
    for (String file : new String[] {"parallel", "by-beta", "map-beta-learning-rate"}) {
      assertTrue(Files.size(out.resolve(file + ".png")) > 0, file);
    }
    Cli.run(line, scratch.resolve("trials")).done();
    Table again = Table.read().csv(scratch.resolve("out-2").resolve("sweep.csv").toFile());
    assertEquals(table.printAll(), again.printAll(), "found again, with the seconds they took");
  }

  @Test
  @DisplayName("a sweep of which every training diverged is reported as such")
  void diverged() {
    Path out = scratch.resolve("out");
    String line =
        "sweep --method dpo --vary learning-rate=1e20,1e25 --steps 4 --limit 40 --prompts 2"
            + " --max-tokens 4 --keep "
            + scratch.resolve("trials")
            + " --out";
    String said = Cli.run(line, out).done().out();
    assertTrue(said.contains("No setting has a finite golden reward"), said);
    assertTrue(Files.exists(out.resolve("report.html")), said);
  }

  @Test
  @DisplayName("a sweep trains adapters")
  void adapters() throws IOException {
    Path out = scratch.resolve("out");
    Cli.run(
            "sweep --method dpo --vary beta=0.1,1 --steps 1 --limit 8 --prompts 4 --max-tokens 4"
                + " --reward length --lora-r 2 --keep "
                + scratch.resolve("trials")
                + " --out",
            out)
        .done();
    assertTrue(Files.readString(out.resolve("provenance.txt")).contains("Lora[rank=2"));
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("the reward model and the truth disagree"), "length, not golden");
    assertTrue(page.contains("log π(1: beta=") || page.contains("log π(2: beta="), page);
  }

  @Test
  @DisplayName("a sweep refuses what its method does not have")
  void refused() {
    String line = "sweep --method fa --vary beta=1,2 --keep";
    Cli.run(line, scratch).refused("beta", "threshold");
    Cli.run("sweep --method rwr --vary beta=1,x --keep", scratch).refused("'x'");
    Cli.run("sweep --method rwr --vary beta --keep", scratch).refused("NAME=VALUES");
    Cli.run("sweep --method rwr --vary beta=1..2 --keep", scratch).refused("--random 20");
    Cli.run("sweep --method rwr --vary beta=-1,2 --keep", scratch).refused("beta must be > 0");
  }

  @Test
  @DisplayName("claims are tested once, and found again")
  void claims() throws IOException {
    Path out = scratch.resolve("claims");
    String line =
        "claims --only O1,O3,O4 --limit 64 --steps 2 --batch-size 8 --seeds 2 --prompts 6 --max-tokens 8 --answers"
            + " 2 --out";
    String said = Cli.run(line, out).done().out();
    for (String word : new String[] {"O1", "O3", "O4", "minutes"}) {
      assertTrue(said.contains(word), said);
    }
    for (String file : new String[] {"CLAIMS.md", "claims.csv", "claims.html", "O1.png"}) {
      assertTrue(Files.size(out.resolve(file)) > 0, file);
    }
    String page = Files.readString(out.resolve("CLAIMS.md"));
    assertTrue(page.contains("claims --only O3 --seeds 2"), page);
    String html = Files.readString(out.resolve("claims.html"));
    assertTrue(html.contains("the reward model and the truth disagree"), html);
    assertTrue(html.contains("log π(CA) − log π(start)"), html);
    FileTime written = Files.getLastModifiedTime(out.resolve("O1.json"));
    Cli.run(line, out).done();
    assertEquals(written, Files.getLastModifiedTime(out.resolve("O1.json")));
    Cli.run("claims --only O99 --out", out).refused("O99", "O1");
  }

  @Test
  @DisplayName("claims over several responses a prompt are tested, and share their trainings")
  void groups() throws IOException {
    Path out = scratch.resolve("claims");
    String line =
        "claims --only R2,R3,R5,R7,T1,T2 --limit 8 --steps 10 --batch-size 8 --seeds 2 --prompts 3"
            + " --max-tokens 6 --answers 2 --out";
    String said = Cli.run(line, out).done().out();
    for (String id : new String[] {"R2", "R3", "R5", "R7", "T1", "T2"}) {
      assertTrue(said.contains(id) && Files.size(out.resolve(id + ".png")) > 0, said);
    }
    try (var kept = Files.list(out.resolve("bench"))) {
      long dp = kept.filter(place -> place.getFileName().toString().startsWith("RRHF DP-")).count();
      assertEquals(2, dp, "one training a seed, though three claims ask for it");
    }
  }

  @Test
  @DisplayName("claims about online learning share their runs, and a replay in order is the run")
  void online() throws IOException {
    Path out = scratch.resolve("claims");
    String line =
        "claims --only G1,G2,G3,G4,G5,G6,G7,G8 --limit 16 --steps 5 --batch-size 8 --seeds 2 --prompts 3"
            + " --max-tokens 6 --answers 2 --out";
    Cli.run(line, out).done();
    String page = Files.readString(out.resolve("CLAIMS.md"));
    for (int i = 1; i <= 8; i++) {
      assertTrue(page.contains("**G" + i + "**"), page);
    }
    assertTrue(page.contains("18 held-out pairs instead of 600"), page);
    assertTrue(
        page.contains(
                "gate: runs that a replay in order repeats to the bit = 1.00, needed 1.00<br>")
            || page.contains(
                "gate: runs that a replay in order repeats to the bit = 1.00, needed 1.00 |"),
        page);
    assertTrue(page.contains("**not reached**"), "no run of 5 steps goes 15 nats far: " + page);
    try (var kept = Files.list(out.resolve("bench"))) {
      long online = kept.filter(p -> p.getFileName().toString().startsWith("online IPO-")).count();
      assertEquals(8, online, "three rates, and the small model's, with two seeds");
    }
  }

  @Test
  @DisplayName("claims beside PPO are tested, with the seconds of each training")
  void beside() throws IOException {
    Path out = scratch.resolve("claims");
    String line =
        "claims --only O1,O2,R1,R4,R8 --limit 16 --steps 6 --batch-size 8 --seeds 2 --prompts 4"
            + " --max-tokens 6 --answers 2 --out";
    String said = Cli.run(line, out).done().out();
    String page = Files.readString(out.resolve("CLAIMS.md"));
    for (String id : new String[] {"O1", "O2", "R1", "R4", "R8"}) {
      assertTrue(page.contains("**" + id + "**"), said);
    }
    assertTrue(page.contains("0.2 − offline / PPO"), page);
    assertTrue(!page.contains("NaN"), page);
  }

  @Test
  @DisplayName("claims from programs' lore are tested too, and an older form of a result is void")
  void lore() throws IOException {
    Path out = Files.createDirectories(scratch.resolve("claims"));
    Files.writeString(
        out.resolve("F1.json"), "{\"bench\": \"older\", \"finding\": {\"unit\": \"x\"}}");
    String line =
        "claims --only F1,F2,F3,F4,F5,F6,F7,F8,F9,F10 --limit 16 --steps 4 --batch-size 8 --seeds 2 --prompts 3"
            + " --max-tokens 6 --answers 2 --out";
    Cli.run(line, out).done();
    String page = Files.readString(out.resolve("CLAIMS.md"));
    for (String part :
        new String[] {
          "IPO averaged − IPO summed",
          "without − with",
          "robust DPO",
          "log π at β = 0.3 − at 0.03",
          "words by reward model − by judge",
          "deviation of k1 − of k3",
          "tokens − text",
          "three epochs − one epoch",
          "own length − padded length",
          "RLOO − PPO"
        }) {
      assertTrue(page.contains(part), page);
    }
  }

  @Test
  @DisplayName("a sweep knows the settings of the methods that learn from pairs and rankings")
  void contrastive() {
    String line = "--vary beta=-1,2 --keep";
    for (String method : new String[] {"dpo", "ipo", "gpo", "pl-dpo", "kto", "simpo"}) {
      Cli.run("sweep --method " + method + " " + line, scratch).refused("beta must be > 0");
    }
    Cli.run("sweep --method slic --vary beta=1,2 --keep", scratch).refused("delta", "lambda");
    Cli.run("sweep --method rrhf --vary beta=1,2 --keep", scratch).refused("length-penalty");
  }
}
