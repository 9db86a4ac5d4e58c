package org.attune;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.cluster.Cluster;
import org.attune.cluster.Portable;
import org.attune.engine.DType;
import org.attune.engine.PyTorch;
import org.attune.evaluate.NamedPolicy;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.ResponseLikelihood;
import org.attune.model.TokenWeights;
import org.attune.model.TruncationMode;
import org.attune.model.Weights;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.model.io.PolicyFolder;
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
 * A language model with its prompt template; the object that is aligned, sampled and compared.
 *
 * <pre>{@code
 * var policy = Policy.bundled();
 * policy.answer("How do I start baking bread?")
 * }</pre>
 *
 * <p>A policy is immutable; alignment returns a new one. An unreachable policy is freed
 * automatically; {@link #close} frees it at once.
 */
public final class Policy implements HtmlDisplayable, SamplingPolicy, AutoCloseable, Portable {
  private final String name;
  private final LanguageModel model;
  private final PromptTemplate layout;
  private final Optional<BestOfN> choice;
  private final Optional<Cluster> cluster;

  private Policy(String name, LanguageModel model, PromptTemplate layout) {
    this(name, model, layout, Optional.empty(), Optional.empty());
  }

  private Policy(
      String name,
      LanguageModel model,
      PromptTemplate layout,
      Optional<BestOfN> choice,
      Optional<Cluster> cluster) {
    this.name = name;
    this.model = model;
    this.layout = layout;
    this.choice = choice;
    this.cluster = cluster;
  }

  /** Creates a policy from a model and a prompt template. */
  static Policy of(String name, LanguageModel model, PromptTemplate layout) {
    return new Policy(name, model, layout);
  }

  /** Returns the bundled base model, which was trained on the bundled world's English. */
  public static Policy bundled() {
    return new Policy("base", BundledData.model(), PromptTemplate.PLAIN);
  }

  /**
   * Loads a Hugging Face folder: {@code config.json}, {@code tokenizer.json} and safetensors, of
   * Llama, Mistral, Qwen, SmolLM, Gemma, OLMo or Phi. A folder that {@link #save} wrote also holds
   * the prompt template. Unsupported settings that would change the model's answers are rejected by
   * name.
   */
  public static Policy load(Path folder) {
    LanguageModel model = HuggingFaceFolder.load(folder, PyTorch.device());
    Path last = folder.getFileName();
    return new Policy(last == null ? "model" : last.toString(), model, PolicyFolder.layout(folder));
  }

  /**
   * Writes a new Hugging Face folder in the precision of the folder that the model came from, with
   * the tokenizer's files, the chat template, the generation config and the licence of that folder,
   * and the prompt template; never over an existing one. {@link #as} chooses another precision.
   */
  public Path save(Path folder) {
    requirePlain("saved");
    PolicyFolder.save(model, layout, folder);
    return folder;
  }

  /** Returns this policy on another device: {@code cpu}, {@code gpu}, {@code gpu1}. */
  public Policy on(String device) {
    return new Policy(name, model.on(PyTorch.device(device)), layout, choice, cluster);
  }

  /**
   * Returns this policy, sampled on a cluster: {@code data.generate(source, policy.on(cluster))},
   * {@code Evaluate.policies(List.of(policy.on(cluster)), …)}. Prompts are sampled in pieces of a
   * fixed size, and the model is sent once to each worker.
   */
  public Policy on(Cluster other) {
    return new Policy(name, model, layout, choice, Optional.of(other));
  }

  @Override
  public Optional<Cluster> cluster() {
    return cluster;
  }

  @Override
  public Parts parts() {
    return new PolicyParts(name, model, layout, choice);
  }

  private record PolicyParts(
      String name, LanguageModel model, PromptTemplate layout, Optional<BestOfN> choice)
      implements Parts {
    @Override
    public Object whole() {
      return new Policy(name, model, layout, choice, Optional.empty());
    }
  }

  /** Returns this policy, to be saved as {@code float32}, {@code float16} or {@code bfloat16}. */
  public Policy as(String dtype) {
    return new Policy(name, model.as(DType.of(dtype)), layout, choice, cluster);
  }

  /** Returns this policy under another name, which tables show. */
  public Policy named(String other) {
    return new Policy(other, model, layout, choice, cluster);
  }

  /**
   * Returns this policy conditioned on another score; this affects only a policy that was aligned
   * conditionally (CA).
   *
   * @param score a quantile of the training rewards between 0 and 1, such as 0.9 for answers like
   *     the best; for a policy that was aligned with the paper's notation, a normalised reward
   */
  public Policy conditionedOn(double score) {
    return new Policy(name, model, layout.conditionedOn(score), choice, cluster);
  }

  /**
   * Returns this policy with another prompt template: {@code "chat"} for the chat template of the
   * model's folder, {@code "plain"} for that of the papers, or a custom template with the
   * placeholder {@code {instruction}}.
   */
  public Policy template(String template) {
    return new Policy(
        name, model, layout.template(PromptTemplate.named(template)), choice, cluster);
  }

  /**
   * Returns the tokens of an encoded prompt with their loss weights, all 0: prompts are masked in
   * the loss.
   */
  public Table show(String prompt) {
    return TokenWeights.of(model, layout, prompt);
  }

  /**
   * Returns the tokens of an encoded prompt and response with their loss weights: 0 in the prompt,
   * 1 in the response and its end-of-text.
   */
  public Table show(String prompt, String response) {
    return TokenWeights.of(model, layout, prompt, response);
  }

  /**
   * Returns this policy with another truncation rule for prompts that exceed its context, used in
   * training, generation and evaluation.
   */
  public Policy truncation(TruncationMode mode) {
    return new Policy(name, model, layout.truncation(mode), choice, cluster);
  }

  /** Returns the greedy answer to a prompt. */
  public String answer(String prompt) {
    return answer(prompt, GenerationConfig.greedy());
  }

  /** Returns an answer to a prompt with the given decoding. */
  public String answer(String prompt, GenerationConfig decoding) {
    return answers(List.of(prompt), decoding).get(0);
  }

  /** Returns one answer to each prompt with the given decoding. */
  public List<String> answers(List<String> prompts, GenerationConfig decoding) {
    return Completions.sample(this, prompts, decoding).texts();
  }

  /** Returns each prompt's candidates from a source, with their log-probabilities. */
  public List<List<Candidate>> sample(List<String> prompts, ResponseSampler source) {
    return sample(prompts, source, SampleCache.standard());
  }

  /** Returns each prompt's candidates from a source, using a cache folder. */
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
   * Returns a policy that samples n answers and returns the one of the highest reward. It can be
   * sampled and evaluated, but neither saved nor aligned.
   */
  public Policy bestOf(int n, Reward reward) {
    BestOfN best = ResponseSampler.bestOfN(n, reward);
    InvalidInputException.unless(
        choice.isEmpty(),
        "%s chooses among several answers already; take the best of the policy behind it.",
        name);
    return new Policy(name + ", best of " + n, model, layout, Optional.of(best), cluster);
  }

  @Override
  public Optional<BestOfN> choice() {
    return choice;
  }

  /**
   * Returns the log-probability of every token of a response, including end-of-text; their sum is
   * log π(response|prompt).
   */
  public List<Double> logProbs(String prompt, String response) {
    return ResponseLikelihood.of(model, layout, prompt, response);
  }

  /** Returns the name that tables show. */
  public String name() {
    return name;
  }

  /** Returns the prompt template. */
  @Override
  public PromptTemplate layout() {
    return layout;
  }

  /** Returns the underlying model, for lower-level work. */
  @Override
  public LanguageModel model() {
    return model;
  }

  /** Returns a hash of the weights. */
  public String hash() {
    return model.hash();
  }

  /** Rejects operations that would use only the weights and ignore the choice among answers. */
  void requirePlain(String what) {
    InvalidInputException.unless(
        choice.isEmpty(),
        "%s chooses among several answers, which is no matter of weights, so it cannot be %s; take"
            + " the policy it draws from.",
        name,
        what);
  }

  /**
   * Frees the weights now. Afterwards neither this policy nor others derived from it by name, score
   * or template can be used. It must not be in use during the call.
   */
  @Override
  public void close() {
    model.close();
  }

  NamedPolicy entrant() {
    return new NamedPolicy(name, model, layout, choice, cluster);
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
