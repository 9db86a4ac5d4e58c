package org.attune.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;

/**
 * A judge as a reward. The responses to one prompt are shown together, five at a time as in Yuan et
 * al. 2023, arXiv 2304.05302, App. E; a pairwise judge compares two.
 */
record JudgeReward(Judge judge, double whenInvalid) implements Reward {
  private static final int TOGETHER = 5;

  @Override
  public boolean comparesOnly() {
    return judge.comparesOnly();
  }

  @Override
  public double score(String prompt, String response) {
    return scores(List.of(prompt), List.of(response)).get(0);
  }

  @Override
  public List<Double> scores(List<String> prompts, List<String> responses) {
    InvalidInputException.unless(
        !judge.comparesOnly(),
        "A pairwise judge cannot score a single response; use FourWayProtocol.");
    List<List<Integer>> groups = groups(prompts);
    List<Question> questions = new ArrayList<>();
    for (List<Integer> group : groups) {
      List<String> answers = group.stream().map(responses::get).toList();
      questions.add(Question.of(prompts.get(group.get(0)), answers));
    }
    List<Judgement> judgements = judge.judge(questions);
    Double[] scores = new Double[prompts.size()];
    for (int i = 0; i < groups.size(); i++) {
      for (int j = 0; j < groups.get(i).size(); j++) {
        scores[groups.get(i).get(j)] = valid(judgements.get(i).scores().get(j), judgements.get(i));
      }
    }
    return Arrays.asList(scores);
  }

  private static List<List<Integer>> groups(List<String> prompts) {
    Map<String, List<Integer>> open = new LinkedHashMap<>();
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      List<Integer> group = open.get(prompts.get(i));
      if (group == null || group.size() == TOGETHER) {
        group = new ArrayList<>();
        open.put(prompts.get(i), group);
        groups.add(group);
      }
      group.add(i);
    }
    return groups;
  }

  @Override
  public List<Double> margins(List<String> prompts, List<String> first, List<String> second) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      questions.add(Question.of(prompts.get(i), first.get(i), second.get(i)));
    }
    List<Double> margins = new ArrayList<>();
    for (Judgement judgement : judge.judge(questions)) {
      double margin = judgement.scores().get(0) - judgement.scores().get(1);
      margins.add(
          Double.isNaN(margin) && Double.isFinite(whenInvalid) ? 0 : valid(margin, judgement));
    }
    return margins;
  }

  private double valid(double score, Judgement judgement) {
    InvalidInputException.unless(
        Double.isFinite(score) || Double.isFinite(whenInvalid),
        "%s gave no valid score but '%s'; use a stronger judge, or asReward(score) with a score for"
            + " such replies.",
        judge.name(),
        shortened(judgement.explanation()));
    return Double.isFinite(score) ? score : whenInvalid;
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }

  @Override
  public String toString() {
    return "judge " + judge.name();
  }
}
