package org.attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.Dataset;
import org.attune.Golden;
import org.attune.RewardModel;
import org.attune.data.RowType;
import org.attune.reward.AccuracyReward;
import org.attune.reward.LinearReward;
import org.attune.reward.PreferenceNetwork;
import org.attune.reward.Reward;
import org.attune.reward.RewardCard;
import org.attune.util.EditDistance;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Option for the reward that judges responses. */
final class RewardOption {
  /** The subfolder of a run that holds a reward model. */
  static final String FOLDER = "reward";

  /** Counts words, the baseline that every learned reward should be compared with. */
  static final Reward LENGTH = new Words();

  private static final String MODEL = "model";
  private static final String PREFERENCE = "preference";
  private static final String PROVIDED = "provided";

  /** Compares the final answer with that of the solution in the data. */
  static final String ACCURACY = "accuracy";

  private static final List<String> NAMES =
      List.of("golden", "length", MODEL, PREFERENCE, PROVIDED, ACCURACY);

  @Option(
      names = "--reward",
      paramLabel = "REWARD",
      converter = Name.class,
      description =
          "golden (the exact reward of the bundled data), length (counts words), accuracy (1 if the"
              + " final answer is that of the solution in the data), or the folder of a reward"
              + " model or preference model; label, train and curve also accept model and"
              + " preference, which are first trained on the pairs of the data, and train accepts"
              + " provided, the human labels in the data (default: golden for the bundled data; for"
              + " other data, provided for train with methods that learn from pairs, rankings or"
              + " labels, and model otherwise; sft needs none).")
  private String name;

  /** Rejects what is neither a reward's name nor a folder while options are read. */
  static final class Name implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
      if (!NAMES.contains(name) && !Files.isDirectory(Path.of(name))) {
        throw new TypeConversionException(
            "there is no reward '%s'%s: it is none of %s, and no folder in %s"
                .formatted(
                    name,
                    EditDistance.closest(NAMES, name)
                        .map(" (did you mean %s?)"::formatted)
                        .orElse(""),
                    NAMES,
                    Path.of("").toAbsolutePath()));
      }
      return name;
    }
  }

  private record Words() implements Reward {
    @Override
    public double score(String prompt, String response) {
      return response.isBlank() ? 0 : response.strip().split("\\s+").length;
    }

    @Override
    public String toString() {
      return "length in words";
    }
  }

  /** Returns whether a reward was named at all. */
  boolean isNamed() {
    return name != null;
  }

  /** Returns whether the human labels in the data are the reward. */
  boolean provided() {
    return PROVIDED.equals(name);
  }

  /** Returns whether the solutions in the data are the reward. */
  boolean accuracy() {
    return ACCURACY.equals(name);
  }

  /** Returns whether the reward to be trained compares two responses. */
  boolean pairwise() {
    return PREFERENCE.equals(name);
  }

  /** Returns the named reward, or nothing if one is to be trained. */
  Optional<Reward> find(boolean bundled) {
    return MODEL.equals(name) || pairwise() || accuracy() || (name == null && !bundled)
        ? Optional.empty()
        : Optional.of(named(name, bundled));
  }

  /** Returns the reward that compares with the solutions in the data. */
  static Reward accuracy(Dataset data) {
    InvalidInputException.unless(
        data.kind() == RowType.DEMONSTRATIONS,
        "accuracy needs problems with one solution each, got %s; name the column of the solutions"
            + " or right answers, such as --column response=ground_truth.",
        data.kind().plural());
    return AccuracyReward.of(data.demonstrations());
  }

  /** Returns whether the reward is to be trained on the data. */
  boolean isTrained(boolean bundled) {
    return !accuracy() && find(bundled).isEmpty();
  }

  /** Returns the named reward; one that is to be trained is rejected. */
  Reward given(boolean bundled) {
    return named(name, bundled);
  }

  /** Returns the reward of a name; by default the golden one on the bundled world. */
  static Reward named(String name, boolean bundled) {
    InvalidInputException.unless(
        !ACCURACY.equals(name),
        "accuracy compares answers with the solutions in the training data or, in evaluate, in the"
            + " --test data; name another reward here.");
    InvalidInputException.unless(
        !List.of(MODEL, PREFERENCE, PROVIDED).contains(String.valueOf(name))
            && (name != null || bundled),
        "Specify the --reward to judge with: golden, length, or a folder that 'attune reward'"
            + " wrote.");
    if (name == null || name.equals("golden")) {
      return Golden.reward();
    }
    return name.equals("length") ? LENGTH : load(Path.of(name));
  }

  /** Loads the reward model or the preference model of a folder or of a run. */
  static Reward load(Path folder) {
    Path inside = folder.resolve(FOLDER);
    boolean run = Files.isDirectory(inside) && !Files.exists(folder.resolve("config.json"));
    Path place = run ? inside : folder;
    RunContents.requireReward(folder);
    if (LinearReward.isIn(place)) {
      return LinearReward.load(place);
    }
    return RewardCard.isPairwise(place) ? PreferenceNetwork.load(place) : RewardModel.load(place);
  }

  /** Returns a reward that scores each response by itself; a preference model is rejected. */
  static Reward scoring(Reward reward, String what) {
    InvalidInputException.unless(
        !reward.comparesOnly(),
        "%s needs a reward that scores each response by itself, and a pairwise preference model"
            + " only compares two; use golden, length, or the folder of a reward model.",
        what);
    return reward;
  }

  /** Returns the identity of a reward; for a learned one, the hash of its weights. */
  static String known(Reward reward) {
    if (reward instanceof RewardModel model) {
      return "reward model, weights " + model.hash();
    }
    if (reward instanceof LinearReward linear) {
      return "linear reward, weights " + linear.hash();
    }
    return reward.toString();
  }
}
