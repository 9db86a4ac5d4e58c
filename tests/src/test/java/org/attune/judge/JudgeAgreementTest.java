package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The agreement of judges with the truth")
final class JudgeAgreementTest {
  private static final Reward LENGTH = (prompt, response) -> response.length();

  private static List<Question> questions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Question.of("Question " + i, List.of("a".repeat(1 + i % 3), "aa")))
        .toList();
  }

  @Test
  @DisplayName("is whole for the truth itself, and counted by hand for another judge")
  void counts() {
    Judge truth = new RewardJudge(LENGTH);
    Judge first = new RewardJudge((prompt, response) -> response.equals("a") ? 1 : 0);
    List<JudgeAgreement.AgreementRow> rows =
        JudgeAgreement.of(truth, List.of(truth, first), questions(30)).rows();
    assertEquals(1, rows.get(0).same().value());
    assertEquals(1, rows.get(0).kappa(), 1e-12);
    // Of three kinds of questions it has one wrong ("a"), one tie right ("aa"), one tie wrong.
    assertEquals(1 / 3.0, rows.get(1).same().value(), 1e-12);
    assertEquals(2 / 3.0, rows.get(1).notContradicting(), 1e-12);
    assertTrue(rows.get(1).same().low() > 0.1 && rows.get(1).same().high() < 0.6);
  }

  @Test
  @DisplayName("counts invalid replies, and refuses a judge that never says anything")
  void invalid() {
    Judge half =
        new Judge() {
          @Override
          public String name() {
            return "half";
          }

          @Override
          public List<Judgement> judge(List<Question> questions) {
            return IntStream.range(0, questions.size())
                .mapToObj(
                    i ->
                        i % 2 == 0
                            ? Judgement.invalid(2, "No.")
                            : new Judgement(List.of(1.0, 2.0), ""))
                .toList();
          }
        };
    JudgeAgreement agreement =
        JudgeAgreement.of(new RewardJudge(LENGTH), List.of(half), questions(10));
    assertEquals(5, agreement.rows().get(0).invalid());
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> JudgeAgreement.of(new RewardJudge(LENGTH), List.of(half), questions(1)))
            .getMessage();
    assertTrue(said.contains("half") && said.contains("No."), said);
  }
}
