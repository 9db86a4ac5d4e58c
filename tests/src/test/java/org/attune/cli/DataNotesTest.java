package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.model.TruncationMode;
import org.attune.model.io.PolicyFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Commands say what became of the data")
final class DataNotesTest {
  @TempDir Path folder;

  private Cli.Said train(Path data, String method) {
    return Cli.run(
        "train --method " + method + " --steps 2 --batch-size 4 --data",
        data,
        "--model",
        Fixture.model(folder),
        "--out",
        folder.resolve(method.replace(' ', '_')));
  }

  private static void says(String text, String... words) {
    for (String word : words) {
      assertTrue(text.contains(word), () -> "'" + word + "' is not in: " + text);
    }
  }

  @Test
  @DisplayName("a column that nothing reads is named, and refused where it looks like a judgement")
  void unused() {
    String row = "{'id':'x','prompt':'Hi','chosen':'Ho','rejected':'No','margin':2}";
    Path file = Fixture.lines(folder, "a.jsonl", row, row);
    train(file, "dpo").refused("\"margin\"", "--ignore margin", "--column ROLE=margin");
    says(
        train(file, "dpo --ignore margin").done().err(), "Columns that nothing reads: id, margin.");
  }

  @Test
  @DisplayName("a prompt may stand in any column that is named")
  void column() throws IOException {
    Path file =
        Fixture.lines(
            folder, "a.jsonl", "{'ask':'What is it?','chosen':'It is a','rejected':'It is b'}");
    train(file, "dpo").refused("--column prompt=ask");
    train(file, "dpo --column prompt=ask").done();
    says(
        Files.readString(folder.resolve("dpo_--column_prompt=ask").resolve("labels.csv")),
        "What is it?,It is a,1.0");
  }

  @Test
  @DisplayName("labels of any form make KTO learn from what people said, without a reward model")
  void labels() throws IOException {
    Path file =
        Fixture.lines(
            folder,
            "a.jsonl",
            "{'prompt':'Hi','completion':'Ho','label':1}",
            "{'prompt':'Why','completion':'No','label':'false'}");
    Cli.Said said = train(file, "kto").done();
    says(said.err(), "KTO learns from what people said in the data");
    Path out = folder.resolve("kto");
    assertFalse(Files.exists(out.resolve("reward")));
    assertEquals(
        "prompt,response,reward,normalised\nHi,Ho,1.0,1.0\nWhy,No,0.0,-1.0\n",
        Files.readString(out.resolve("labels.csv")));
  }

  @Test
  @DisplayName("SFT asks for no reward, neither of demonstrations nor of pairs")
  void sft() throws IOException {
    Path single = Fixture.lines(folder, "a.jsonl", "{'prompt':'Hi','response':' Ho '}");
    train(single, "sft").done();
    assertEquals(
        "prompt,response\nHi,\" Ho \"\n",
        Files.readString(folder.resolve("sft").resolve("labels.csv")));
    Cli.Said said = train(Fixture.pairs(folder), "sft --seed 2").done();
    says(said.err(), "SFT imitates every response", "preferred-ft");
    assertFalse(Files.exists(folder.resolve("sft_--seed_2").resolve("reward")));
  }

  @Test
  @DisplayName("rows whose responses are the same are counted, named and dropped on request")
  void alike() {
    Path file =
        Fixture.lines(
            folder,
            "a.jsonl",
            "{'prompt':'Hi','chosen':'Ho','rejected':'No'}",
            "{'prompt':'Hu','chosen':'Ha','rejected':'Ha '}");
    says(
        train(file, "dpo").done().err(),
        "Rows whose responses are the same text, which teach nothing: 1 of 2, the first being row"
            + " 2",
        "Comparisons whose responses read the same, which teach nothing: 1, the first of the prompt"
            + " \"Hu\"");
    says(train(file, "ipo --drop-alike").done().out(), "IPO            1");
  }

  @Test
  @DisplayName("the side on which prompts are cut is told and goes with the policy")
  void truncation() throws IOException {
    Path file =
        Fixture.lines(
            folder,
            "a.jsonl",
            "{'prompt':'" + "one two ".repeat(60) + "','chosen':'Ho','rejected':'No'}");
    says(train(file, "dpo").done().err(), "lost their oldest tokens", "2 (keep-end)");
    says(
        train(file, "dpo --truncation keep_start").done().err(),
        "lost their newest tokens",
        "2 (keep-start)");
    Path out = folder.resolve("dpo_--truncation_keep_start");
    says(Files.readString(out.resolve("provenance.txt")), "prompts too long: keep-start");
    assertEquals(
        TruncationMode.KEEP_START, PolicyFolder.layout(out.resolve("policy")).truncation());
  }

  @Test
  @DisplayName("answers that cannot be as long as was asked for are told of")
  void longest() {
    String model = Fixture.model(folder).toString();
    says(
        Cli.run("ask", "Hi", "--max-tokens", "60", "--model", model).done().err(),
        "--max-tokens 60 is more than half of the context of 64 tokens",
        "end after 32");
    assertEquals("", Cli.run("ask", "Hi", "--max-tokens", "32", "--model", model).done().err());
  }
}
