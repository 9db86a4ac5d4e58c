package org.attune.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Java of README and guide, which is not run as that of the recipes is,")
final class SnippetsTest {
  private final List<String> errors = new ArrayList<>();

  /** Compiles the blocks of a page in turn, and keeps what is wrong with each by its line. */
  private int compile(String file, CompiledCells cells) {
    List<Page.Part> blocks = Page.read(Page.root().resolve(file)).cells();
    for (Page.Part block : blocks) {
      cells
          .compile(block.text())
          .forEach(error -> errors.add(file + ":" + block.line() + ": " + error));
    }
    return blocks.size();
  }

  @Test
  @DisplayName("compiles in a notebook, block after block")
  void compiles() {
    try (CompiledCells cells = new CompiledCells()) {
      int blocks = compile("README.md", cells) + compile("recipes/GUIDE.md", cells);
      assertEquals(List.of(), errors);
      assertTrue(blocks >= 12, blocks + " blocks were found");
    }
  }

  @Test
  @DisplayName("is refused where a notebook would refuse it")
  void refused() {
    try (CompiledCells cells = new CompiledCells()) {
      assertEquals(List.of(), cells.compile("var a = List.of(1);\na.get(0)"));
      assertEquals(List.of(), cells.compile("int b = a.get(0); // of an earlier cell\n"));
      assertTrue(cells.compile("a.get(0)\nb").toString().contains("';' expected"));
      assertTrue(cells.compile("a.got(0)").toString().contains("method got(int)"));
      assertTrue(cells.compile("int f() { return missing(); }").toString().contains("missing()"));
      assertTrue(cells.compile("if (b > 0) {").toString().contains("if (b > 0) {"));
    }
  }
}
