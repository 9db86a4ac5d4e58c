package org.attune.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import org.attune.world.Trait;
import org.attune.world.TraitCounts;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The golden reward of one answer, trait by trait; its text is one line.
 *
 * @param answer the answer
 * @param counts how often each trait occurs in it
 */
public record GoldenExplanation(String answer, TraitCounts counts) implements HtmlDisplayable {
  /** Returns one row per trait that occurs: count, weight, contribution and what is counted. */
  public Table table() {
    List<Trait> traits = new ArrayList<>(counts.counts().keySet());
    return Table.create(
        "golden reward",
        StringColumn.create(
            "trait",
            traits.stream().map(t -> t.name().toLowerCase(Locale.ROOT).replace('_', ' ')).toList()),
        IntColumn.create("count", traits.stream().mapToInt(counts::count).toArray()),
        DoubleColumn.create("weight", traits.stream().map(Trait::weight).toList()),
        DoubleColumn.create("adds", traits.stream().map(counts::contribution).toList()),
        StringColumn.create("counted", traits.stream().map(Trait::meaning).toList()));
  }

  /** Returns whether the line contains a word, such as the name of a trait. */
  public boolean contains(String word) {
    return toString().contains(word);
  }

  @Override
  public String html() {
    return "<p>“"
        + Html.escape(answer)
        + "”<br><b>golden reward "
        + Numbers.text(counts.golden())
        + "</b></p>"
        + Html.table(table());
  }

  @Override
  public String toString() {
    return counts.explain();
  }
}
