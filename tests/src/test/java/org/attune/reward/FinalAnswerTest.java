package org.attune.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "The answer is \\(x^2\\) | \\(x^2\\)",
        "12 minus 5 is 7 | 7",
        "12-7 | 7",
        "it fell to -3 | -3",
        "model v2 has 1,000,000 weights, v3 more | 1,000,000",
        "3/4 | 3/4",
        "Paris | Paris",
        "\\boxed{open #### 9 | 9"
      })
  @DisplayName("is found by the marks around it, then as the last number, then as the whole text")
  void found(String text, String answer) {
    assertEquals(
        Optional.of(answer), FinalAnswer.of(text.replace("\\n", "\n")).map(FinalAnswer::text));
  }

  @Test
  @DisplayName("is missing where a text is blank or does not end to think")
  void missing() {
    assertEquals(Optional.empty(), FinalAnswer.of(" \n"));
    assertEquals(Optional.empty(), FinalAnswer.of("<think>It may be 7"));
    assertEquals(Optional.empty(), FinalAnswer.of("<think>It may be 7</think>"));
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
        "0.1 | 0.10000000000000000001 | false"
      })
  @DisplayName("matches equal numbers, exactly, and equal words")
  void matches(String one, String other, boolean same) {
    assertEquals(same, new FinalAnswer(one).matches(new FinalAnswer(other)));
    assertEquals(same, new FinalAnswer(other).matches(new FinalAnswer(one)));
  }
}
