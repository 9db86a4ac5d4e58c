package org.attune.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.data.Ranking;
import org.attune.util.InvalidInputException;

/**
 * A small world of readable English in which the reward is known exactly.
 *
 * <p>People ask about twelve topics (cats, bread, chess …) with eight intents (how to begin, how to
 * stay safe, what to buy …), and may mention a detail about themselves. Answers are of five
 * qualities: on or off the point, curt or detailed, friendly or rude, definite or vague. {@link
 * #golden()} grades any text exactly; {@link #judge()} labels pairs with Bradley–Terry noise.
 *
 * <p>Three rules separate training and testing. One combination of topic and intent in six is held
 * out: no training prompt asks about it and no training answer mentions it. A prompt's {@link
 * WorldSplit} follows from its text. And every method has its own random stream, so one seed may be
 * used everywhere; a longer draw begins with the shorter one.
 *
 * <pre>{@code
 * var world = World.standard();
 * var pairs = world.pairs(2_000, 7);
 * world.golden().score(pairs.get(0).prompt(), pairs.get(0).chosen());
 * }</pre>
 */
public final class World {
  /** The temperature of the standard judge. */
  public static final double TEMPERATURE = 0.8;

  /** The longest answer the world writes, in words. */
  private static final int MOST_WORDS = 36;

  private static final World STANDARD = new World();

  private final Lexicon lexicon = new Lexicon();
  private final TopicIntentTable atlas = new TopicIntentTable(lexicon);
  private final PromptWriter questions = new PromptWriter(lexicon);
  private final GoldenReward golden = new GoldenReward(new Phrasebook(lexicon), questions);
  private final BradleyTerry judge = new BradleyTerry(golden, TEMPERATURE);

  private World() {}

  /** Returns the standard world. */
  public static World standard() {
    return STANDARD;
  }

  /** Returns the exact reward. */
  public GoldenReward golden() {
    return golden;
  }

  /** Returns the noisy judge that labels the pairs. */
  public BradleyTerry judge() {
    return judge;
  }

  /** Returns the combinations that occur in no training text. */
  public List<TopicIntent> heldOut() {
    return atlas.combinations(true);
  }

  /** Returns the combinations that occur in training texts. */
  public List<TopicIntent> seen() {
    return atlas.combinations(false);
  }

  /**
   * Draws training prompts with answers of all qualities, the pre-training data of a base model.
   */
  public List<Demonstration> corpus(int n, long seed) {
    SplitMixRandom dice = SplitMixRandom.seeded(seed, "corpus answers");
    return asked(n, SplitMixRandom.seeded(seed, "corpus")).stream()
        .map(q -> demonstration(answer(q, dice)))
        .toList();
  }

  /** Draws training prompts with answers of the two best qualities. */
  public List<Demonstration> demonstrations(int n, long seed) {
    SplitMixRandom dice = SplitMixRandom.seeded(seed, "demonstrated answers");
    return asked(n, SplitMixRandom.seeded(seed, "demonstrations")).stream()
        .map(q -> demonstration(write(q, careful(dice), dice)))
        .toList();
  }

  /** Draws training prompts with two answers each, the preferred one first. */
  public List<Pair> pairs(int n, long seed) {
    List<WorldPrompt> asked =
        questions(n, seen(), WorldSplit.TRAIN, SplitMixRandom.seeded(seed, "pairs"));
    return label(asked, SplitMixRandom.seeded(seed, "pairs of answers"));
  }

  /** Draws labelled pairs for test prompts about seen combinations. */
  public List<Pair> testPairs(int n, long seed) {
    List<WorldPrompt> asked =
        questions(n, seen(), WorldSplit.TEST, SplitMixRandom.seeded(seed, "test pairs"));
    return label(asked, SplitMixRandom.seeded(seed, "test pairs of answers"));
  }

  /**
   * Draws training prompts with {@code answers} answers each, sorted and scored by golden reward.
   */
  public List<Ranking> rankings(int n, int answers, long seed) {
    InvalidInputException.unless(
        answers >= 2, "A ranking needs two answers or more, got %d.", answers);
    SplitMixRandom dice = SplitMixRandom.seeded(seed, "ranked answers");
    return questions(n, seen(), WorldSplit.TRAIN, SplitMixRandom.seeded(seed, "rankings")).stream()
        .map(q -> ranking(q, answers, dice))
        .toList();
  }

  /** Draws training prompts, for sampling answers to learn from. */
  public List<String> trainPrompts(int n, long seed) {
    return texts(n, seen(), WorldSplit.TRAIN, SplitMixRandom.seeded(seed, "train prompts"));
  }

  /** Draws prompts for choosing hyper-parameters: seen combinations, unseen texts. */
  public List<String> tunePrompts(int n, long seed) {
    return texts(n, seen(), WorldSplit.TUNE, SplitMixRandom.seeded(seed, "tune prompts"));
  }

