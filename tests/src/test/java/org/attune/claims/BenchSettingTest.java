package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The setting of a finding")
final class BenchSettingTest {
  private static BenchSetting of(String seeds, String size, String hashes) {
    return BenchSetting.of(
        "RunScale[seeds=" + seeds + ", " + size + "] " + hashes + " golden reward A rule.",
        "A rule.");
  }

  @Test
  @DisplayName("says in words what differs, whatever the seeds")
  void unlike() {
    BenchSetting one = of("[1, 2]", "steps=6, maxTokens=20", "a b c");
    assertEquals(one, of("[1, 2, 3]", "steps=6, maxTokens=20", "a b c"));
    assertEquals("max tokens 20, not 90", one.unlike(of("[1]", "steps=6, maxTokens=90", "a b c")));
    assertEquals(
        "steps 6, not 7; another start policy; other training data; other prompts",
        one.unlike(of("[1]", "steps=7, maxTokens=20", "x y z")));
  }
}
