package org.attune.papers;

import java.util.ArrayList;
import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * A figure or a table of a paper, and where ours comes from.
 *
 * @param name such as GAP Fig. 1
 * @param shows what it shows, in one sentence
 * @param paper what the paper's own shows, where it prints no numbers
 * @param claim the claim that measures it; empty if none does
 * @param source what is drawn
 * @param theirs the paper's numbers
 * @param reason why it cannot be drawn, or what ours lacks; may be empty
 */
public record PaperFigure(
    String name,
    String shows,
    String paper,
    String claim,
    Source source,
    List<PaperNumber> theirs,
    String reason) {
  /** What a figure is drawn from. */
  public enum Source {
    /** The measures of the claim's finding. */
    MEASURES,
    /** What the finding keeps for figures. */
    FIGURE,
    /** The paper's own text, which describes settings that the kit shares. */
    SETTINGS,
    /** Nothing: the figure cannot be drawn. */
    NOTHING
  }

  /** Copies the numbers. */
  public PaperFigure {
    theirs = List.copyOf(theirs);
    InvalidInputException.unless(
        source != Source.NOTHING || !reason.isBlank(), "%s needs a reason.", name);
  }

  static PaperFigure of(String name, String claim, Source source, String shows) {
    return new PaperFigure(name, shows, "", claim, source, List.of(), "");
  }

  static PaperFigure missing(String name, String shows, String reason) {
    return new PaperFigure(name, shows, "", "", Source.NOTHING, List.of(), reason);
  }

  PaperFigure paper(String words) {
    return new PaperFigure(name, shows, words, claim, source, theirs, reason);
  }

  PaperFigure lacks(String words) {
    return new PaperFigure(name, shows, paper, claim, source, theirs, words);
  }

  /** Adds the paper's numbers of one column: names and values in turn. */
  PaperFigure theirs(String column, Object... rows) {
    List<PaperNumber> all = new ArrayList<>(theirs);
    for (int i = 0; i < rows.length; i += 2) {
      all.add(new PaperNumber((String) rows[i], column, ((Number) rows[i + 1]).doubleValue()));
    }
    return new PaperFigure(name, shows, paper, claim, source, all, reason);
  }
}
