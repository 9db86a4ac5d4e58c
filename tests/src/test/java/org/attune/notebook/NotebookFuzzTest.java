package org.attune.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.Fuzz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("A damaged notebook")
final class NotebookFuzzTest {
  @Test
  @DisplayName("is read or refused in one sentence")
  void notebook(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("page.ipynb");
    Files.writeString(
        file,
        """
        {"cells": [
          {"cell_type": "markdown", "metadata": {}, "source": ["# One\\n", "Two"]},
          {"cell_type": "code", "execution_count": null, "outputs": [], "source": "1 + 1"}],
         "metadata": {"kernelspec": {"name": "attune"}}, "nbformat": 4, "nbformat_minor": 5}
        """);
    Fuzz.damage(file, 71, () -> NotebookRunner.read(file));
  }
}
