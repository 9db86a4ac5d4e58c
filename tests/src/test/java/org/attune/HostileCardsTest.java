package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.attune.cli.Attune;
import org.attune.curve.OverOptimisation;
import org.attune.curve.ProxyCurves;
import org.attune.data.Pair;
import org.attune.engine.DType;
import org.attune.inspect.Glossary;
import org.attune.judge.JudgeAgreement;
import org.attune.judge.Question;
import org.attune.judge.RewardJudge;
import org.attune.method.Rwr;
import org.attune.method.TrainingConfig;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.papers.PaperDrawing;
import org.attune.papers.Papers;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;
import org.attune.runs.Runs;
import org.attune.view.Costs;
import org.attune.view.HtmlDisplayable;
import org.attune.view.ReportPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Texts and names that are markup")
final class HostileCardsTest {
  private static final String TAG = "<i id=x>";
  private static final String MARKUP = TAG + "\"'&</i>]]>";
  private static final Reward LENGTH = (prompt, response) -> response.length();
  private static final TrainingConfig PLAN =
      TrainingConfig.small().steps(1).batchSize(2).microBatch(2);

  /** Cards that hold no text of a user. */
  private static final Set<Class<?>> OWN_TEXTS =
      Set.of(Glossary.class, Papers.class, PaperDrawing.class);

  @TempDir private Path folder;

  private static Dataset pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pairs.add(new Pair(MARKUP + i, MARKUP + " a" + i, i % 2 == 0 ? "b" : MARKUP + " b c"));
    }
    return Dataset.ofPairs(pairs);
  }

  private Policy policy() {
    Path saved = folder.resolve("m" + TAG);
    HuggingFaceFolder.save(Tiny.model(3), saved, DType.F32);
    return Policy.load(saved).named(MARKUP);
  }

  private List<HtmlDisplayable> trained(Policy policy) {
    Dataset pairs = pairs();
    Dataset prompts = Dataset.ofPrompts(pairs.prompts());
    RewardLabel labels = pairs.rewardLabel(LENGTH);
    Rwr rwr = Align.rwr().config(PLAN);
    AlignmentResult run = labels.align(rwr, policy);
    run.save(folder.resolve("runs").resolve("r" + TAG));
    RewardModel reward = RewardModel.train(policy, pairs, new RankingLoss(), PLAN);
    Evaluation measured = Evaluate.policies(List.of(policy), prompts, Evaluate.length());
    return List.of(
        labels,
        run,
        run.answers(pairs.prompts().subList(0, 2), LENGTH),
        run.margins(pairs),
        run.provenance(),
        Runs.in(folder.resolve("runs")),
        reward,
        reward.mistakes(pairs),
        measured,
        measured.disagreement("T=1.0", reward, LENGTH),
        Compare.of(rwr, Align.sft().config(PLAN)).run(labels, policy),
        OverOptimisation.of(prompts, LENGTH, run),
        ProxyCurves.of(prompts, reward, LENGTH, run),
        labels.findLearningRate(Align.dpo().config(PLAN), policy),
        Sweep.of(rwr)
            .vary(MARKUP, (method, beta) -> method.beta(beta), 1, 2)
            .run(labels, policy, prompts, Evaluate.length()));
  }

  private List<HtmlDisplayable> cards() {
    Dataset pairs = pairs();
    Policy policy = policy();
    List<Question> questions =
        List.of(Question.of(MARKUP, List.of("a", MARKUP)), Question.of(MARKUP, List.of("b", "cc")));
    List<HtmlDisplayable> cards = new ArrayList<>(trained(policy));
    cards.add(pairs);
    cards.add(pairs.split(0.5, 1));
    cards.add(pairs.report(policy));
    cards.add(policy);
    cards.add(policy.show(MARKUP, MARKUP, policy));
    cards.add(Golden.reward().explain(MARKUP, MARKUP));
    cards.add(
        JudgeAgreement.of(new RewardJudge(LENGTH), List.of(new RewardJudge(LENGTH)), questions));
    cards.add(Costs.of(MARKUP).and(MARKUP, 1));
    cards.add(ReportPage.of(MARKUP).subtitle(MARKUP).prose(MARKUP).fact(MARKUP, MARKUP));
    return cards;
  }

  @Test
  @DisplayName("are text on every card")
  void everyCard() {
    Set<String> seen = new TreeSet<>();
    for (HtmlDisplayable card : cards()) {
      String html = card.html();
      assertFalse(html.contains(TAG), () -> card.getClass() + ": " + html);
      seen.add(card.getClass().getName());
    }
    assertTrue(Attune.help().html().contains("<"), "a glossary of the kit's own words");
    OWN_TEXTS.forEach(type -> seen.add(type.getName()));
    Set<String> all = new TreeSet<>();
    for (JavaClass type : HouseRulesTests.KIT) {
      if (type.isAssignableTo(HtmlDisplayable.class) && !type.isInterface()) {
        all.add(type.getName());
      }
    }
    assertEquals(all, seen, "each class that a notebook shows as HTML");
  }
}
