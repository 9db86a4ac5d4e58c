package org.attune.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Policy;
import org.attune.data.KeptAnswers;
import org.attune.evaluate.NamedPolicy;
import org.attune.inspect.RewardDisagreement;
import org.attune.inspect.TokenComparison;
import org.attune.reward.Reward;
import org.attune.view.JudgedAnswer;
import org.attune.view.ReportPage;

/**
 * The sections about answers in reports of many runs, whose policies are not kept.
 *
 * @param prompts the prompts that were answered
 * @param kept what was kept of the answers, by the name of the policy, the best one first
 * @param start the policy before training, beside which tokens are shown
 * @param model the reward model that labelled, if any
 * @param truth the true reward, if it is known
 * @param decoding how answers were decoded, in words
 */
record KeptSections(
    List<String> prompts,
    Map<String, KeptAnswers> kept,
    Policy start,
    Optional<Reward> model,
    Optional<Reward> truth,
    String decoding) {

  /** Adds the sections; none if no answers were kept, as in older files. */
  ReportPage add(ReportPage page) {
    if (kept.isEmpty()) {
      return page;
    }
    Map<String, List<Double>> scores = new LinkedHashMap<>();
    Optional<Reward> judge = truth.or(() -> model).filter(reward -> !reward.comparesOnly());
    judge.ifPresent(reward -> kept.forEach((name, given) -> scores.put(name, of(reward, given))));
    ReportPage longer =
        new AnswerSections(prompts, prompt -> answers(scores, prompt), decoding).answers(page);
    if (truth.isPresent() && AnswerSections.disputes(model, truth.get())) {
      longer = AnswerSections.disagreement(longer, disagreement(scores));
    }
    return tokens(longer);
  }

  private List<Double> of(Reward reward, KeptAnswers given) {
    return reward.scores(prompts, given.texts());
  }

  private List<JudgedAnswer> answers(Map<String, List<Double>> scores, int prompt) {
    List<JudgedAnswer> answers = new ArrayList<>();
    kept.forEach(
        (name, given) -> {
          double score = scores.containsKey(name) ? scores.get(name).get(prompt) : Double.NaN;
          answers.add(new JudgedAnswer(name, given.texts().get(prompt), score));
        });
    return answers;
  }

  private RewardDisagreement disagreement(Map<String, List<Double>> real) {
    List<String> policies = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Double> modelled = new ArrayList<>();
    List<Double> trueOnes = new ArrayList<>();
    kept.forEach(
        (name, given) -> {
          prompts.forEach(prompt -> policies.add(name));
          asked.addAll(prompts);
          texts.addAll(given.texts());
          modelled.addAll(of(model.orElseThrow(), given));
          trueOnes.addAll(real.get(name));
        });
    String reward = String.valueOf(model.orElseThrow());
    String known = String.valueOf(truth.orElseThrow());
    return RewardDisagreement.of(reward, known, policies, asked, texts, modelled, trueOnes);
  }

  private ReportPage tokens(ReportPage page) {
    Map.Entry<String, KeptAnswers> best = kept.entrySet().iterator().next();
    String prompt = prompts.get(best.getValue().shown());
    String answer = best.getValue().texts().get(best.getValue().shown());
    NamedPolicy before = new NamedPolicy(start.name(), start.model(), start.layout());
    return AnswerSections.tokens(
        page,
        prompt,
        TokenComparison.of(best.getKey(), best.getValue().logProbs(), before, prompt, answer));
  }
}
