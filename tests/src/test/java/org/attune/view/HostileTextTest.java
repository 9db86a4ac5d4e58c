package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Align;
import org.attune.Compare;
import org.attune.Dataset;
import org.attune.Evaluate;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.Sweep;
import org.attune.Tiny;
import org.attune.data.Pair;
import org.attune.engine.DType;
import org.attune.method.Rwr;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.io.HuggingFaceFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayName("Texts that would be more than texts")
final class HostileTextTest {
  private static final String MARKUP = "<i id=x>\"'&</i>";

  @Test
  @DisplayName("show their control characters and directions in a terminal")
  void terminal() {
    assertEquals("a\\u001b[2Jb", PlainText.of("a\u001b[2Jb"));
    assertEquals("\\u009b31m\\u202e\\u2066\\u0007", PlainText.of("\u009b31m\u202e\u2066\u0007"));
    assertEquals("two\nlines\té 好", PlainText.of("two\nlines\té 好"));
    Table table = Table.create("t", StringColumn.create("a\u202eb", List.of("c\u009bd")));
    assertFalse(TextTable.text(table).matches("(?s).*[\u009b\u202e].*"));
  }

  @ParameterizedTest
  @CsvSource({"=1+1", "+cmd", "-2+3", "@SUM(A1)", "'  =1+1'"})
  @DisplayName("are no formulas of a spreadsheet")
  void formulas(String text) {
    Table table = Table.create("t", StringColumn.create("text", List.of(text, "-1.5", "a=b")));
    assertEquals("text\n'" + text + "\n-1.5\na=b\n", Csv.text(table).replace("\r", ""));
    assertEquals(List.of(text, "-1.5", "a=b"), table.stringColumn("text").asList());
  }

  @Test
  @DisplayName("are escaped on every card")
  void cards(@TempDir java.nio.file.Path folder) {
    Dataset pairs =
        Dataset.ofPairs(
            List.of(new Pair(MARKUP, MARKUP + " a", "b"), new Pair("c " + MARKUP, "d", MARKUP)));
    LanguageModel model = Tiny.model(3);
    java.nio.file.Path saved = folder.resolve("tiny");
    HuggingFaceFolder.save(model, saved, DType.F32);
    Policy policy = Policy.load(saved).named(MARKUP);
    RewardLabel labels = pairs.rewardLabel((prompt, response) -> response.length());
    TrainingConfig plan = TrainingConfig.small().steps(1).batchSize(2).microBatch(2);
    Dataset prompts = Dataset.ofPrompts(pairs.prompts());
    Rwr rwr = Align.rwr().config(plan);
    Map<String, HtmlDisplayable> cards =
        Map.of(
            "dataset", pairs,
            "labels", labels,
            "policy", policy,
            "alignment", labels.align(rwr, policy),
            "comparison", Compare.of(rwr, Align.sft().config(plan)).run(labels, policy),
            "evaluation", Evaluate.policies(List.of(policy), prompts, Evaluate.length()),
            "sweep",
                Sweep.of(rwr)
                    .vary(MARKUP, (method, beta) -> method.beta(beta), 1, 2)
                    .run(labels, policy, prompts, Evaluate.length()));
    cards.forEach(
        (name, card) -> assertFalse(card.html().contains("<i id=x>"), name + ": " + card.html()));
    assertTrue(Stream.of("dataset", "labels").allMatch(n -> cards.get(n).html().contains("&lt;i")));
  }
}
