package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.attune.inspect.Glossary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A cell that explains itself, asked as JupyterLab asks")
final class ExplanationsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private static Path folder;
  private static KernelClient kernel;

  @BeforeAll
  static void start() {
    kernel =
        KernelClient.start(new KernelFolder(folder, "attune-help").install(), folder, PATIENCE);
    CellResult ready =
        kernel.execute(
            "var data = Dataset.bundled().take(8); var labels = data.rewardLabel((p, r) -> 1);"
                + " var policy = Policy.bundled();",
            PATIENCE);
    assertEquals("", ready.error().orElse(""));
  }

  @AfterAll
  static void stop() {
    kernel.close();
  }

  /** Asks about the place after the bar in a cell. */
  private static String inspected(String cell) {
    JsonObject reply =
        kernel.inspect(cell.replace("|", ""), Math.max(0, cell.indexOf('|')), PATIENCE);
    assertTrue(reply.get("found").getAsBoolean(), cell);
    return reply.getAsJsonObject("data").get("text/plain").getAsString();
  }

  private static List<String> completed(String cell) {
    JsonArray matches = kernel.complete(cell, cell.length(), PATIENCE).getAsJsonArray("matches");
    return StreamSupport.stream(matches.spliterator(), false)
        .map(JsonElement::getAsString)
        .toList();
  }

  @Test
  @DisplayName("shows a method of alignment with its settings, their defaults and the paper")
  void methods() {
    String dpo = inspected("labels.align(Align.dp|o().beta(0.2), policy)");
    assertTrue(dpo.contains("Direct preference optimisation"), dpo);
    assertTrue(dpo.contains("Santos"), dpo);
    String settings = dpo.replaceAll("\\s+", " ");
    assertTrue(settings.contains("beta 0.1") && settings.contains("KL-penalty strength"), dpo);
    assertTrue(inspected("Align.dpo().bet|a(0.2)").contains("with another"));
    assertTrue(inspected("p|po()").contains("Proximal policy optimisation"));
  }

  @Test
  @DisplayName("shows the Javadoc of calls on variables, on types, and inside their parentheses")
  void calls() {
    assertTrue(
        inspected("labels\n    .ali|gn(Align.sft(), policy)").contains("stop")
            || inspected("labels.ali|gn(Align.sft(), policy)").contains("Aligns a policy"));
    assertTrue(inspected("data.spl|it(0.9, 7)").contains("Splits the rows by prompt"));
    assertTrue(inspected("data.split(0.9, |)").contains("Splits the rows by prompt"));
    assertTrue(inspected("Pol|icy.bundled()").contains("language model with its prompt template"));
    assertTrue(inspected("pol|icy").contains("language model with its prompt template"));
    assertTrue(inspected("new TrainingCon|fig()").contains("weightDecay"));
  }

  @Test
  @DisplayName("completes align by the methods that fit the labels or the dataset")
  void completion() {
    List<String> offline = completed("labels.align(");
    assertTrue(offline.contains("Align.dpo()") && offline.contains("Align.rso("), "" + offline);
    assertFalse(offline.contains("Align.ppo()"), "" + offline);
    List<String> online = completed("data.align(Align.");
    assertTrue(online.contains("ppo()") && !online.contains("dpo()"), "" + online);
    assertEquals(List.of("Align.simpo()"), completed("labels.align(simp"));
    assertTrue(completed("labels.al").contains("align("), "elsewhere the shell completes");
  }

  @Test
  @DisplayName("says what to write when a method came through the wrong door")
  void wrongDoor() {
    String ppo = error("labels.align(Align.ppo(), policy)");
    assertTrue(ppo.contains("PPO learns online: data.align(Align.ppo(), policy, reward)."), ppo);
    String dpo = error("data.align(Align.dpo(), policy, (p, r) -> 1)");
    assertTrue(dpo.contains("data.rewardLabel(reward).align(Align.dpo(), policy)"), dpo);
    assertFalse(error("labels.align(7)").contains("learns"));
  }

  @Test
  @DisplayName("says what a name was meant to be, or which import or cell is missing")
  void names() {
    assertHint("Did you mean bundled(…)?", "Policy.bundeld()");
    assertHint("Did you mean align(…)?", "labels.algin(Align.fa(), policy)");
    assertHint("Did you mean steps(…)?", "labels.align(Align.fa().step(3), policy)");
    assertHint("Did you mean normalisedChart(…) or rawChart(…)?", "labels.chart()");
    assertHint("Did you mean beta?", "Sweep.of(Align.rwr()).vary(Rwr::betta, 0.5, 1)");
    assertHint("Did you mean policy?", "labels.align(Align.fa(), polcy)");
    assertHint("RewardModel.mistakes(reward, data)", "Golden.reward().mistakes(data)");
    assertHint("labels.align(method, policy, folder)", "AlignmentResult.resume(Path.of(\"a\"))");
    assertHint("A value shows itself as the last line of a cell: write labels.", "labels.show()");
    assertHint("fa is a method here: write fa().", "labels.align(fa, policy)");
    assertHint("dpo is a method here: write dpo().", "labels.align(Align.dpo, policy)");
    assertHint("No cell that has run so far defines check1", "check1(3)");
    assertHint("No cell that has run so far defines answers", "answers.size()");
    assertHint("Add import java.text.DecimalFormat; to", "DecimalFormat format = null;");
    assertHint("Add import org.attune.evaluate.Interval; to", "Interval interval = null;");
    assertHint("import java.text.DecimalFormat;", "new DecimalFormat(\"0.0\")");
    assertHint("var count = …", "count = 5");
    assertHint("because nothing is null", "String nothing = null; nothing.length()");
    assertHint("System.out.println(…)", "print(\"hello\")");
    String step = error("labels.align(Align.fa().step(3), policy)");
    assertFalse(step.contains("learns"), step);
  }

  @Test
  @DisplayName("says how a value of the right type is written")
  void types() {
    assertHint("Path.of(\"…\")", "Dataset.load(\"pairs.jsonl\")");
    assertHint("without quotation marks", "Align.fa().steps(\"3\")");
    assertHint("Put a text in quotation marks", "policy.answer(3)");
    assertHint("A whole number", "Align.fa().steps(2.5)");
    assertHint("labels.align(Align.fa(), policy)", "labels.align(policy, Align.fa())");
    assertHint("A policy is needed here", "labels.align(Align.fa(), data)");
    assertHint("policy.answers(List.of(\"…\")", "policy.answers(\"How?\")");
    assertHint("Policy.bundled()", "new Policy()");
    assertHint("Put a value before the dot", "Golden.explain(\"a\", \"b\")");
    assertHint("(prompt, response) ->", "org.attune.reward.Reward r = response -> 1;");
    assertHint("such as Golden.reward()", "Evaluate.meanReward(\"golden\")");
    assertHint("data.rewardLabel(reward)", "Compare.of(Align.sft()).run(data, policy)");
    assertHint("This is a list", "String asked = data.prompts();");
    assertHint("is not closed", "policy.answer(\"How?\"");
  }

  private static void assertHint(String words, String cell) {
    String error = error(cell);
    assertTrue(error.contains(words), cell + "\n" + error);
  }

  private static String error(String cell) {
    return kernel.execute(cell, PATIENCE).error().orElse("");
  }

  @Test
  @DisplayName("opens the glossary, whose terms each have one entry")
  void glossary() {
    List<String> card = kernel.execute("Attune.help(\"KL\")", PATIENCE).shown("text/html");
    assertTrue(card.get(0).contains("kl divergence"), card.toString());
    Glossary all = Glossary.all();
    assertTrue(all.terms().size() >= 60, "" + all.terms().size());
    for (Glossary.Term term : all.terms()) {
      assertEquals(1, all.about(term.name().split(",", -1)[0]).terms().size(), term.name());
      assertTrue(term.meaning().endsWith("."), term.name());
    }
    assertTrue(error("Attune.help(\"zebra\")").contains("no 'zebra';"));
    assertTrue(error("Attune.help(\"advantge\")").contains("(did you mean advantage?)"));
  }

  @Test
  @DisplayName("shows charts as vector graphics in the colours of the page")
  void vector() {
    CellResult chart =
        kernel.execute(
            "System.setProperty(\"attune.pictures\", \"svg\");\n"
                + "Charts.lines(\"t\", \"x\", \"y\","
                + " Curve.of(\"c\", new double[] {1, 2}, new double[] {3, 4}))",
            PATIENCE);
    String html = chart.shown("text/html").get(0);
    assertTrue(html.startsWith("<svg") && html.contains("currentColor"), html);
    assertTrue(html.contains("c 3.00") && html.contains("attune-hover"), html);
    assertEquals(1, chart.shown("image/png").size());
    assertEquals(List.of("t"), chart.shown("text/plain"));
  }
}
