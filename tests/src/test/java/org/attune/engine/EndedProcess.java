package org.attune.engine;

import ai.djl.Device;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;

/** A program that ends itself while one of its threads is in a long native call. */
final class EndedProcess {
  /** The exit code of a program that ended as it wished. */
  static final int CODE = 7;

  private static final int TOKENS = 1_000;

  private EndedProcess() {}

  /** Reads texts forever on one thread, and exits on another. */
  public static void main(String[] args) throws InterruptedException {
    LlamaConfig shape = LlamaConfig.small(Tiny.vocabulary(), 512, 12, 8, 8, 1_024, 1, 2);
    LanguageModel model = LanguageModel.random(shape, Tiny.tokenizer(), 1, Device.cpu());
    int[] text = IntStream.range(0, TOKENS).map(i -> 10 + i % 20).toArray();
    TokenBatch batch = TokenBatch.of(List.of(new TokenizedExample(new int[] {1, 10}, text)));
    CountDownLatch warm = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              while (true) {
                PyTorch.scoped(() -> TokenLogProbs.of(model.trainingDecoder(), batch).hashCode());
                warm.countDown();
              }
            });
    reader.setDaemon(true);
    reader.start();
    warm.await(1, TimeUnit.MINUTES);
    Thread.sleep(200); // into the next call, which takes longer than Java waits for it
    System.exit(CODE);
  }
}
