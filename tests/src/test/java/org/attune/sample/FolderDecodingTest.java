package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The decoding of generation_config.json")
final class FolderDecodingTest {
  private static FolderDecoding of(String json) {
    return FolderDecoding.of(json.replace('\'', '"'));
  }

  @Test
  @DisplayName("is greedy unless it says do_sample, whatever the temperature")
  void greedy() {
    FolderDecoding own = of("{'temperature':0.6,'top_p':0.9,'eos_token_id':[1,2]}");
    assertEquals(GenerationConfig.greedy(), own.decoding());
    assertEquals(List.of(), own.unsupported());
  }

  @Test
  @DisplayName("samples with its temperature, top-p and top-k, which is 50 if not named")
  void sampled() {
    assertEquals(
        GenerationConfig.temperature(0.6).topK(50).topP(0.9),
        of("{'do_sample':true,'temperature':0.6,'top_p':0.9}").decoding());
    assertEquals(
        GenerationConfig.temperature(1).topK(20).maxTokens(7).cutAt(List.of("###")),
        of("{'do_sample':true,'top_k':20,'max_new_tokens':7,'stop_strings':['###']}").decoding());
  }

  @Test
  @DisplayName("names what has no counterpart here")
  void unsupported() {
    FolderDecoding own =
        of("{'repetition_penalty':1.1,'num_beams':1,'min_p':0.05,'suppress_tokens':[3]}");
    assertEquals(
        List.of("min_p 0.05", "repetition_penalty 1.1", "suppress_tokens"), own.unsupported());
    assertTrue(own.note().orElseThrow().contains("asks for min_p 0.05, repetition_penalty 1.1"));
  }

  @Test
  @DisplayName("is refused with key and value where it is malformed")
  void refused() {
    String sentence =
        assertThrows(
                InvalidInputException.class, () -> of("{'do_sample':true,'temperature':'hot'}"))
            .getMessage();
    assertEquals(
        "generation_config.json: 'temperature' must be a finite number, got \"hot\".", sentence);
    assertThrows(InvalidInputException.class, () -> of("{'do_sample':true,'top_p':2}"));
  }
}
