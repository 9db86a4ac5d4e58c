package org.attune.data;

import java.nio.file.Path;
import java.util.List;

/** Reads a file in a process of its own, whose heap is smaller than the file. */
final class LargeFile {
  /** What the line that is printed begins with. */
  static final String CHARACTERS = "characters ";

  private LargeFile() {}

  /** Reads the file that is named and prints how many characters its prompts have. */
  public static void main(String[] args) {
    try (RowReader rows = RowReader.open(List.of(Path.of(args[0])), ReadOptions.strict())) {
      System.out.println(CHARACTERS + rows.stream().mapToLong(r -> r.prompt().length()).sum());
    }
  }
}
