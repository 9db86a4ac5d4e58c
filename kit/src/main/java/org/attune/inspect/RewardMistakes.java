package org.attune.inspect;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.Pair;
import org.attune.reward.Reward;
import org.attune.view.DiffText;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.attune.view.WordDiff;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The pairs that a reward orders against their labels, the most wrong ones first.
 *
 * @param reward the name of the reward
 * @param pairs how many pairs were judged
 * @param mistakes the pairs with a margin below 0, the lowest first
 */
public record RewardMistakes(String reward, int pairs, List<Mistake> mistakes)
    implements HtmlDisplayable {
  private static final int SHOWN = 5;

  /**
   * A pair, and by how much the reward prefers its rejected response.
   *
   * @param margin the reward of the chosen response minus that of the rejected one
   */
  public record Mistake(Pair pair, double margin) {
    private boolean prefersLonger() {
      return pair.rejected().length() > pair.chosen().length();
    }
  }

  /** Copies the mistakes. */
  public RewardMistakes {
    mistakes = List.copyOf(mistakes);
  }

  /** Judges pairs. */
  public static RewardMistakes of(Reward reward, List<Pair> pairs) {
    List<Double> margins =
        reward.margins(
            pairs.stream().map(Pair::prompt).toList(),
            pairs.stream().map(Pair::chosen).toList(),
            pairs.stream().map(Pair::rejected).toList());
    List<Mistake> wrong =
        IntStream.range(0, pairs.size())
            .filter(i -> margins.get(i) < 0)
            .mapToObj(i -> new Mistake(pairs.get(i), margins.get(i)))
            .sorted(Comparator.comparingDouble(Mistake::margin))
            .toList();
    return new RewardMistakes(reward.toString(), pairs.size(), wrong);
  }

  /** Returns one row per mistake: margin, prompt, chosen and rejected response. */
  public Table table() {
    return Table.create(
        "mistakes",
        DoubleColumn.create("margin", mistakes.stream().map(Mistake::margin).toList()),
        StringColumn.create("prompt", mistakes.stream().map(m -> m.pair().prompt()).toList()),
        StringColumn.create("chosen", mistakes.stream().map(m -> m.pair().chosen()).toList()),
        StringColumn.create("rejected", mistakes.stream().map(m -> m.pair().rejected()).toList()));
  }

  private String habits() {
    long longer = mistakes.stream().filter(Mistake::prefersLonger).count();
    return mistakes.isEmpty()
        ? ""
        : " In "
            + Numbers.percent((double) longer / mistakes.size())
            + " of them it prefers the longer response.";
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<p><b>").append(Html.escape(toString()));
    html.append("</b>").append(Html.escape(habits())).append("</p>");
    for (Mistake mistake : mistakes.subList(0, Math.min(SHOWN, mistakes.size()))) {
      WordDiff diff = WordDiff.of(mistake.pair().chosen(), mistake.pair().rejected());
      html.append("<p style=\"margin:.6em 0\"><b>").append(Html.escape(mistake.pair().prompt()));
      html.append("</b> (margin ").append(Numbers.text(mistake.margin())).append(")<br>");
      html.append("chosen: ").append(DiffText.html(diff.first())).append("<br>rejected: ");
      html.append(DiffText.html(diff.second())).append("</p>");
    }
    int more = mistakes.size() - SHOWN;
    return html.append(more > 0 ? "<p>… " + more + " more in table().</p>" : "").toString();
  }

  @Override
  public String toString() {
    return mistakes.size() + " of " + pairs + " pairs are ordered against their labels.";
  }
}
