package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.model.io.FamilyCases;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A family without gradients written by hand")
final class FamilyGradientsTest {
  private static final double PART = 1e-4;

  @TempDir private Path temporary;

  static Stream<FamilyCases.Case> differentiated() {
    return FamilyCases.differentiated();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differentiated")
  @DisplayName("learns by the gradients of transformers, with and without layers computed again")
  void lengths(FamilyCases.Case known) throws IOException {
    LanguageModel model = known.load(temporary.resolve("model"));
    Decoder slow = model.copy().decoder();
    Decoder readable = new LlamaDecoder(slow.config(), slow.weights());
    Decoder again = model.copy().decoder().checkpointing();
    for (Decoder decoder : List.of(model.copy().decoder(), again, readable)) {
      Map<String, Double> actual = lengths(decoder);
      known
          .gradients()
          .forEach(
              (name, length) ->
                  assertEquals(length, actual.get(name), PART * length, decoder + ", " + name));
    }
  }

  /** Returns the lengths of all gradients, by the names of the file. */
  private static Map<String, Double> lengths(Decoder decoder) {
    int[] ids = FamilyCases.ids();
    TokenizedExample text =
        new TokenizedExample(Arrays.copyOf(ids, 1), Arrays.copyOfRange(ids, 1, ids.length));
    Map<String, float[]> gradients = DecodersTest.gradients(decoder, List.of(text));
    gradients.remove("loss");
    FusedNames files = new FusedNames(decoder.config(), WeightShapes.longs(decoder.config()));
    Map<String, Double> squares = new LinkedHashMap<>();
    gradients.forEach(
        (name, gradient) -> {
          double sum = 0;
          for (float value : gradient) {
            sum += (double) value * value;
          }
          squares.merge(files.stored(name), sum, Double::sum);
        });
    squares.replaceAll((name, square) -> Math.sqrt(square));
    return squares;
  }
}
