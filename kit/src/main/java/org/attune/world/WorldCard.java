package org.attune.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.util.Sha256;

/** Writes the card of the bundled data: everything on it is computed from the data itself. */
final class WorldCard {
  private static final int SAMPLE = 20_000;
  private static final String TRAIN = WorldFiles.SAMPLED.get(0);
  private static final String TEST = WorldFiles.SAMPLED.get(1);

  private static final String INTRODUCTION =
      """
      # The world

      Questions about everyday things and answers of five qualities, in a small English whose
      golden reward is known exactly. Nothing here was collected from people or from another
      model than the two beside it: `org.attune.world.WriteWorld` draws it with seed %d, and a
      test checks that it draws the same text again; `attune pretrain` trained the models and
      sampled the pairs of the start.

      **Who asks what.** %d topics × %d intents. %d of the %d combinations are held out: no
      training prompt asks about them and no text that the base model read speaks about them.
      Of 100 prompts %.0f mention a detail (company, minutes, dollars, season) that a good
      answer takes up. Prompts have at most 10 words.

      **Who answers how.** The quality of the writer is drawn first:
      %s.
      A careless writer slips to a fixed other topic or intent, so an answer alone does not tell
      whether it is to the point; one has to read the prompt.

      **Who learns what.** The [base model](../base/README.md) read answers of all qualities. The
      [start](../start/README.md) was fine-tuned on demonstrations of mixed quality. Like the
      papers' preference data, the training and test pairs are **samples of the start**, two
      answers to one prompt; the provided pairs were written by the world's own writers.

      **Three parts.** A prompt's part (train 80 %%, tune 5 %%, test 15 %%) is a function of its
      text, so no prompt is on two sides whatever seeds are used.
      """;

  private static final String STATISTICS =
      """

      ## Statistics

      Of %d texts that `corpus` draws (the mixture of all qualities):

      | | |
      |---|---|
      | golden, mean and standard deviation | %.2f, %.2f |
      | golden, quantiles 5, 25, 50, 75, 95 %% | %.2f, %.2f, %.2f, %.2f, %.2f |
      | words of a prompt, mean and most | %.1f, %d |
      | words of an answer, mean, 95 %% and most | %.1f, %d, %d |
      | distinct words, capitals ignored | %d |
      """;

  private final World world;
  private final Map<String, String> files;
  private final StringBuilder out = new StringBuilder();
  private final List<Demonstration> corpus;
  private final List<TraitCounts> grades;

  WorldCard(World world, Map<String, String> files) {
    this.world = world;
    this.files = files;
    this.corpus = world.corpus(SAMPLE, WorldFiles.SEED);
    this.grades = corpus.stream().map(d -> world.golden().grade(d.prompt(), d.response())).toList();
  }

  /** Returns the card as Markdown. */
  String text() {
    introduction();
    fileTable();
    reward();
    statistics();
    examples();
    licence();
    return out.toString();
  }

  private void introduction() {
    say(
        INTRODUCTION,
        WorldFiles.SEED,
        count(world, TopicIntent::topic),
        count(world, TopicIntent::intent),
        world.heldOut().size(),
        world.heldOut().size() + world.seen().size(),
        100 * detailed(),
        qualities());
  }

  private void fileTable() {
    say("\n## Files\n\n| file | lines | columns | SHA-256 of the text |\n|---|---|---|---|\n");
    row(TRAIN, "prompt, chosen, rejected: samples of the start");
    row(TEST, "the same columns and source; prompts of the test part");
    row("provided.jsonl.gz", "the same columns; answers by the world's writers");
    row("prompts.jsonl", "prompt, combination (seen), topic, intent; for evaluation");
    row("unseen.jsonl", "the same columns, combinations that no training text has; for evaluation");
    row("tune.jsonl", "the same columns; for choosing hyper-parameters");
    double train = world.judge().bayesLimit(WorldFiles.pairs(files.get(TRAIN)));
    double test = world.judge().bayesLimit(WorldFiles.pairs(files.get(TEST)));
    say(
        """

        Both answers of a pair are drawn independently. The label is noisy: the first wins with
        probability σ((g₁ − g₂) / %.1f), g being the golden reward. A judge who knew g would agree
        with %.1f %% of the training labels in the long run, and with %.1f %% of the test labels:
        the Bayes limit. The golden reward does agree with %.1f %% and %.1f %% (a tie counts half).
        """,
        world.judge().temperature(),
        100 * train,
        100 * test,
        100 * agreement(TRAIN),
        100 * agreement(TEST));
  }

