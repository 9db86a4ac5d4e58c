package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.data.RowType;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.attune.world.Trait;
import org.attune.world.World;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What travels inside the jar is complete and works together. */
@DisplayName("The embedded world and model")
class BundledDataTest {
  @Test
  @DisplayName("bring pairs to learn from, pairs and prompts to be judged on")
  void data() {
    assertEquals(RowType.PAIRS, Dataset.bundled().kind());
    assertEquals(3_200, Dataset.bundled().size());
    assertEquals(800, Dataset.bundled("test").size());
    assertEquals(600, Dataset.bundled("prompts").prompts().size());
    assertEquals(300, Dataset.bundled("tune").prompts().size());
    String said =
        assertThrows(InvalidInputException.class, () -> Dataset.bundled("moon")).getMessage();
    assertTrue(said.contains("moon") && said.contains("prompts"), said);
  }

  @Test
  @DisplayName("speak the same English: the base model's sentences are the world's")
  void fluent() {
    List<String> prompts = Dataset.bundled("tune").prompts().subList(0, 60);
    List<String> answers =
        Policy.bundled().answers(prompts, GenerationConfig.temperature(1).maxTokens(90).seed(3));
    int broken = 0;
    for (int i = 0; i < prompts.size(); i++) {
      broken += World.standard().golden().grade(prompts.get(i), answers.get(i)).count(Trait.BROKEN);
    }
    assertTrue(broken <= 30, broken + " sentences of 60 sampled answers are not the world's");
  }

  @Test
  @DisplayName("grade answers: one to the point beats one about something else")
  void golden() {
    String prompt = "How do I start caring for a cat?";
    double fitting = Golden.reward().score(prompt, "Begin with a soft brush and some cat food.");
    double other = Golden.reward().score(prompt, "Talk with a dog trainer before you start.");
    double empty = Golden.reward().score(prompt, "");
    double rude = Golden.reward().score(prompt, "Do not bother me again.");
    assertTrue(fitting > 0, "an answer to the point gets " + fitting);
    assertTrue(other < 0, "an answer about a dog gets " + other);
    assertTrue(fitting > other && fitting > empty && fitting > rude);
    assertTrue(rude < 0 && empty < 0, "nothing and rudeness are both worse than neutral");
    assertTrue(Golden.reward().explain(prompt, "Do not bother me again.").contains("rude"));
  }
}
