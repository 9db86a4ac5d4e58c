package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.util.WriteFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A policy that is saved where nothing can be written")
final class UnwritablePolicyTest {
  @TempDir private Path folder;

  private static void refused(String sentence, Executable saving) {
    assertEquals(sentence, assertThrows(WriteFailure.class, saving).getMessage());
  }

  @Test
  @DisplayName("says in one sentence where, why, and what to do, and leaves everything as it was")
  void places() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path below = file.resolve("below");
    String why = " (" + file + " is a file, not a folder); choose a place where you may write.";
    Policy policy = Policy.of("tiny", Tiny.fresh(3), PromptTemplate.PLAIN);
    Policy adapted =
        Policy.of(
            "adapted",
            policy.model().trainee(Optional.of(new Lora(2, 4)), 1),
            PromptTemplate.PLAIN);
    refused(below + ": the model cannot be saved there" + why, () -> policy.save(below));
    refused(below + ": the adapter cannot be saved there" + why, () -> adapted.saveAdapter(below));
    assertEquals("precious", Files.readString(file));
    try (var entries = Files.list(folder)) {
      assertEquals(1, entries.count());
    }
  }
}
