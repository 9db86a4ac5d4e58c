package org.attune.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A request for a completion")
final class CompletionRequestTest {
  private static CompletionRequest parse(String field) {
    String json = "{\"prompt\": \"a\", " + field.replace('\'', '"') + "}";
    return CompletionRequest.parse(
        JsonParser.parseString(json).getAsJsonObject(), false, GenerationConfig.greedy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'n': 1.5 | 'n' must be a whole number, got 1.5.",
        "'max_tokens': 2.5 | 'max_tokens' must be a whole number, got 2.5.",
        "'stream': 'yes' | 'stream' must be true or false, got \"yes\".",
        "'stream': 1 | 'stream' must be true or false, got 1."
      })
  @DisplayName("is refused where a value would have to be cut or guessed")
  void refused(String field, String sentence) {
    String said = assertThrows(InvalidInputException.class, () -> parse(field)).getMessage();
    assertEquals(sentence, said);
  }

  @ParameterizedTest
  @CsvSource({"2", "2.0"})
  @DisplayName("takes whole numbers however they are written")
  void whole(String number) {
    assertEquals(2, parse("'n': " + number).count());
    assertEquals(2, parse("'stream': null, 'max_tokens': " + number).decoding().maxTokens());
  }
}
