package org.attune.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The final answer of a text")
class FinalAnswerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "So she has 3 + 4 = 7 apples.\\n#### 7 | 7",
        "First \\boxed{1}, no: \\boxed{\\frac{1}{2}} | \\frac{1}{2}",
        "<think>maybe 4</think> It is 5. | 5",
        "<answer>yes</answer> or <ANSWER> no </ANSWER> | no",
        "The answer is 42 apples, of 50. | 42",
        "Answer: $1,250.50. | $1,250.50",
        "The answer is \\(x^2\\) | x^2",
        "12 minus 5 is 7 | 7",
        "he had 12-7 | 7",
        "12-7 | 12-7",
        "it fell to -3 | -3",
        "model v2 has 1,000,000 weights, v3 more | 1,000,000",
        "3/4 | 3/4",
        "Paris | Paris",
        "\\boxed{open #### 9 | 9",
        "The final answer is: **42**. | 42",
        "**Final Answer**: 42 | 42",
        "The answer is\\n\\n42\\n\\nAsk me 2 more! | 42",
        "答案是 7 个苹果，共 2 天。 | 7",
        "The answer is $18 a day, so 7 days make $126. | $18",
        "The answer is $7$ apples, as $3+4=7$. | 7",
        "The answer is 3 + 4 = 7. | 7",
        "The answer is 7. The answer is 8. | 8",
        "The answer is yes. There are 3. | yes",
        "The answer is (C) Paris. | C",
        "<answer>The answer is 7 apples</answer> | 7",
        "<answer>#### 7</answer> | 7",
        "#### Step 2\\n3 + 4\\n#### End\\nThe answer is 7. | 7",
        "#### 7 apples | 7",
        "So it is $\\frac{1}{2}$. | \\frac{1}{2}",
        "3, then 4</think>It is 7. | 7"
      })
  @DisplayName("is found by the marks around it, then as the last number, then as the whole text")
  void found(String text, String answer) {
    assertEquals(
        Optional.of(answer), FinalAnswer.of(text.replace("\\n", "\n")).map(FinalAnswer::text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\frac{1}{2}",
        "2\\sqrt{3}",
        "x^2+1",
        "(3, \\frac{\\pi}{2})",
        "1, 2, 3",
        "10\\text{ cm}"
      })
  @DisplayName("is the whole of a line without words, as columns of right answers have them")
  void formula(String text) {
    assertEquals(Optional.of(new FinalAnswer(text)), FinalAnswer.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | The answer is 7 or 8.",
        "7 | The answer is between 7 and 9.",
        "7 | The answer is 7, 8, 9.",
        "7 | The answer is not 7.",
        "7 | The answer is $7$ or $8$",
        "7 | 1 2 3 4 5 6 7",
        "7 | \\boxed{}",
        "7 | It is 7. \\boxed{7 or 5}",
        "10 | The answer is 10-20.",
        "1 | The answer is (1, 2).",
        "1 | The answer is x + 1.",
        "1 | The answer is x - 1.",
        "1 | The answer is 1,00",
        "2 | The answer is x^2",
        "2 | The answer is 2x.",
        "2 | The answer is 2 million.",
        "2 | So it is $\\frac{1}{2}$.",
        "3 | The answer is 3 × 10^4",
        "3 | The answer is 3:30 pm",
        "3 | The answer is 3 * 4.",
        "C | The answer is (C) or (D).",
        "7 | <think>a</think>It is 7.<think>8"
      })
  @DisplayName("is no number that is only a part of it, and none of several")
  void parts(String right, String response) {
    FinalAnswer wanted = FinalAnswer.of(right).orElseThrow();
    assertEquals(Optional.empty(), FinalAnswer.of(response).filter(wanted::matches));
  }

  @Test
  @DisplayName("is missing where a text is blank or does not end to think")
  void missing() {
    assertEquals(Optional.empty(), FinalAnswer.of(" \n"));
    assertEquals(Optional.empty(), FinalAnswer.of("<think>It may be 7"));
    assertEquals(Optional.empty(), FinalAnswer.of("<think>It may be 7</think>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a. ", "\\(", "1 or ", "\\frac{1}{2}", "<answer>", "( "})
  @DisplayName("of a long text that repeats itself is found without a deep recursion")
  void repeated(String part) {
    FinalAnswer answer = FinalAnswer.of("The answer is " + part.repeat(20_000)).orElseThrow();
    assertTrue(answer.matches(answer));
    FinalAnswer boxed = FinalAnswer.of("\\boxed{" + part.repeat(9_000) + "}").orElseThrow();
    assertTrue(boxed.matches(boxed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "7 | 7.0 | true",
        "1,250.50 | $1250.5 | true",
        "\\frac{1}{2} | 0.5 | true",
        "\\dfrac{2}{6} | 1/3 | true",
        "1/3 | 0.3333 | false",
        "−4 | -4 | true",
        "-4 | 4 | false",
        "50% | 50\\% | true",
        "1,2 | 12 | false",
        "\\text{New  York} | new york. | true",
        "x+1 | 1+x | false",
        "1/0 | 1/0 | true",
        "1/0 | 2/0 | false",
        "0.1 | 0.10000000000000000001 | false",
        "12 | 1 2 | false",
        "1,2,3 | 1, 2, 3 | true",
        "\\frac12 | \\dfrac{1}{2} | true",
        "-\\frac{1}{2} | \\frac{-1}{2} | true",
        "5\\frac{1}{2} | 5.5 | true",
        "5\\frac{1}{2} | \\frac{51}{2} | false",
        "5 1/2 | 11/2 | true",
        "\\frac{\\sqrt{3}}{2} | \\dfrac{\\sqrt3}{2} | true",
        "2 \\pi | 2\\pi | true",
        "(1, 2) | \\left(1,2\\right) | true",
        "(1, 2) | [1, 2] | false",
        "[0, 1) | [0,1] | false",
        "1.2 \\times 10^{3} | 1200 | true",
        "1.2e3 | 1.2 × 10^3 | true",
        "1.2e3 | 1.2 | false",
        "70{,}000 | 70\\,000 | true",
        "25^\\circ | 25 | true",
        "x = 5 | 5 | true",
        "10\\text{ cm} | 10 | true",
        "10\\mathrm{~cm}^2 | 10 | true",
        "10\\text{ cm} | 10\\text{ m} | false",
        "10\\text{ million} | 10 | false",
        "\\text{(C)} | C | true",
        "7! | 7 | false"
      })
  @DisplayName("matches equal numbers, exactly, and equal words")
  void matches(String one, String other, boolean same) {
    assertEquals(same, new FinalAnswer(one).matches(new FinalAnswer(other)));
    assertEquals(same, new FinalAnswer(other).matches(new FinalAnswer(one)));
  }
}
