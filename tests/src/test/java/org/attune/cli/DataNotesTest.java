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
    String row = "{'id':'x','prompt':'Hi','chosen':'Ho','rejected':'No','weight':2}";
    Path file = Fixture.lines(folder, "a.jsonl", row, row);
    train(file, "dpo").refused("\"weight\"", "--ignore weight", "--column ROLE=weight");
    says(train(file, "dpo --ignore weight").done().err(), "Unused columns: id, weight.");
    says(
        train(file, "dpo --ignore weight,wight").done().err(),
        "No row has the column \"wight\" that --ignore names.");
    Cli.run("sample --data", file, "--nonsense", "1").refused("'--nonsense'");
  }

  @Test
  @DisplayName("a model that does not know the language is noted, with the command that helps")
  void strange() {
    String row = "{'prompt':'Hi','chosen':'Ho','rejected':'No'}";
    String err = train(Fixture.lines(folder, "a.jsonl", row, row), "dpo").done().err();
    says(err, "a perplexity of", "fine-tune on the responses first: --method preferred-ft");
    assertFalse(err.contains("Align."), err);
  }

  @Test
  @DisplayName("demonstrations are refused by what compares, with what to do")
  void demonstrations() {
    String row = "{'prompt':'Hi','response':'Ho'}";
    Path file = Fixture.lines(folder, "a.jsonl", row, row);
    for (String method : new String[] {"dpo", "pro", "kto", "preferred-ft"}) {
      Cli.Said said = train(file, method);
      said.refused("needs pairs or rankings", "2 demonstrations", "chosen", "--method sft");
      assertFalse(said.err().contains("reward model"), said.err());
    }
    train(file, "rwr").refused("A reward model cannot be trained on demonstrations");
  }

  @Test
  @DisplayName("a margin is read for reward models, and refused by what has no use for it")
  void margin() throws IOException {
    String row = "{'prompt':'Hi','chosen':'Ho','rejected':'No','margin':%s}";
    Path none = Fixture.lines(folder, "none.jsonl", row.formatted(0), row.formatted(0));
    Path wide = Fixture.lines(folder, "wide.jsonl", row.formatted(3), row.formatted("1.5"));
    String first = "";
    for (Path file : new Path[] {none, wide}) {
      Path out = folder.resolve("reward-" + file.getFileName());
      Path model = Fixture.model(folder);
      Cli.run("reward --steps 1 --data", file, "--test", file, "--model", model, "--out", out)
          .done();
      String loss = Files.readString(out.resolve("history.csv")).lines().toList().get(1);
      assertFalse(loss.equals(first), "the margins change the loss");
      first = loss;
    }
    train(wide, "dpo").refused("only reward models use", "--ignore margin");
    says(train(wide, "dpo --ignore margin").done().err(), "Unused columns: margin.");
    Cli.run("reward --pairwise --data", wide, "--test", wide, "--model", Fixture.model(folder))
        .refused("preference model", "--ignore margin");
    Path text =
        Fixture.lines(folder, "text.jsonl", row.formatted("'much'"), row.formatted("'little'"));
    train(text, "dpo").refused("$.margin: expected a number");
  }

  @Test
  @DisplayName("evaluate cuts long prompts on the side that is asked for, and says which")
  void evaluated() {
    Path file = Fixture.lines(folder, "a.jsonl", "{'prompt':'" + "one two ".repeat(60) + "'}");
    String line = "evaluate --decoding greedy --max-tokens 4 --reward length";
    Path model = Fixture.model(folder);
    for (String[] side : new String[][] {{"end", "oldest"}, {"start", "newest"}}) {
      String words = line + " --truncation keep_" + side[0] + " --prompts";
      says(
          Cli.run(words, file, "--model", model, "--out", folder.resolve(side[0])).done().out(),
          "1 of the prompts lost their " + side[1] + " tokens");
    }
  }

  @Test
  @DisplayName("sweep and compare train no judge for methods that use none")
  void unjudged() {
    String rest = " --steps 2 --prompts 3 --max-tokens 4 --data";
    Object[] to = {Fixture.pairs(folder), "--model", Fixture.model(folder), "--out", ""};
    Path swept = folder.resolve("swept");
    to[4] = swept;
    String line = "sweep --method sft --vary learning-rate=1e-3,2e-3 --keep ";
    Cli.Said sweep = Cli.run(line + folder.resolve("trials") + rest, to).done();
    says(sweep.out(), "No reward judged the answers", "KL");
    assertFalse(Files.exists(swept.resolve("reward")));
    Path compared = folder.resolve("compared");
    to[4] = compared;
    Cli.Said compare = Cli.run("compare --methods sft" + rest, to).done();
    says(compare.err(), "no reward, so none is trained");
    says(compare.out(), "SFT", "KL", "perplexity");
    assertFalse(Files.exists(compared.resolve("reward")));
    assertTrue(Files.exists(compared.resolve("kl.png")));
  }

  @Test
  @DisplayName("a prompt may stand in any column that is named")
  void column() throws IOException {
    Path file =
        Fixture.lines(
            folder, "a.jsonl", "{'ask':'What is it?','chosen':'It is a','rejected':'It is b'}");
    train(file, "dpo").refused("--column prompt=ask");
    train(file, "dpo --column prompt=nope").refused("has no \"nope\", only ask, chosen, rejected");
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
    says(said.err(), "KTO learns from the human labels in the data");
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
    said = train(single, "sft --seed 3 --reward length").done();
    says(said.err(), "SFT uses no reward", "labels.csv");
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
        "Comparisons whose responses are identical to the model, which teach nothing: 1, the first"
            + " for the prompt \"Hu\"");
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
  @DisplayName("special tokens in texts are text, or tokens on request, which goes with the policy")
  void special() throws IOException {
    String row = "{'prompt':'Hi <|endoftext|> there','chosen':'Ho','rejected':'No'}";
    Path file = Fixture.lines(folder, "a.jsonl", row);
    train(file, "dpo").done();
    train(file, "dpo --parse-special").done();
    for (boolean parsed : new boolean[] {false, true}) {
      Path out = folder.resolve(parsed ? "dpo_--parse-special" : "dpo");
      assertEquals(parsed, PolicyFolder.layout(out.resolve("policy")).parsesSpecial());
      assertEquals(
          parsed,
          Files.readString(out.resolve("provenance.txt"))
              .contains("special tokens in texts: read as such"));
    }
  }

  @Test
  @DisplayName("the layout is plain, the folder's chat template, or one's own, and is kept")
  void layout() throws IOException {
    String row = "{'prompt':'Hi','chosen':'Ho','rejected':'No'}";
    Path file = Fixture.lines(folder, "a.jsonl", row);
    train(file, "dpo --layout Q:{instruction}\\nA:").done();
    Path policy = folder.resolve("dpo_--layout_Q:{instruction}\\nA:").resolve("policy");
    assertEquals("Q:Hi\nA:", PolicyFolder.layout(policy).prompt("Hi"));
    String plain = ask(policy, "plain").done().out();
    assertEquals(plain, ask(policy, "User: {instruction}\\nAssistant:").done().out());
    ask(policy, "chat").refused("chat_template.jinja");
    ask(policy, "no place").refused("{instruction}");
    Files.writeString(
        policy.resolve("chat_template.jinja"),
        "{{ bos_token }}{% for m in messages %}User: {{ m.content }}\n{% endfor %}Assistant:");
    assertEquals(plain, ask(policy, "chat").done().out());
  }

  private static Cli.Said ask(Path model, String layout) {
    return Cli.run("ask Hi --max-tokens 4 --model", model, "--layout", layout);
  }

  @Test
  @DisplayName("blank responses are counted and named, a ranking of one is refused")
  void blank() {
    String row = "{'prompt':'%s','chosen':'Ho','rejected':'%s'}";
    Path file =
        Fixture.lines(folder, "a.jsonl", row.formatted("Hi", "No"), row.formatted("Hu", " "));
    says(
        train(file, "dpo").done().err(),
        "Rows with a blank response",
        "1 of 2, the first being row 2");
    Path one = Fixture.lines(folder, "b.jsonl", "{'prompt':'Hi','responses':['a'],'scores':[1]}");
    train(one, "pro").refused("$.responses holds a single response");
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

  @Test
  @DisplayName("prompts that train as well as judge are told of")
  void judgedOnTraining() {
    Path pairs = Fixture.pairs(folder);
    String compared =
        noted(
            "compare --methods sft --best-of 2 --steps 2 --prompts 2 --max-tokens 4 --reward length"
                + " --data",
            pairs,
            "compare");
    assertTrue(compared.contains("judged on prompts of --data, which also train"), compared);
    String held = noted("reward --steps 1 --test " + pairs + " --data", pairs, "held");
    assertTrue(held.contains("24 of the 24 held-out prompts also train"), held);
    String apart = noted("reward --steps 1 --data", pairs, "apart");
    assertFalse(apart.contains("also train"), apart);
  }

  private String noted(String line, Path data, String out) {
    return Cli.run(line, data, "--model", Fixture.model(folder), "--out", folder.resolve(out))
        .done()
        .err();
  }
}
