package org.attune.judge;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.attune.evaluate.Interval;

/** Writes answers and judgements in the files of AlpacaEval 2, so that its tools can read them. */
public final class AlpacaEvalFiles {
  private AlpacaEvalFiles() {}

  /**
   * Returns a system's answers: a list of {@code instruction}, {@code output}, {@code generator}.
   */
  public static String outputs(PromptSet prompts, SystemAnswers system) {
    JsonArray list = new JsonArray();
    for (PromptSet.Item item : prompts.items()) {
      List<String> answers = system.to(item);
      JsonObject row = new JsonObject();
      row.addProperty("instruction", Conversations.prompt(item.turns(), answers));
      row.addProperty("output", answers.get(answers.size() - 1));
      row.addProperty("generator", system.name());
      if (!item.category().isEmpty()) {
        row.addProperty("dataset", item.category());
      }
      list.add(row);
    }
    return text(list);
  }

  /**
   * Returns the judgements of every system against a baseline, the preference being 1, 1.5 or 2.
   */
  public static String annotations(JudgedComparison comparison, String baseline) {
    JsonArray list = new JsonArray();
    for (SystemAnswers system : comparison.systems()) {
      if (!system.name().equals(baseline)) {
        add(list, comparison, baseline, system);
      }
    }
    return text(list);
  }

  private static void add(
      JsonArray list, JudgedComparison comparison, String baseline, SystemAnswers system) {
    SystemPair pair = comparison.pair(system.name(), baseline);
    SystemAnswers base = comparison.systems().get(comparison.names().indexOf(baseline));
    for (int i = 0; i < comparison.prompts().size(); i++) {
      PromptSet.Item item = comparison.prompts().items().get(i);
      JsonObject row = new JsonObject();
      row.addProperty("instruction", Conversations.prompt(item.turns(), system.to(item)));
      row.addProperty("output_1", last(base.to(item)));
      row.addProperty("generator_1", baseline);
      row.addProperty("output_2", last(system.to(item)));
      row.addProperty("generator_2", system.name());
      row.addProperty("annotator", comparison.judge());
      double outcome = pair.outcomes().get(i);
      row.addProperty("preference", Double.isNaN(outcome) ? null : 1 + outcome);
      list.add(row);
    }
  }

  private static String last(List<String> answers) {
    return answers.get(answers.size() - 1);
  }

  /** Returns the leaderboard against a baseline as CSV, in percent. */
  public static String leaderboard(JudgedComparison comparison, String baseline) {
    StringBuilder csv =
        new StringBuilder(
            ",win_rate,standard_error,n_wins,n_wins_base,n_draws,n_total,discrete_win_rate,mode,"
                + "avg_length,length_controlled_winrate\n");
    for (String name : comparison.names()) {
      if (!name.equals(baseline)) {
        csv.append(line(name, comparison.pair(name, baseline)));
      }
    }
    return csv.toString();
  }

  private static String line(String name, SystemPair pair) {
    Interval rate = pair.winRate();
    long total = pair.outcomes().size() - pair.invalid();
    return String.format(
        Locale.ROOT,
        "%s,%.4f,%.4f,%d,%d,%d,%d,%.4f,community,%.0f,%.4f%n",
        quoted(name),
        100 * rate.value(),
        100 * standardError(pair, rate.value(), total),
        pair.count(1),
        pair.count(0),
        pair.count(0.5),
        total,
        100 * rate.value(),
        pair.lengths().stream().mapToInt(length -> length).average().orElse(0),
        100 * pair.lengthControlledWinRate().value());
  }

  private static double standardError(SystemPair pair, double mean, long total) {
    double squares =
        pair.outcomes().stream()
            .filter(outcome -> !outcome.isNaN())
            .mapToDouble(outcome -> (outcome - mean) * (outcome - mean))
            .sum();
    return Math.sqrt(squares / (total - 1) / total);
  }

  private static String quoted(String name) {
    return name.matches("[^,\"\\n]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String text(JsonArray list) {
    return new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create()
            .toJson(list)
        + "\n";
  }
}
