package org.attune.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.data.TemporaryFolder;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.method.TrainingConfig;
import org.attune.method.online.Grpo;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.Ppo;
import org.attune.method.online.RolloutConfig;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.PromptTemplate;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.reward.Reward;
import org.attune.reward.RewardNetwork;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.PolicyTraining;
import org.attune.train.online.OnlineTraining;
import org.attune.util.ResidentMemory;

/** A very long job in a process of its own, which prints how much memory the process has. */
final class Soak {
  /** What a sample's line begins with. */
  static final String SAMPLE = "resident ";

  private static final int SAMPLES = 100;

  /** A million weights, as the bundled model has. */
  private static final LlamaConfig WIDE =
      LlamaConfig.small(Tiny.vocabulary(), 128, 5, 4, 2, 48, Tiny.BOS, Tiny.EOS);

  private static final List<String> PROMPTS =
      IntStream.range(0, 22).mapToObj(Toys::letter).toList();
  private static final Reward LONG = (prompt, response) -> response.length() / 10.0;

  private final int total;

  private Soak(int total) {
    this.total = total;
  }

  /** Does one of the jobs, named first, so many times, and prints a hundred samples. */
  public static void main(String[] args) {
    Soak soak = new Soak(Integer.parseInt(args[1]));
    switch (args[0]) {
      case "train" -> soak.train();
      case "ppo" -> soak.online(new Ppo().rollouts(new RolloutConfig(8, 1).maxTokens(4)));
      case "grpo" -> soak.online(new Grpo().rollouts(new RolloutConfig(4, 2).maxTokens(4)));
      case "evaluate" -> soak.evaluate();
      case "sessions" -> soak.sessions();
      case "leak" -> soak.leak();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private void train() {
    new PolicyTraining(Tiny.fresh(82), PromptTemplate.PLAIN, Toys.sft(total))
        .run(Toys.noise(24, 9), watched());
  }

  private void online(OnlineMethod method) {
    TrainingConfig plan = method.config().steps(total).batchSize(8).microBatch(8).seed(3);
    new OnlineTraining(Tiny.fresh(61), PromptTemplate.PLAIN, method.config(plan), LONG)
        .run(PROMPTS, watched());
  }

  private void evaluate() {
    LanguageModel model = Tiny.fresh(62);
    RewardNetwork judge = RewardNetwork.from(model, PromptTemplate.PLAIN);
    each(
        step -> {
          GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(8).seed(step);
          List<String> texts =
              Completions.sample(model, PromptTemplate.PLAIN, PROMPTS, decoding).texts();
          judge.scores(PROMPTS, texts);
        });
  }

  /**
   * What a notebook does all day: align, evaluate, save, load, forget; nobody asks Java to collect.
   */
  private void sessions() {
    LanguageModel start = LanguageModel.random(WIDE, Tiny.tokenizer(), 5, Device.cpu());
    Path own = TemporaryFolder.ofProcess("soak"); // Two soaks may run at a time.
    for (int round = 1; round <= total; round++) {
      LanguageModel trained =
          new PolicyTraining(start, PromptTemplate.PLAIN, Toys.sft(2))
              .run(Toys.noise(8, round), RunOptions.defaults())
              .model();
      GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(4).seed(round);
      Completions.sample(trained, PromptTemplate.PLAIN, PROMPTS.subList(0, 4), decoding);
      Path folder = own.resolve("" + round);
      HuggingFaceFolder.save(trained, folder, DType.F32);
      HuggingFaceFolder.load(folder, Device.cpu());
      remove(folder);
      if (round % (total / SAMPLES) == 0) {
        System.out.println(SAMPLE + ResidentMemory.now().orElseThrow());
      }
    }
  }

  private static void remove(Path folder) {
    try {
      TemporaryFolder.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets to free 1 KB each time: what the samples must show. */
  private void leak() {
    NDManager manager = PyTorch.manager(Device.cpu());
    each(step -> manager.zeros(new Shape(256)));
  }

  private void each(IntConsumer job) {
    for (int step = 1; step <= total; step++) {
      job.accept(step);
      sample(step);
    }
  }

  private RunOptions watched() {
    return RunOptions.defaults().callback(step -> sample(step.step()));
  }

  private void sample(int step) {
    if (step % (total / SAMPLES) == 0) {
      System.gc();
      System.out.println(SAMPLE + ResidentMemory.now().orElseThrow());
    }
  }
}
