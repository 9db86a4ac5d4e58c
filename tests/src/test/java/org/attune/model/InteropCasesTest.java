package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.GoldenSuite;
import org.attune.SharedData;
import org.attune.engine.PyTorch;
import org.attune.model.io.HuggingFaceFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Folders that transformers saved")
final class InteropCasesTest {
  @Test
  @DisplayName("give each token of the response the log-probability that transformers gives it")
  void logProbs() throws IOException {
    Path folder = SharedData.cases("interop");
    JsonObject reference =
        JsonParser.parseString(Files.readString(folder.resolve("reference.json")))
            .getAsJsonObject();
    assertTrue(reference.size() >= 6);
    for (String name : reference.keySet()) {
      JsonObject known = reference.getAsJsonObject(name);
      double[] expected = GoldenSuite.numbers(known.get("log_probs_fp32"));
      TokenizedExample text =
          new TokenizedExample(ids(known, "prompt_ids"), ids(known, "response_ids"));
      Decoder fast = HuggingFaceFolder.load(folder.resolve(name), Device.cpu()).decoder();
      for (Decoder decoder : List.of(fast, new LlamaDecoder(fast.config(), fast.weights()))) {
        float[] actual =
            PyTorch.scoped(
                () ->
                    TokenScores.of(decoder, TokenBatch.of(List.of(text))).values().toFloatArray());
        IntStream.range(0, expected.length)
            .forEach(i -> assertEquals(expected[i], actual[i], 1e-4, name + ", token " + i));
      }
    }
  }

  private static int[] ids(JsonObject known, String key) {
    return java.util.Arrays.stream(GoldenSuite.numbers(known.get(key)))
        .mapToInt(id -> (int) id)
        .toArray();
  }
}
