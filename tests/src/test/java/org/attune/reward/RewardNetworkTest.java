package org.attune.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.attune.Tiny;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenBatch;
import org.attune.model.TokenizedExample;
import org.attune.model.Weights;
import org.attune.model.io.PolicyFolder;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A reward network")
final class RewardNetworkTest {
  @TempDir private Path temporary;

  /** Returns a folder as other libraries write it, without a card, with a padding id of its own. */
  private Path folder(int pad) throws IOException {
    LanguageModel policy = Tiny.model(3);
    float[] head = new float[policy.config().width()];
    for (int i = 0; i < head.length; i++) {
      head[i] = i + 1;
    }
    HostTensor tensor = new HostTensor(new long[] {1, head.length}, head);
    Weights weights = policy.decoder().weights().with(RewardNetwork.HEAD, tensor);
    Path folder = temporary.resolve("padding-" + pad);
    PolicyFolder.save(
        LanguageModel.of(policy.config(), weights, policy.tokenizer()),
        PromptTemplate.PLAIN,
        folder);
    Path file = folder.resolve("config.json");
    JsonObject config = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    config.addProperty("pad_token_id", pad);
    Files.writeString(file, config.toString());
    return folder;
  }

  @Test
  @DisplayName(
      "reads the last token that is not padding, as the library that wrote its folder does")
  void padding() throws IOException {
    RewardNetwork whole = RewardNetwork.load(folder(0));
    TokenizedExample example = whole.encoder().example("a", "b c", 0);
    int[] response = example.response();
    assertEquals(Tiny.EOS, response[response.length - 1]);
    TokenizedExample open =
        new TokenizedExample(example.prompt(), Arrays.copyOf(response, response.length - 1));
    float[] scores =
        PyTorch.scoped(() -> whole.scores(TokenBatch.of(List.of(example, open))).toFloatArray());
    assertNotEquals(scores[0], scores[1], 1e-3f);
    // A batch of another size may round otherwise: by some units in the last place of about 40.
    float rounding = 8 * Math.ulp(scores[0]);
    assertEquals(scores[0], whole.score("a", "b c"), rounding);
    RewardNetwork before = RewardNetwork.load(folder(Tiny.EOS));
    assertEquals(scores[1], before.score("a", "b c"), rounding);
    assertEquals(scores[1], ((RewardNetwork) before.parts().whole()).score("a", "b c"), rounding);
  }

  @Test
  @DisplayName("that reads before the end is not saved as one that reads the end")
  void saved() throws IOException {
    RewardCard card = new RewardCard(RewardCard.Kind.POINTWISE, 1, 1, 1);
    Path copy = temporary.resolve("copy");
    RewardNetwork before = RewardNetwork.load(folder(Tiny.EOS));
    String refused =
        assertThrows(InvalidInputException.class, () -> before.save(copy, card)).getMessage();
    assertTrue(refused.contains("copy its folder"), refused);
    assertTrue(Files.notExists(copy));
  }
}
