package org.attune.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.attune.evaluate.RankCorrelation;
import org.attune.reward.Normaliser;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Where a reward model and the truth disagree most about answers. Both are normalised over all
 * answers, since their scales differ.
 *
 * @param reward the name of the reward model
 * @param truth the name of the true reward
 * @param correlation the rank correlation of both over all answers
 * @param answers the answers, the largest disagreement first
 */
public record RewardDisagreement(
    String reward, String truth, double correlation, List<DisputedAnswer> answers)
    implements HtmlDisplayable {
  private static final int SHOWN = 5;

  /**
   * An answer with both normalised rewards.
   *
   * @param policy who answered
   * @param reward the reward model's, in its standard deviations from its mean
   * @param truth the true one, in its own
   */
  public record DisputedAnswer(
      String policy, String prompt, String answer, double reward, double truth) {
    /** Returns how much higher the reward model thinks of the answer than the truth does. */
    public double gap() {
      return reward - truth;
    }
  }

  /** Copies the answers. */
  public RewardDisagreement {
    answers = List.copyOf(answers);
  }

  /**
   * Compares what two rewards said of answers; the lists have one element per answer.
   *
   * @param reward the name of the reward model
   * @param truth the name of the true reward
   * @param modelled the reward model's scores
   * @param real the true ones
   */
  public static RewardDisagreement of(
      String reward,
      String truth,
      List<String> policies,
      List<String> prompts,
      List<String> answers,
      List<Double> modelled,
      List<Double> real) {
    Normaliser ours = Normaliser.fit(modelled);
    Normaliser theirs = Normaliser.fit(real);
    List<DisputedAnswer> all = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      all.add(
          new DisputedAnswer(
              policies.get(i),
              prompts.get(i),
              answers.get(i),
              ours.apply(modelled.get(i)),
              theirs.apply(real.get(i))));
    }
    all.sort(Comparator.comparingDouble(answer -> -Math.abs(answer.gap())));
    return new RewardDisagreement(
        reward, truth, RankCorrelation.spearman(array(modelled), array(real)), all);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /** Returns one row per answer: both rewards, who answered, prompt and answer. */
  public Table table() {
    return Table.create(
        "disagreement",
        DoubleColumn.create("reward model", answers.stream().map(DisputedAnswer::reward).toList()),
        DoubleColumn.create("truth", answers.stream().map(DisputedAnswer::truth).toList()),
        StringColumn.create("policy", answers.stream().map(DisputedAnswer::policy)),
        StringColumn.create("prompt", answers.stream().map(DisputedAnswer::prompt)),
        StringColumn.create("answer", answers.stream().map(DisputedAnswer::answer)));
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<p>" + Html.escape(toString()) + "</p>");
    for (DisputedAnswer answer : answers.subList(0, Math.min(SHOWN, answers.size()))) {
      html.append("<p style=\"margin:.8em 0;overflow-wrap:anywhere\"><b>");
      html.append(Html.escape(answer.prompt())).append("</b><br/>");
      html.append(Html.escape(answer.policy() + ": " + answer.answer().strip()));
      html.append("<br/><span style=\"opacity:.75\">");
      html.append(Html.escape(verdict(answer))).append("</span></p>");
    }
    return html.toString();
  }

  private static String verdict(DisputedAnswer answer) {
    return "reward model "
        + Numbers.fixed(answer.reward(), 2)
        + ", truth "
        + Numbers.fixed(answer.truth(), 2)
        + (answer.gap() > 0 ? ": flattered" : ": overlooked");
  }

  @Override
  public String toString() {
    return "Over "
        + answers.size()
        + " answers the rank correlation of both is "
        + Numbers.fixed(correlation, 2)
        + "; rewards are in standard deviations from their mean.";
  }
}
