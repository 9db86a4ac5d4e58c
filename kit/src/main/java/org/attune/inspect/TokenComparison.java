package org.attune.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.attune.evaluate.NamedPolicy;
import org.attune.model.PromptEncoder;
import org.attune.model.ResponseLikelihood;
import org.attune.util.InvalidInputException;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The tokens of a response with their log-probabilities under two policies, coloured by the
 * difference.
 *
 * @param policy the name of the first policy
 * @param other the name of the second policy
 * @param tokens the texts of the tokens, end-of-text included
 * @param ours log π(token) under the first policy
 * @param theirs log π(token) under the second policy
 */
public record TokenComparison(
    String policy, String other, List<String> tokens, List<Double> ours, List<Double> theirs)
    implements HtmlDisplayable {
  private static final String MORE = "0,114,178"; // blue and orange of the charts
  private static final String LESS = "213,94,0";
  private static final double DEEPEST = 0.6;

  /** Copies the lists. */
  public TokenComparison {
    tokens = List.copyOf(tokens);
    ours = List.copyOf(ours);
    theirs = List.copyOf(theirs);
  }

  /** Reads a response under two policies; one that they cut into different tokens is rejected. */
  public static TokenComparison of(
      NamedPolicy policy, NamedPolicy other, String prompt, String response) {
    int[] ids = ids(policy, prompt, response);
    InvalidInputException.unless(
        Arrays.equals(ids, ids(other, prompt, response)),
        "%s and %s split this response into different tokens, which cannot be compared; use two"
            + " policies with the same tokenizer.",
        policy.name(),
        other.name());
    return new TokenComparison(
        policy.name(),
        other.name(),
        TokenTexts.of(policy.model().tokenizer(), ids),
        ResponseLikelihood.of(policy.model(), policy.layout(), prompt, response),
        ResponseLikelihood.of(other.model(), other.layout(), prompt, response));
  }

  /**
   * Reads a response under a policy, beside the log-probabilities that were kept of another one of
   * the same tokenizer.
   *
   * @param kept the name of the policy that is gone
   * @param logProbs log π(token) under it, end-of-text included
   */
  public static TokenComparison of(
      String kept, List<Double> logProbs, NamedPolicy other, String prompt, String response) {
    List<String> tokens = TokenTexts.of(other.model().tokenizer(), ids(other, prompt, response));
    InvalidInputException.unless(
        tokens.size() == logProbs.size(),
        "%d log-probabilities were kept of this response, which has %d tokens under %s; take a"
            + " policy of the same tokenizer.",
        logProbs.size(),
        tokens.size(),
        other.name());
    return new TokenComparison(
        kept,
        other.name(),
        tokens,
        logProbs,
        ResponseLikelihood.of(other.model(), other.layout(), prompt, response));
  }

  private static int[] ids(NamedPolicy policy, String prompt, String response) {
    return new PromptEncoder(policy.model(), policy.layout()).asked(prompt, response).response();
  }

  /** Returns how much more likely each token is under the first policy, in nats. */
  public List<Double> differences() {
    return IntStream.range(0, tokens.size()).mapToObj(i -> ours.get(i) - theirs.get(i)).toList();
  }

  /** Returns the sum of the differences: the log-ratio of the whole response. */
  public double logRatio() {
    return differences().stream().mapToDouble(d -> d).sum();
  }

  /** Returns one row per token: both log-probabilities and their difference. */
  public Table table() {
    return Table.create(
        "tokens",
        StringColumn.create("token", tokens),
        DoubleColumn.create("log π " + policy, ours),
        DoubleColumn.create("log π " + other, theirs),
        DoubleColumn.create("difference", differences()));
  }

  @Override
  public String html() {
    List<Double> all = differences();
    double most = Math.max(1, all.stream().mapToDouble(Math::abs).max().orElse(1));
    StringBuilder html = new StringBuilder("<p style=\"max-width:60em;line-height:1.9\">");
    for (int i = 0; i < tokens.size(); i++) {
      html.append("<span title=\"").append(Html.escape(tooltip(i))).append("\" style=\"");
      html.append("border-radius:3px;padding:.15em 0;background:rgba(");
      html.append(all.get(i) > 0 ? MORE : LESS).append(',');
      html.append(String.format(Locale.ROOT, "%.2f", DEEPEST * Math.abs(all.get(i)) / most));
      html.append(")\">").append(shown(tokens.get(i))).append("</span>");
    }
    return html.append("</p><p style=\"opacity:.75\">")
        .append(legend(most))
        .append("</p>")
        .toString();
  }

  private String tooltip(int i) {
    return String.format(
        Locale.ROOT,
        "%s: %.2f under %s, %.2f under %s",
        tokens.get(i).strip(),
        ours.get(i),
        policy,
        theirs.get(i),
        other);
  }

  private static String shown(String token) {
    return Html.escape(token).replace("▁", " ").replace("Ġ", " ").replace("Ċ", "↵");
  }

  private String legend(double most) {
    return Html.escape(toString())
        + " Blue tokens are more likely under "
        + Html.escape(policy)
        + ", orange ones under "
        + Html.escape(other)
        + "; the deepest colour is "
        + Numbers.text(most)
        + " nats.";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "log π(%s) − log π(%s) = %.2f nats over %d tokens.",
        policy,
        other,
        logRatio(),
        tokens.size());
  }
}
