package org.attune.data;

import java.util.List;

/** A prompt with one response to it. */
public record Demonstration(String prompt, String response) implements Example {
  /** Rejects missing texts; an empty response is allowed. */
  public Demonstration {
    TextChecks.require("prompt", prompt);
    TextChecks.require("response", response);
  }

  @Override
  public List<String> responses() {
    return List.of(response);
  }

  @Override
  public RowType kind() {
    return RowType.DEMONSTRATIONS;
  }
}
