package org.attune.data;

import java.util.List;

/** A prompt that waits for its response. */
public record Prompt(String prompt) implements Example {
  /** Refuses a missing text. */
  public Prompt {
    Texts.require("prompt", prompt);
  }

  @Override
  public List<String> responses() {
    return List.of();
  }

  @Override
  public Kind kind() {
    return Kind.PROMPTS;
  }
}
