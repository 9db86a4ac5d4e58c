package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files that pyarrow 26.0.1 and datasets 5.2.0 wrote; make.py beside them says how. */
@DisplayName("A Parquet file")
final class ParquetTest {
  @TempDir private Path folder;

  static Path file(String name) {
    try {
      return Path.of(ParquetTest.class.getResource("parquet/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String asked(int i) {
    return "\n\nHuman: What is " + i + " and " + i + "? naïve ☕\n\nAssistant:";
  }

  private static String refusal(Path file) {
    return assertThrows(InvalidInputException.class, () -> Scratch.read(file, ReadOptions.strict()))
        .getMessage();
  }

  @Test
  @DisplayName("of the hub, in the shape of binarised UltraFeedback, gives scored rankings")
  void hub() {
    List<Ranking> expected =
        IntStream.range(0, 7)
            .mapToObj(
                i ->
                    new Ranking(
                        asked(i),
                        List.of(" It is " + 2 * i + ".", " No idea " + i + "."),
                        List.of(8 + i / 4.0, 3.5)))
            .toList();
    assertEquals(expected, Scratch.read(file("hub.parquet"), ReadOptions.strict()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"snappy-1", "zstd-2", "gzip-1", "lz4-2", "none-1"})
  @DisplayName("of several row groups is read whatever its codec, pages and dictionaries")
  void codecs(String name) {
    List<Pair> expected =
        IntStream.range(0, 7)
            .mapToObj(i -> new Pair(asked(i), " It is " + 2 * i + ".", " No idea " + i + "."))
            .toList();
    assertEquals(expected, Scratch.read(file(name + ".parquet"), ReadOptions.strict()));
  }

  @Test
  @DisplayName("keeps structs, lists, maps, times and missing values")
  void nested() {
    List<JsonObject> rows = new ArrayList<>();
    try (JsonSource source = FileFormats.open(file("nested.parquet"), ReadOptions.strict())) {
      while (source.advance()) {
        rows.add(source.object().orElseThrow());
      }
      assertEquals("row 2", source.place());
    }
    String first =
        "{'prompt':'a','responses':['x','y'],'scores':[1.5,2.0],'about':{'source':{'pages':[1.0,"
            + "null]}},'picture':{'bytes':2},'seen':'1970-01-01T00:00:00.000','tags':{'old':true}}";
    String second =
        "{'prompt':'b','responses':['z','w'],'scores':[0.5,0.25],'about':{'source':null},"
            + "'picture':null,'seen':null,'tags':null}";
    assertEquals(
        List.of(JsonParser.parseString(first), JsonParser.parseString(second)), List.copyOf(rows));
    assertEquals(
        List.of(
            new Ranking("a", List.of("y", "x"), List.of(2.0, 1.5)),
            new Ranking("b", List.of("z", "w"), List.of(0.5, 0.25))),
        Scratch.read(file("nested.parquet"), ReadOptions.strict()));
  }

  @Test
  @DisplayName("keeps unsigned and short numbers, decimals and identifiers as they were written")
  void numbers() {
    try (JsonSource source = FileFormats.open(file("numbers.parquet"), ReadOptions.strict())) {
      assertTrue(source.advance());
      String row =
          "{'u8':200.0,'u32':3000000000.0,'u64':18446744073709551615.0,'i32':-5.0,'half':1.5,"
              + "'price':'-7.25','small':'1.50','id':'30313233-3435-3637-3839-616263646566',"
              + "'raw':{'bytes':3}}";
      assertEquals(JsonParser.parseString(row), source.object().orElseThrow());
    }
  }

  @Test
  @DisplayName("in which pandas left a score out is refused at its row")
  void missing() {
    String sentence = refusal(file("missing.parquet"));
    assertTrue(
        sentence.contains("missing.parquet, row 2: the columns make a row of demonstrations"),
        sentence);
  }

  @Test
  @DisplayName("is refused by name where its codec is unknown, and where it is encrypted")
  void refused() throws IOException {
    String brotli = refusal(file("brotli-1.parquet"));
    assertTrue(
        brotli.contains("brotli-1.parquet") && brotli.contains("compressed with brotli"), brotli);
    Path secret =
        Files.write(folder.resolve("a.parquet"), "PARE0000PARE".getBytes(StandardCharsets.UTF_8));
    assertTrue(refusal(secret).contains("is an encrypted Parquet file"));
    Path pointer = Files.writeString(folder.resolve("b.parquet"), "version https://git-lfs");
    String text = refusal(pointer);
    assertTrue(text.contains("b.parquet is not a Parquet file: it begins with \"vers\""), text);
    Path nothing = Files.writeString(folder.resolve("c.parquet"), "");
    assertTrue(refusal(nothing).contains("is empty"));
  }

  @Test
  @DisplayName("that is cut off anywhere is refused in one sentence")
  void cutOff() throws IOException {
    byte[] whole = Files.readAllBytes(file("zstd-2.parquet"));
    for (int length = 4; length < whole.length; length += 97) {
      Path cut = Files.write(folder.resolve("a.parquet"), Arrays.copyOf(whole, length));
      String sentence = refusal(cut);
      assertTrue(sentence.contains("a.parquet") && sentence.contains("damaged"), sentence);
    }
  }

  @Test
  @DisplayName("in which one bit is wrong is read or refused in one sentence")
  void flipped() throws IOException {
    byte[] whole = Files.readAllBytes(file("none-1.parquet"));
    int refused = 0;
    for (int at = 4; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 8;
      Path file = Files.write(folder.resolve("a.parquet"), damaged);
      try {
        Scratch.read(file, ReadOptions.strict());
      } catch (InvalidInputException sentence) {
        refused++;
      }
    }
    assertTrue(refused > 0 && refused < whole.length - 4, () -> "of " + whole.length + " bytes");
  }

  @Test
  @DisplayName("may stand beside JSON Lines packed with Zstandard")
  void zstandard() throws IOException {
    Path packed = file("prompts.jsonl.zst");
    List<Prompt> expected =
        List.of(new Prompt("Number 0 ☕"), new Prompt("Number 1 ☕"), new Prompt("Number 2 ☕"));
    assertEquals(expected, Scratch.read(packed, ReadOptions.strict()));
    byte[] whole = Files.readAllBytes(packed);
    byte[] two = Arrays.copyOf(whole, 2 * whole.length);
    System.arraycopy(whole, 0, two, whole.length, whole.length);
    Path twice = Files.write(folder.resolve("two.zst"), two);
    assertEquals(6, Scratch.read(twice, ReadOptions.strict()).size());
    Path cut = Files.write(folder.resolve("cut.zst"), Arrays.copyOf(whole, whole.length - 9));
    assertTrue(refusal(cut).contains("fetch the file again"), refusal(cut));
  }
}