  private void row(String file, String columns) {
    String text = files.get(file);
    say("| `%s` | %d | %s | `%s` |\n", file, text.lines().count(), columns, Sha256.of(text));
  }

  private void reward() {
    say(
        """

        ## The golden reward

        `World.standard().golden().grade(prompt, answer)` looks every sentence up in the world's
        phrasebook and adds up count × weight, never below %.0f. The shares are those of answers
        in the corpus in which the trait occurs.

        | trait | weight | counts | share |
        |---|---|---|---|
        """,
        TraitCounts.FLOOR);
    for (Trait trait : Trait.values()) {
      long answers = grades.stream().filter(g -> g.count(trait) > 0).count();
      String name = trait.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      say(
          "| %s | %+.2f | %s | %.1f %% |\n",
          name, trait.weight(), trait.meaning(), 100.0 * answers / SAMPLE);
    }
  }

  private void statistics() {
    double[] golden = grades.stream().mapToDouble(TraitCounts::golden).sorted().toArray();
    double mean = Arrays.stream(golden).average().orElseThrow();
    double variance =
        Arrays.stream(golden).map(g -> (g - mean) * (g - mean)).average().orElseThrow();
    int[] asked = corpus.stream().mapToInt(d -> Spelling.words(d.prompt())).sorted().toArray();
    int[] said = corpus.stream().mapToInt(d -> Spelling.words(d.response())).sorted().toArray();
    say(
        STATISTICS,
        SAMPLE,
        mean,
        Math.sqrt(variance),
        golden[SAMPLE / 20],
        golden[SAMPLE / 4],
        golden[SAMPLE / 2],
        golden[SAMPLE * 3 / 4],
        golden[SAMPLE * 19 / 20],
        Arrays.stream(asked).average().orElseThrow(),
        asked[SAMPLE - 1],
        Arrays.stream(said).average().orElseThrow(),
        said[SAMPLE * 19 / 20],
        said[SAMPLE - 1],
        distinctWords().size());
  }

  private void examples() {
    String prompt = world.prompts(1, WorldFiles.SEED).get(0);
    say(
        "\n## One prompt, five qualities\n\n> %s\n\n| quality | answer | golden |\n|---|---|---|\n",
        prompt);
    for (AnswerQuality quality : AnswerQuality.values()) {
      WorldAnswer answer = typical(world.answers(prompt, quality, 101, WorldFiles.SEED));
      String name = quality.name().toLowerCase(Locale.ROOT);
      say("| %s | %s | %s |\n", name, answer.text(), answer.intended().explain());
    }
  }

  /** Returns the answer with the median golden reward. */
  private static WorldAnswer typical(List<WorldAnswer> answers) {
    return answers.stream()
        .sorted(Comparator.comparingDouble(a -> a.intended().golden()))
        .toList()
        .get(answers.size() / 2);
  }

  private void licence() {
    say(
        """

        ## Licence

        The data is under the licence of this project.
        """);
  }

  private double agreement(String file) {
    return WorldFiles.pairs(files.get(file)).stream()
        .mapToDouble(this::agrees)
        .average()
        .orElseThrow();
  }

  private double agrees(Pair pair) {
    double chosen = world.golden().score(pair.prompt(), pair.chosen());
    double rejected = world.golden().score(pair.prompt(), pair.rejected());
    return chosen > rejected ? 1 : chosen < rejected ? 0 : 0.5;
  }

  private Set<String> distinctWords() {
    Set<String> words = new TreeSet<>();
    for (Demonstration d : corpus) {
      String text = (d.prompt() + " " + d.response()).toLowerCase(Locale.ROOT);
      words.addAll(List.of(text.split("[^a-z]+", -1)));
    }
    words.remove("");
    return words;
  }

  private double detailed() {
    return corpus.stream()
            .filter(d -> world.golden().understand(d.prompt()).orElseThrow().detail().isPresent())
            .count()
        / (double) SAMPLE;
  }

  private static String qualities() {
    List<String> shares = new ArrayList<>();
    for (AnswerQuality quality : AnswerQuality.values()) {
      String name = quality.name().toLowerCase(Locale.ROOT);
      shares.add(String.format(Locale.ROOT, "%s %.0f %%", name, 100 * quality.share()));
    }
    return String.join(", ", shares);
  }

  private static long count(World world, Function<TopicIntent, String> part) {
    return world.seen().stream().map(part).distinct().count();
  }

  private void say(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
