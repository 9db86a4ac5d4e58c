package org.attune;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.evaluate.NamedPolicy;
import org.attune.model.LanguageModel;
import org.attune.model.PolicyFolder;
import org.attune.model.PromptTemplate;
import org.attune.model.ResponseLikelihood;
import org.attune.model.SafeTensors;
import org.attune.model.TokenWeights;
import org.attune.model.TruncationMode;
import org.attune.model.Weights;
import org.attune.reward.Reward;
import org.attune.sample.BestOfN;
import org.attune.sample.CachedSampler;
import org.attune.sample.Candidate;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.sample.SamplingListener;
import org.attune.sample.SamplingPolicy;
import org.attune.util.InvalidInputException;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.Numbers;
import tech.tablesaw.api.Table;

/**
 * A language model together with how its prompts are laid out; what is aligned, asked and compared.
 *
 * <pre>{@code
 * var policy = Policy.bundled();
 * policy.answer("How do I start baking bread?")
 * }</pre>
 *
 * <p>A policy never changes; aligning one gives another. One that nobody holds any more is freed by
 * itself; {@link #close} is for those who want it now.
 */
public final class Policy implements HtmlDisplayable, SamplingPolicy, AutoCloseable {
  private final String name;
  private final LanguageModel model;
  private final PromptTemplate layout;
  private final Optional<BestOfN> choice;

  private Policy(String name, LanguageModel model, PromptTemplate layout) {
    this(name, model, layout, Optional.empty());
  }

  private Policy(
      String name, LanguageModel model, PromptTemplate layout, Optional<BestOfN> choice) {
    this.name = name;
    this.model = model;
    this.layout = layout;
    this.choice = choice;
  }

  /** Joins a model and a layout under a name. */
  static Policy of(String name, LanguageModel model, PromptTemplate layout) {
    return new Policy(name, model, layout);
  }

  /** Returns the embedded base model, which speaks the embedded world's English. */
  public static Policy bundled() {
    return new Policy("base", BundledData.model(), PromptTemplate.PLAIN);
  }

  /**
   * Loads a Hugging Face folder: {@code config.json}, {@code tokenizer.json} and safetensors, of
   * Llama, Mistral, Qwen, SmolLM, Gemma, OLMo or Phi. A folder that {@link #save} wrote brings its
   * layout along. What would change the model's answers and is not understood is refused by name.
   */
  public static Policy load(Path folder) {
    LanguageModel model = LanguageModel.load(folder, PyTorch.device());
    Path last = folder.getFileName();
    return new Policy(last == null ? "model" : last.toString(), model, PolicyFolder.layout(folder));
  }

  /**
   * Writes a new Hugging Face folder in the precision of the folder that the model came from, with
   * the tokenizer's files, the chat template, the generation config and the licence of that folder,
   * and the layout beside it; never over an old one. {@link #as} chooses another precision.
   */
  public Path save(Path folder) {
    requirePlain("saved");
    PolicyFolder.save(model, layout, folder);
    return folder;
  }

  /** Returns this policy on another device: {@code cpu}, {@code gpu}, {@code gpu1}. */
  public Policy on(String device) {
    return new Policy(name, model.on(PyTorch.device(device)), layout, choice);
  }

  /** Returns this policy, to be saved as {@code float32}, {@code float16} or {@code bfloat16}. */
  public Policy as(String dtype) {
    return new Policy(name, model.as(SafeTensors.Precision.of(dtype)), layout, choice);
  }

  /** Returns this policy under another name, as tables will show it. */
  public Policy named(String other) {
    return new Policy(other, model, layout, choice);
  }

  /**
   * Returns this policy asking for another score; only a policy that was aligned conditionally (CA)
   * listens to it.
   *
   * @param score a quantile of the training rewards between 0 and 1, such as 0.9 for answers like
   *     the best; of a policy that was aligned in the paper's notation a normalised reward
   */
  public Policy conditionedOn(double score) {
    return new Policy(name, model, layout.conditionedOn(score), choice);
  }

  /**
   * Returns this policy with another layout of prompts: {@code "chat"} for the chat template of the
   * model's folder, {@code "plain"} for the papers' one, or a template of one's own with the hole
   * {@code {instruction}}.
   */
  public Policy template(String template) {
    return new Policy(name, model, layout.template(PromptTemplate.named(template)), choice);
  }

  /**
   * Returns what the model reads before it answers a prompt, token by token, with the weight that
   * each has in the loss: 0, for a prompt is not learnt.
   */
  public Table show(String prompt) {
    return TokenWeights.of(model, layout, prompt);
  }