  /** Draws prompts for testing: seen combinations, unseen texts. */
  public List<String> prompts(int n, long seed) {
    return texts(n, seen(), WorldSplit.TEST, SplitMixRandom.seeded(seed, "prompts"));
  }

  /** Draws prompts for testing about combinations that no training text contains. */
  public List<String> heldOutPrompts(int n, long seed) {
    return texts(n, heldOut(), WorldSplit.TEST, SplitMixRandom.seeded(seed, "held-out prompts"));
  }

  /** Writes answers to a prompt of this world, with the corpus's mixture of qualities. */
  public List<WorldAnswer> answers(String prompt, int n, long seed) {
    WorldPrompt question = understood(prompt);
    SplitMixRandom dice = SplitMixRandom.seeded(seed, prompt);
    return repeat(n, i -> answer(question, dice));
  }

  /** Writes answers of one quality to a prompt of this world. */
  public List<WorldAnswer> answers(String prompt, AnswerQuality quality, int n, long seed) {
    WorldPrompt question = understood(prompt);
    SplitMixRandom dice = SplitMixRandom.seeded(seed, quality + ": " + prompt);
    return repeat(n, i -> write(question, quality, dice));
  }

  /**
   * Labels pairs of answers with the noisy judge; pair {@code i} is the first and the second answer
   * to prompt {@code i}.
   */
  public List<Pair> label(
      List<String> prompts, List<String> first, List<String> second, long seed) {
    SplitMixRandom dice = SplitMixRandom.seeded(seed, "labels");
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> judge.label(prompts.get(i), first.get(i), second.get(i), dice))
        .toList();
  }

  private WorldPrompt understood(String prompt) {
    return questions
        .read(prompt)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "\""
                        + prompt
                        + "\" is not a prompt of the world; draw one with prompts(n, seed)."));
  }

  /** Draws training prompts, some of them more than once. */
  private List<WorldPrompt> asked(int n, SplitMixRandom dice) {
    List<TopicIntent> seen = seen();
    return Stream.generate(() -> questions.draw(dice.pick(seen), dice))
        .filter(question -> WorldSplit.of(question.text()) == WorldSplit.TRAIN)
        .limit(n)
        .toList();
  }

  /** Draws distinct prompts of one part. */
  private List<WorldPrompt> questions(
      int n, List<TopicIntent> about, WorldSplit split, SplitMixRandom dice) {
    Set<String> texts = new HashSet<>();
    List<WorldPrompt> drawn = new ArrayList<>();
    int misses = 0;
    while (drawn.size() < n) {
      WorldPrompt question = questions.draw(dice.pick(about), dice);
      boolean fresh = WorldSplit.of(question.text()) == split && texts.add(question.text());
      misses = fresh ? 0 : misses + 1;
      InvalidInputException.unless(misses < 10_000, "The world has fewer than %d such prompts.", n);
      if (fresh) {
        drawn.add(question);
      }
    }
    return drawn;
  }

  private List<String> texts(
      int n, List<TopicIntent> about, WorldSplit split, SplitMixRandom dice) {
    return questions(n, about, split, dice).stream().map(WorldPrompt::text).toList();
  }

  private List<Pair> label(List<WorldPrompt> asked, SplitMixRandom dice) {
    List<Pair> pairs = new ArrayList<>();
    for (WorldPrompt q : asked) {
      pairs.add(judge.label(q.text(), answer(q, dice).text(), answer(q, dice).text(), dice));
    }
    return List.copyOf(pairs);
  }

  private Ranking ranking(WorldPrompt question, int answers, SplitMixRandom dice) {
    List<WorldAnswer> sorted =
        repeat(answers, i -> answer(question, dice)).stream()
            .sorted(Comparator.comparingDouble((WorldAnswer a) -> -a.intended().golden()))
            .toList();
    return new Ranking(
        question.text(),
        sorted.stream().map(WorldAnswer::text).toList(),
        sorted.stream().map(a -> a.intended().golden()).toList());
  }

  private static AnswerQuality careful(SplitMixRandom dice) {
    return dice.chance(0.5) ? AnswerQuality.GOOD : AnswerQuality.EXCELLENT;
  }

  private WorldAnswer answer(WorldPrompt question, SplitMixRandom dice) {
    return write(question, AnswerQuality.draw(dice), dice);
  }

  private WorldAnswer write(WorldPrompt question, AnswerQuality quality, SplitMixRandom dice) {
    WorldAnswer answer = new AnswerWriter(lexicon, atlas, question, quality, dice).write();
    return Spelling.words(answer.text()) <= MOST_WORDS ? answer : write(question, quality, dice);
  }

  private static Demonstration demonstration(WorldAnswer answer) {
    return new Demonstration(answer.question().text(), answer.text());
  }

  private static <T> List<T> repeat(int n, Function<Integer, T> make) {
    List<T> made = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      made.add(make.apply(i));
    }
    return List.copyOf(made);
  }
}
