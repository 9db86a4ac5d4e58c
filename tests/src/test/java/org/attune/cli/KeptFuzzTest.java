package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.Align;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Fuzz;
import org.attune.Policy;
import org.attune.Tiny;
import org.attune.curve.CurvePoint;
import org.attune.data.FolderLock;
import org.attune.data.KeptAnswers;
import org.attune.data.Pair;
import org.attune.model.PromptTemplate;
import org.attune.model.io.PolicyFolder;
import org.attune.reward.LinearTraining;
import org.attune.reward.RewardCard;
import org.attune.runs.Runs;
import org.attune.sweep.Trial;
import org.attune.sweep.TrialFolder;
import org.attune.train.loop.RunOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("What commands keep is read or refused in one sentence:")
final class KeptFuzzTest {
  @TempDir private Path folder;

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertTrue(all.size() == 1, all::toString);
      return all.get(0);
    }
  }

  @Test
  @DisplayName("a trial of a sweep")
  void trial() throws IOException {
    TrialFolder trials = TrialFolder.of(folder);
    trials.keep(
        "what",
        new Trial(
            1,
            7,
            Map.of("reward", 1.5),
            20,
            0.75,
            3.5,
            "",
            Optional.of(new KeptAnswers(List.of("yes", "no"), 1, List.of(-0.5, -1.5)))));
    Fuzz.damage(only(), 31, () -> trials.find("what"));
  }

  @Test
  @DisplayName("the points of a curve")
  void points() throws IOException {
    PointFolder points = new PointFolder(folder, "shared");
    points.keep(
        "what",
        List.of(
            new CurvePoint("g", "p", 1, List.of(0.5, 2.0), List.of(1.0, 0.5), List.of(3.0, 4.0))));
    Fuzz.damage(only(), 32, () -> points.find("what"));
  }

  @Test
  @DisplayName("the card of snapshots")
  void snapshots() throws IOException {
    Path card = Files.createDirectories(folder.resolve("snapshots")).resolve("run.json");
    Files.writeString(
        card, "{\"method\":\"SFT\",\"settings\":\"Sft[]\",\"seed\":3,\"start\":\"ab12\"}");
    Fuzz.damage(card, 33, () -> new SnapshotFolders(folder).card());
  }

  @Test
  @DisplayName("any file of a training's folder")
  void run() throws IOException {
    Map<String, Integer> steps = Map.of("snapshots/step-00000001", 7, "policy", 8);
    for (Map.Entry<String, Integer> step : steps.entrySet()) {
      Path place = folder.resolve(step.getKey());
      Files.createDirectories(place.getParent());
      PolicyFolder.save(Tiny.model(step.getValue()), PromptTemplate.CHAT, place);
      Files.writeString(
          place.resolve("tokenizer_config.json"),
          "{\"bos_token\":{\"content\":\"<s>\"},\"add_bos_token\":true,\"chat_template\":\"{{"
              + " messages[0]['content'] }}\"}");
      Files.writeString(
          place.resolve("generation_config.json"), "{\"eos_token_id\":[2],\"bos_token_id\":1}");
    }
    Files.writeString(
        folder.resolve("snapshots/run.json"),
        "{\"method\":\"SFT\",\"settings\":\"Sft[]\",\"seed\":3,\"start\":\"ab12\"}");
    // Damage that passes the guard of tokenizer.json is tried in a process of its own.
    Fuzz.damageOneOf(
        folder,
        file -> !file.endsWith("tokenizer.json"),
        35,
        () -> {
          for (Policy policy :
              new SnapshotFolders(folder).job(false).work().policies(RunOptions.defaults()).get()) {
            policy.show("a");
          }
        });
  }

  @Test
  @DisplayName("a linear reward")
  void linear() throws IOException {
    Path reward = folder.resolve("reward");
    LinearTraining.standard().fit(List.of(new Pair("a", "b c", "d"))).save(reward);
    Fuzz.damage(reward.resolve("linear-reward.json"), 36, () -> RewardOption.load(reward));
  }

  @Test
  @DisplayName("the lock of a folder")
  void lock() throws IOException {
    Path lock = folder.resolve(FolderLock.FILE);
    Files.writeString(lock, "4242");
    Fuzz.damage(
        lock,
        37,
        () -> {
          FolderLock.of(folder).close();
          Files.writeString(lock, ""); // Closing removes it.
        });
  }

  @Test
  @DisplayName("the card of a reward")
  void reward() throws IOException {
    Path card = folder.resolve("reward.json");
    Files.writeString(card, "{\"kind\":\"PAIRWISE\",\"pairs\":20,\"steps\":10,\"seconds\":1.5}");
    Fuzz.damage(card, 34, () -> RewardCard.of(folder));
  }

  @Test
  @DisplayName("a kept run, and the list of runs")
  void keptRun() throws IOException {
    Path model = folder.resolve("model");
    PolicyFolder.save(Tiny.model(3), PromptTemplate.PLAIN, model);
    Policy start = Policy.load(model);
    AlignmentResult run =
        Dataset.ofPairs(List.of(new Pair("a", "b", "c"), new Pair("d", "e", "f")))
            .rewardLabel((prompt, response) -> response.indexOf('b'))
            .align(Align.dpo().steps(2).batchSize(2), start);
    Path place = run.save(folder.resolve("run"));
    Fuzz.damage(
        place.resolve("run.json"),
        38,
        () -> {
          AlignmentResult.load(place).notes();
          Runs.in(folder).table();
        });
  }
}
