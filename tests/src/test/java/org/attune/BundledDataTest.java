package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.data.RowType;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What travels inside the jar is complete and works together. */
@DisplayName("The bundled world and model")
class BundledDataTest {
  @Test
  @DisplayName("bring pairs to learn from, pairs and prompts to be judged on")
  void data() {
    assertEquals(RowType.PAIRS, Dataset.bundled().kind());
    assertEquals(20_000, Dataset.bundled().size());
    assertEquals(1_000, Dataset.bundled("test").size());
    assertEquals(3_200, Dataset.bundled("provided").size());
    for (String part : List.of("prompts", "unseen", "tune")) {
      assertEquals(300, Dataset.bundled(part).prompts().size(), part);
    }
    String said =
        assertThrows(InvalidInputException.class, () -> Dataset.bundled("moon")).getMessage();
    assertTrue(said.contains("moon") && said.contains("prompts"), said);
    assertThrows(InvalidInputException.class, () -> Policy.bundled("moon"));
  }

  @Test
  @DisplayName("grade answers: one to the point beats one about something else")
  void golden() {
    String prompt = "How do I start caring for a cat?";
    double fitting = Golden.reward().score(prompt, "Begin with a soft brush.");
    double other = Golden.reward().score(prompt, "Talk with a dog trainer first.");
    double empty = Golden.reward().score(prompt, "");
    double rude = Golden.reward().score(prompt, "Do not bother me again.");
    assertTrue(fitting > 0, "an answer to the point gets " + fitting);
    assertTrue(other < 0, "an answer about a dog gets " + other);
    assertTrue(fitting > other && fitting > empty && fitting > rude);
    assertTrue(rude < 0 && empty < 0, "nothing and rudeness are both worse than neutral");
    assertTrue(Golden.reward().explain(prompt, "Do not bother me again.").contains("rude"));
  }
}
