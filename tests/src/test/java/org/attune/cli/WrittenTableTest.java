package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

@DisplayName("A table that the kit wrote")
final class WrittenTableTest {
  @TempDir private Path scratch;

  private Table read(String text) throws IOException {
    return WrittenTable.read(Files.writeString(scratch.resolve("table.csv"), text));
  }

  @Test
  @DisplayName("keeps names and answers that look like numbers, truth values or dates")
  void texts() throws IOException {
    Table table = read("policy,answer,gold,seed,note\n7d,T,NA,20240102,2024-01-02\n30d,F,no,7,\n");
    assertEquals(List.of("7d", "30d"), table.stringColumn("policy").asList());
    assertEquals(List.of("T", "F"), table.stringColumn("answer").asList());
    assertEquals(List.of("NA", "no"), table.stringColumn("gold").asList());
    assertEquals(List.of(20240102, 7), table.intColumn("seed").asList());
    assertEquals("2024-01-02", table.stringColumn("note").get(0));
  }

  @Test
  @DisplayName("reads numbers, missing ones among them")
  void numbers() throws IOException {
    Table table = read("loss,tokens,id\n2.5,3,9007199254740993\n,4,1\n1.0E-7,,2\n");
    assertEquals(2.5, table.doubleColumn("loss").get(0));
    assertTrue(table.doubleColumn("loss").isMissing(1));
    assertEquals(1e-7, table.doubleColumn("loss").get(2));
    assertTrue(table.intColumn("tokens").isMissing(2));
    assertEquals(9007199254740993L, table.longColumn("id").get(0));
    assertEquals(ColumnType.LONG, table.column("id").type());
  }
}
