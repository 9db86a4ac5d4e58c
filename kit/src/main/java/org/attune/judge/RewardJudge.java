package org.attune.judge;

import java.util.ArrayList;
import java.util.List;
import org.attune.cluster.Cluster;
import org.attune.data.ScorerCalls;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;

/**
 * A reward as a judge: it scores each answer by itself, or, if the reward is a preference model,
 * compares two answers. A conversation of several turns is judged by its last answer, given the
 * whole conversation as the prompt.
 *
 * @param reward such as a reward model, or {@code Golden.reward()}
 */
public record RewardJudge(Reward reward) implements Judge {
  @Override
  public String name() {
    return reward.toString();
  }

  @Override
  public Judge on(Cluster cluster) {
    return new RewardJudge(reward.on(cluster));
  }

  @Override
  public boolean comparesOnly() {
    return reward.comparesOnly();
  }

  @Override
  public List<Judgement> judge(List<Question> questions) {
    return reward.comparesOnly() ? compared(questions) : scored(questions);
  }

  private List<Judgement> scored(List<Question> questions) {
    List<String> prompts = new ArrayList<>();
    List<String> responses = new ArrayList<>();
    for (Question question : questions) {
      for (List<String> answer : question.answers()) {
        prompts.add(Conversations.prompt(question.turns(), answer));
        responses.add(answer.get(answer.size() - 1));
      }
    }
    List<Double> scores = ScorerCalls.scores(reward, prompts, responses);
    List<Judgement> judgements = new ArrayList<>();
    int from = 0;
    for (Question question : questions) {
      judgements.add(new Judgement(scores.subList(from, from + question.systems()), ""));
      from += question.systems();
    }
    return judgements;
  }

  private List<Judgement> compared(List<Question> questions) {
    for (Question question : questions) {
      InvalidInputException.unless(
          question.systems() == 2 && question.turns().size() == 1,
          "The preference model %s compares two answers of one turn, got %d answers of %d turns;"
              + " compare pairs of systems, or use a reward that scores.",
          name(),
          question.systems(),
          question.turns().size());
    }
    List<String> prompts = questions.stream().map(Question::prompt).toList();
    List<String> first = questions.stream().map(q -> q.answers().get(0).get(0)).toList();
    List<String> second = questions.stream().map(q -> q.answers().get(1).get(0)).toList();
    return ScorerCalls.numbers(
            reward, questions.size(), () -> reward.margins(prompts, first, second))
        .stream()
        .map(margin -> new Judgement(List.of(margin, 0.0), ""))
        .toList();
  }

  @Override
  public String toString() {
    return "Judge(" + name() + ")";
  }
}
