package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.attune.evaluate.Agreement;
import org.attune.evaluate.Interval;
import org.attune.util.InvalidInputException;
import org.attune.view.Csv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A page for people, and what they said on it")
final class PeopleVotesTest {
  private static final PromptSet PROMPTS =
      PromptSet.of(List.of("One </script> & <b>?", "Two?", "Three?", "Four?", "Five?", "Six?"));

  @TempDir Path scratch;
  private JudgingPage page;
  private Path key;

  private static SystemAnswers system(String name, String answer) {
    return SystemAnswers.of(
        name, PROMPTS, PROMPTS.items().stream().map(item -> List.of(answer)).toList());
  }

  private static final List<SystemAnswers> THREE =
      List.of(system("long", "xxxxxx"), system("middle", "xxx"), system("short", "x"));

  @BeforeEach
  void write() throws IOException {
    page = JudgingPage.of(PROMPTS, THREE, 1);
    key = Files.writeString(scratch.resolve("key.json"), page.key());
  }

  private static JsonObject data(JudgingPage page) {
    String from = "id=\"data\">";
    String json = page.html().substring(page.html().indexOf(from) + from.length());
    return JsonParser.parseString(json.substring(0, json.indexOf("</script>"))).getAsJsonObject();
  }

  /** Votes as the page would export them: answers of a lower value get better ranks. */
  private Path votes(String rater, ToDoubleFunction<String> value) throws IOException {
    JsonObject votes = new JsonObject();
    for (JsonElement element : data(page).getAsJsonArray("items")) {
      JsonObject item = element.getAsJsonObject();
      JsonArray ranks = new JsonArray();
      for (JsonElement answer : item.getAsJsonArray("answers")) {
        double own = value.applyAsDouble(answer.getAsString());
        int rank = 1;
        for (JsonElement other : item.getAsJsonArray("answers")) {
          rank += value.applyAsDouble(other.getAsString()) < own ? 1 : 0;
        }
        ranks.add(rank);
      }
      votes.add(item.get("id").getAsString(), ranks);
    }
    JsonObject json = new JsonObject();
    json.addProperty("format", "attune-votes");
    json.addProperty("version", 1);
    json.addProperty("run", data(page).get("run").getAsString());
    json.addProperty("rater", rater);
    json.add("votes", votes);
    return Files.writeString(scratch.resolve(rater + ".json"), json.toString());
  }

  private static String refusal(Executable work) {
    return assertThrows(InvalidInputException.class, work).getMessage();
  }

  @Test
  @DisplayName("shows neither systems' names nor anything from the network")
  void blind() {
    for (SystemAnswers system : THREE) {
      assertFalse(page.html().contains("\"" + system.name() + "\""), system.name());
    }
    assertFalse(page.html().matches("(?s).*(https?://|src=).*"));
    assertEquals(
        "One </script> & <b>?",
        data(page).getAsJsonArray("items").get(0).getAsJsonObject().get("prompt").getAsString());
    List<String> firsts = new ArrayList<>();
    data(page)
        .getAsJsonArray("items")
        .forEach(
            item ->
                firsts.add(item.getAsJsonObject().getAsJsonArray("answers").get(0).getAsString()));
    assertTrue(firsts.stream().distinct().count() > 1, "the order is shuffled per prompt");
  }

  @Test
  @DisplayName("are put back to the systems, ranked, and compared with each other")
  void read() throws IOException {
    Path ann = votes("Ann", text -> -text.length());
    Path bea = votes("Bea", text -> text.length() > 1 ? 0 : 1);
    PeopleVotes people = PeopleVotes.read(key, List.of(ann, bea));
    assertEquals(List.of("Ann", "Bea"), people.people());
    assertEquals(List.of("long", "middle", "short"), people.ranking().order());
    Interval rate = people.winRate("long", "middle");
    assertEquals(0.75, rate.value(), 1e-12);
    assertEquals(6, rate.n(), "a prompt's two votes count as one");
    assertEquals(0.5, people.share("long", "middle", 0.5).value(), 1e-12);
    Agreement agreement = people.agreement();
    assertEquals(2.0 / 3, agreement.exact(), 1e-12);
    assertEquals(1, agreement.notContradicting());
    assertEquals(2.75, people.rankScores()[0], 1e-12);
    assertEquals(3, PeopleTables.pairs(people).rowCount());
  }

  @Test
  @DisplayName("are compared with a judge")
  void judged() throws IOException {
    JudgedComparison byLength =
        JudgedComparison.of(new RewardJudge((p, r) -> r.length()), PROMPTS, THREE);
    Path file = scratch.resolve("judgements.csv");
    Files.writeString(file, Csv.text(JudgedTables.outcomes(byLength)));
    PeopleVotes ann = PeopleVotes.read(key, List.of(votes("Ann", text -> -text.length())));
    String said = PeopleTables.againstJudge(ann, file);
    assertTrue(said.contains("100.0 % of 18") && said.contains("ρ 1.00"), said);
    PeopleVotes odd = PeopleVotes.read(key, List.of(votes("Odd", text -> text.length())));
    assertTrue(PeopleTables.againstJudge(odd, file).contains("τ -1.00"));
    PeopleVotes ties = PeopleVotes.read(key, List.of(votes("Tia", text -> 1)));
    String tied = PeopleTables.againstJudge(ties, file);
    assertTrue(tied.contains("no difference") && !tied.contains("NaN"), tied);
  }

  @Test
  @DisplayName("are refused in one sentence when they do not fit")
  void refused() throws IOException {
    Path ann = votes("Ann", String::length);
    Path again = Files.copy(ann, scratch.resolve("again.json"));
    String twice = refusal(() -> PeopleVotes.read(key, List.of(ann, again)));
    assertTrue(twice.contains("both of 'Ann'"), twice);
    Path other = scratch.resolve("other.json");
    Files.writeString(other, JudgingPage.of(PROMPTS, THREE, 2).key());
    assertTrue(refusal(() -> PeopleVotes.read(other, List.of(ann))).contains("another page"));
    assertTrue(refusal(() -> PeopleVotes.read(key, List.of(key))).contains("not a file of votes"));
    assertTrue(
        refusal(() -> PeopleVotes.read(ann, List.of(ann))).contains("not the key of a page"));
    Path order = scratch.resolve("order.json");
    for (String wrong : List.of("[9,0,1]", "[0,0,1]", "[0,1]")) {
      String text = Files.readString(key);
      Files.writeString(order, text.replaceFirst("\"order\":\\s*\\[[^]]*]", "\"order\":" + wrong));
      String said = refusal(() -> PeopleVotes.read(order, List.of(ann)));
      assertTrue(said.contains("does not name each of the 3 systems once"), said);
    }
    Path rank = scratch.resolve("rank.json");
    Files.writeString(rank, Files.readString(ann).replaceFirst("\\[\\d", "[7"));
    assertTrue(refusal(() -> PeopleVotes.read(key, List.of(rank))).contains("rank 7"));
    PeopleVotes one = PeopleVotes.read(key, List.of(ann));
    assertTrue(refusal(one::agreement).contains("at least 2 people"));
  }

  @Test
  @DisplayName("shuffle by prompt and seed only")
  void order() {
    assertEquals(page, JudgingPage.of(PROMPTS, THREE, 1));
    List<Integer> order = AnswerOrder.shuffled(3, 5);
    assertEquals(List.of(0, 1, 2), order.stream().sorted(Comparator.naturalOrder()).toList());
  }
}