  /**
   * Returns a prompt and a response token by token, with the weight that each has in the loss: 0 in
   * the prompt, 1 in the response and the token that ends it.
   */
  public Table show(String prompt, String response) {
    return TokenWeights.of(model, layout, prompt, response);
  }

  /**
   * Returns this policy with another rule for prompts that are too long for its context, which
   * holds wherever it reads one: in training, when it answers, and when it is measured.
   */
  public Policy truncation(TruncationMode mode) {
    return new Policy(name, model, layout.truncation(mode), choice);
  }

  /** Returns the most probable answer to a prompt, token by token. */
  public String answer(String prompt) {
    return answer(prompt, GenerationConfig.greedy());
  }

  /** Returns an answer to a prompt, decoded as told. */
  public String answer(String prompt, GenerationConfig decoding) {
    return answers(List.of(prompt), decoding).get(0);
  }

  /** Returns one answer to each prompt, decoded as told. */
  public List<String> answers(List<String> prompts, GenerationConfig decoding) {
    return Completions.sample(this, prompts, decoding).texts();
  }

  /** Returns each prompt's candidates from a source, with their log-probabilities. */
  public List<List<Candidate>> sample(List<String> prompts, ResponseSampler source) {
    return sample(prompts, source, SampleCache.standard());
  }

  /** Returns each prompt's candidates from a source, taking what a folder has of them already. */
  public List<List<Candidate>> sample(
      List<String> prompts, ResponseSampler source, SampleCache cache) {
    try (SamplingProgressBar bar = new SamplingProgressBar()) {
      return sample(prompts, source, cache, bar);
    }
  }

  List<List<Candidate>> sample(
      List<String> prompts, ResponseSampler source, SampleCache cache, SamplingListener listener) {
    return source.candidates(
        CachedSampler.of(this, prompts).cachedIn(cache).defaultListener(listener));
  }

  /**
   * Returns a policy that draws n answers, as decoding says, and gives the one of the highest
   * reward. It can be asked and evaluated, but neither saved nor aligned: those are for the policy
   * it draws from.
   */
  public Policy bestOf(int n, Reward reward) {
    BestOfN best = ResponseSampler.bestOfN(n, reward);
    InvalidInputException.unless(
        choice.isEmpty(),
        "%s chooses among several answers already; take the best of the policy behind it.",
        name);
    return new Policy(name + ", best of " + n, model, layout, Optional.of(best));
  }

  @Override
  public Optional<BestOfN> choice() {
    return choice;
  }

  /**
   * Returns the log-probability of every token of a response, end-of-text included; their sum is
   * log π(response|prompt).
   */
  public List<Double> logProbs(String prompt, String response) {
    return ResponseLikelihood.of(model, layout, prompt, response);
  }

  /** Returns the name that tables show. */
  public String name() {
    return name;
  }

  /** Returns how prompts are laid out. */
  @Override
  public PromptTemplate layout() {
    return layout;
  }

  /** Returns the model behind the policy, for work below this level. */
  @Override
  public LanguageModel model() {
    return model;
  }

  /** Returns a hash of the weights. */
  public String hash() {
    return model.hash();
  }

  /** Refuses what would see the weights alone and forget the choice among answers. */
  void requirePlain(String what) {
    InvalidInputException.unless(
        choice.isEmpty(),
        "%s chooses among several answers, which is no matter of weights, so it cannot be %s; take"
            + " the policy it draws from.",
        name,
        what);
  }

  /**
   * Frees the weights now, as try-with-resources does; this policy, and others that were named,
   * asked or templated after it, cannot be used after. Nobody may be using it meanwhile.
   */
  @Override
  public void close() {
    model.close();
  }

  NamedPolicy entrant() {
    return new NamedPolicy(name, model, layout, choice);
  }

  @Override
  public String html() {
    String sample = "Hello! What can you do?";
    return "<p><b>"
        + Html.escape(toString())
        + "</b><br>Asked <i>"
        + Html.escape(sample)
        + "</i> it says: "
        + Html.escape(answer(sample))
        + "<br>All models of this session hold "
        + Numbers.text(Weights.heldBytes() / (double) (1 << 20))
        + " MiB.</p>";
  }

  @Override
  public String toString() {
    return String.format(
        "Policy(%s, %s weights, %s)",
        name,
        Numbers.compact((double) model.config().parameters()),
        model.decoder().weights().device());
  }
}
