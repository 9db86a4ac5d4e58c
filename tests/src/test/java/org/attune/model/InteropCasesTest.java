package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.JsonObject;
import java.io.IOException;
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
    ReferenceModel own = ReferenceModel.own();
    check("plain", own.folder(), own.known().getAsJsonObject("plain"));
    check("chat", own.folder(), own.known().getAsJsonObject("chat"));
  }

  @Test
  @DisplayName("do so in the odd folders beside the project")
  void odd() throws IOException {
    Path folder = SharedData.cases("interop");
    JsonObject reference = ReferenceModel.json(folder.resolve("reference.json"));
    assertTrue(reference.size() >= 6);
    for (String name : reference.keySet()) {
      check(name, folder.resolve(name), reference.getAsJsonObject(name));
    }
  }

  private static void check(String name, Path folder, JsonObject known) {
    double[] expected = GoldenSuite.numbers(known.get("log_probs_fp32"));
    TokenizedExample text =
        new TokenizedExample(
            ReferenceModel.ids(known, "prompt_ids"), ReferenceModel.ids(known, "response_ids"));
    Decoder fast = HuggingFaceFolder.load(folder, Device.cpu()).decoder();
    for (Decoder decoder : List.of(fast, new LlamaDecoder(fast.config(), fast.weights()))) {
      float[] actual =
          PyTorch.scoped(
              () ->
                  TokenLogProbs.of(decoder, TokenBatch.of(List.of(text))).values().toFloatArray());
      IntStream.range(0, expected.length)
          .forEach(i -> assertEquals(expected[i], actual[i], 1e-4, name + ", token " + i));
    }
  }
}
