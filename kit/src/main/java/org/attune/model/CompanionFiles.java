package org.attune.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.data.JsonValidator;

/**
 * The files beside a model that remain valid for models derived from it: the tokenizer in its older
 * formats, chat templates, the generation config, the licence and the model card. They are kept
 * byte for byte.
 *
 * @param files contents by file name
 */
public record CompanionFiles(Map<String, byte[]> files) {
  /** Names the special tokens to other programs. */
  public static final String TOKENIZER_CONFIG = "tokenizer_config.json";

  /** No files. */
  static final CompanionFiles NONE = new CompanionFiles(Map.of());

  private static final int LARGEST = 64 << 20;

  private static final Pattern KEPT =
      Pattern.compile(
          "tokenizer_config\\.json|special_tokens_map\\.json|added_tokens\\.json|vocab\\.json"
              + "|vocab\\.txt|merges\\.txt|tokenizer\\.model|spiece\\.model"
              + "|chat_template\\.(jinja|json)|generation_config\\.json|README\\.md"
              + "|(LICEN[SC]E|NOTICE|USE_POLICY)(\\.(txt|md))?");

  /** Returns the text of a file. */
  public static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  /** Reads the companion files of a folder. */
  public static CompanionFiles of(Path folder) {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> kept =
          entries.filter(path -> KEPT.matcher(path.getFileName().toString()).matches()).toList();
      kept.stream()
          .filter(Files::isRegularFile)
          .forEach(
              path -> found.put(path.getFileName().toString(), JsonValidator.bytes(path, LARGEST)));
      return new CompanionFiles(found);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": the folder cannot be read.", e);
    }
  }
}
