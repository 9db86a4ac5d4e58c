package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("attune export")
final class ExportCommandTest {
  @TempDir private Path scratch;

  @Test
  @DisplayName("writes a GGUF file, never over another, and says how a plain policy is asked")
  void plain() throws IOException {
    Path file = scratch.resolve("small.gguf");
    Cli.Said said = export(file, Fixture.model(scratch), "plain").done();
    byte[] magic = Arrays.copyOf(Files.readAllBytes(file), 4);
    assertEquals("GGUF", new String(magic, StandardCharsets.US_ASCII));
    assertTrue(said.err().contains("no chat template"), said.err());
    assertTrue(said.err().contains("\"User: PROMPT\\nAssistant:\""), said.err());
    export(file, Fixture.model(scratch), "plain").refused("small.gguf");
  }

  @Test
  @DisplayName("says nothing of layouts where the chat template is the policy's")
  void chat() throws IOException {
    Path model = Fixture.model(scratch);
    Files.writeString(
        model.resolve("chat_template.jinja"),
        "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}");
    Cli.Said chat = export(scratch.resolve("chat.gguf"), model, "chat").done();
    assertEquals("", chat.err());
    Cli.Said plain = export(scratch.resolve("plain.gguf"), model, "plain").done();
    assertTrue(plain.err().contains("this policy does not use it"), plain.err());
  }

  private static Cli.Said export(Path file, Path model, String layout) {
    return Cli.run("export --gguf", file, "--model", model, "--layout", layout);
  }
}
