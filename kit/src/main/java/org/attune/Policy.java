package org.attune;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.cluster.Cluster;
import org.attune.cluster.Portable;
import org.attune.engine.DType;
import org.attune.engine.NativeMemory;
import org.attune.engine.PyTorch;
import org.attune.evaluate.NamedPolicy;
import org.attune.inspect.TokenComparison;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.Quantisation;
import org.attune.model.ResponseLikelihood;
import org.attune.model.TokenWeights;
import org.attune.model.TruncationMode;
import org.attune.model.io.GgufExport;
import org.attune.model.io.GgufType;
import org.attune.model.io.ModelCard;
import org.attune.model.io.PeftFolder;
import org.attune.model.io.PolicyFolder;
import org.attune.progress.ProgressCallback;
import org.attune.reward.Reward;
import org.attune.runs.JavaSource;
import org.attune.sample.BestOfN;
import org.attune.sample.CachedSampler;
import org.attune.sample.Candidate;
import org.attune.sample.Completions;
import org.attune.sample.FolderDecoding;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.sample.SamplingListener;
import org.attune.sample.SamplingPolicy;
import org.attune.util.InvalidInputException;
import org.attune.util.Warnings;
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
  private static final String TASK = "text-generation";
  private static final String BUNDLED = "org.attune.Policy.bundled()";

  private final NamedPolicy entrant;
  private final String source;
  private final ModelCard card;

  private Policy(NamedPolicy entrant, String source, ModelCard card) {
    this.entrant = entrant;
    this.source = source;
    this.card = card;
  }

  /** Creates a policy from a model and a prompt template. */
  static Policy of(String name, LanguageModel model, PromptTemplate layout) {
    return of(name, model, layout, ModelCard.UNTRAINED);
  }

  /** Creates a policy that was trained, with the card that says how. */
  static Policy of(String name, LanguageModel model, PromptTemplate layout, ModelCard card) {
    return new Policy(new NamedPolicy(name, model, layout), "", card);
  }

  /** Returns what is known of the trainings that made this policy. */
  ModelCard card() {
    return card;
  }

  /**
   * Returns the bundled start: the base model after supervised fine-tuning on demonstrations of
   * mixed quality. It sampled the bundled training pairs.
   */
  public static Policy bundled() {
    return bundled("start");
  }

  /**
   * Returns a bundled model: {@code base}, which was pretrained on the bundled world's English, or
   * {@code start}, see {@link #bundled()}.
   */
  public static Policy bundled(String name) {
    String call = "org.attune.Policy" + JavaSource.call("bundled", name);
    return new Policy(
        new NamedPolicy(name, BundledData.model(name), PromptTemplate.PLAIN),
        name.equals("start") ? BUNDLED : call,
        ModelCard.UNTRAINED);
  }

  /**
   * Loads a Hugging Face folder: {@code config.json}, {@code tokenizer.json} and safetensors, of
   * Llama, Mistral, Qwen, SmolLM, Gemma, OLMo, Phi, Granite, GPT-NeoX, GPT-2, OPT, StableLM,
   * StarCoder2, ERNIE, Hunyuan, EXAONE, Arcee, GPT-Neo, BLOOM, GPT-J, CodeGen, MPT, Nemotron,
   * Cohere, GLM, Falcon, LFM2 or Mixtral, or the text model of one that also reads images. A folder
   * that {@link #save} wrote also holds the prompt template. Unsupported settings that would change
   * answers are rejected by name. An adapter of PEFT is loaded with its base. A GGUF file of
   * llama.cpp or Ollama is loaded like a folder; quantised weights become 16-bit floats.
   */
  public static Policy load(Path folder) {
    return load(folder, Optional.empty());
  }

  /** Loads a model like {@link #load(Path)} and {@link #quantised}, matrix by matrix. */
  public static Policy load(Path folder, String quantisation) {
    return load(folder, Optional.of(Quantisation.of(quantisation)));
  }

  private static Policy load(Path folder, Optional<Quantisation> quantisation) {
    String call = PolicyReader.call(folder, quantisation);
    return PeftFolder.is(folder)
        ? load(PeftFolder.base(folder), quantisation).loadAdapter(folder)
        : new Policy(PolicyReader.read(folder, quantisation), call, ModelCard.UNTRAINED);
  }

  /**
   * Returns this policy with its blocks in {@code q8_0}, {@code q4_0} or {@code nf4}, under LoRA.
   */
  public Policy quantised(String type) {
    LanguageModel held = model().quantised(Quantisation.of(type));
    return with(held, layout(), JavaSource.call("quantised", type));
  }

  /**
   * Writes a new Hugging Face folder in the precision of the folder that the model came from, with
   * the tokenizer's files, the chat template, the generation config and the licence of that folder,
   * the prompt template, and a model card, {@code README.md}, which says how the model was aligned;
   * never over an existing one. A card of the original folder is kept, and the alignment appended
   * to it. {@link #as} chooses another precision. An adapter is merged into the weights; {@link
   * #saveAdapter} saves it alone.
   */
  public Path save(Path folder) {
    requirePlain("saved");
    String readme = card.text(model(), name(), "transformers", TASK);
    PolicyFolder.save(model(), layout(), folder, Map.of(ModelCard.FILE, readme));
    return folder;
  }

  /**
   * Writes a new GGUF file of 16-bit floats, which llama.cpp and Ollama run, with tokenizer, chat
   * template and merged adapters; what llama.cpp would run as something else is refused.
   */
  public Path saveGguf(Path file) {
    return saveGguf(file, "f16");
  }

  /** Writes a new GGUF file whose matrices are {@code f32}, {@code f16} or {@code q8_0}. */
  public Path saveGguf(Path file, String type) {
    requirePlain("saved");
    GgufExport.write(model(), name(), GgufType.of(type), file);
    return file;
  }

  /**
   * Writes the adapter to a new folder in PEFT's format, which PEFT, transformers and {@link #load}
   * read together with the base; never over an existing one.
   */
  public Path saveAdapter(Path folder) {
    requirePlain("saved");
    String readme = card.text(model(), name(), "peft", TASK);
    PolicyFolder.saveAdapter(model(), layout(), folder, Map.of(ModelCard.FILE, readme));
    return folder;
  }

  /** Returns this policy with an adapter from a folder of PEFT's, under the name "default". */
  public Policy loadAdapter(Path folder) {
    return loadAdapter("default", folder);
  }

  /** Returns this policy with one more adapter, which is in use; the frozen weights are shared. */
  public Policy loadAdapter(String adapter, Path folder) {
    return with(
        model().with(adapter, PeftFolder.read(folder, model().base())),
        PolicyFolder.layout(folder, layout()),
        JavaSource.call("loadAdapter", adapter, folder.toAbsolutePath()));
  }

  /** Returns the names of all adapters. */
  public List<String> adapters() {
    return model().adapters();
  }

  /** Returns this policy with the adapter of that name in use. */
  public Policy adapter(String adapter) {
    return with(model().adapter(adapter), layout(), JavaSource.call("adapter", adapter));
  }

  /** Returns this policy without its adapter, that is, the base. */
  public Policy disableAdapter() {
    return with(model().base(), layout(), JavaSource.call("disableAdapter"));
  }

  /** Returns this policy with its adapter added to a copy of the weights. */
  public Policy merge() {
    return with(model().merged(), layout(), JavaSource.call("merge"));
  }

  /** Returns this policy as it was before {@link #merge}. */
  public Policy unmerge() {
    return with(model().unmerged(), layout(), JavaSource.call("unmerge"));
  }

  private Policy with(LanguageModel model, PromptTemplate layout, String call) {
    NamedPolicy other = new NamedPolicy(name(), model, layout, choice(), cluster());
    return new Policy(other, source.isEmpty() ? "" : source + call, card);
  }

  /** Returns the Java expression that makes this policy, if it is known. */
  Optional<String> source() {
    return source.isEmpty() ? Optional.empty() : Optional.of(source);
  }

  /** Returns whether this is the bundled base model, with its own template. */
  boolean isBundled() {
    return source.equals(BUNDLED);
  }

  /** Returns this policy on another device: {@code cpu}, {@code gpu}, {@code gpu1}. */
  public Policy on(String device) {
    return with(model().on(PyTorch.device(device)), layout(), JavaSource.call("on", device));
  }

  /**
   * Returns this policy, sampled on a cluster: {@code data.generate(source, policy.on(cluster))},
   * {@code Evaluate.policies(List.of(policy.on(cluster)), …)}. Prompts are sampled in pieces of a
   * fixed size, and the model is sent once to each worker. A beam search runs in this process.
   */
  public Policy on(Cluster other) {
    return new Policy(
        new NamedPolicy(name(), model(), layout(), choice(), Optional.of(other)), source, card);
  }

  @Override
  public Optional<Cluster> cluster() {
    return entrant.cluster();
  }

  @Override
  public Parts parts() {
    return new PolicyParts(name(), model(), layout(), choice(), source, card);
  }

  private record PolicyParts(
      String name,
      LanguageModel model,
      PromptTemplate layout,
      Optional<BestOfN> choice,
      String source,
      ModelCard card)
      implements Parts {
    @Override
    public Object whole() {
      return new Policy(
          new NamedPolicy(name, model, layout, choice, Optional.empty()), source, card);
    }
  }

  /** Returns this policy, to be saved as {@code float32}, {@code float16} or {@code bfloat16}. */
  public Policy as(String dtype) {
    return with(model().as(DType.of(dtype)), layout(), JavaSource.call("as", dtype));
  }

  /**
   * Returns this policy with its figures in an evaluation, which {@link #save} writes into the
   * model card.
   */
  public Policy evaluated(Evaluation evaluation) {
    return new Policy(entrant, source, card.and(AlignmentCard.evaluation(name(), evaluation)));
  }

  /** Returns this policy under another name, which tables show. */
  public Policy named(String other) {
    return new Policy(new NamedPolicy(other, model(), layout(), choice(), cluster()), source, card);
  }

  /**
   * Returns this policy conditioned on another score; one that was not aligned conditionally (CA)
   * has no score in its prompt and is rejected.
   *
   * @param score a quantile of the training rewards between 0 and 1, such as 0.9 for answers like
   *     the best; for a policy that was aligned with the paper's notation, a normalised reward
   */
  public Policy conditionedOn(double score) {
    return with(model(), layout().conditionedOn(score), JavaSource.call("conditionedOn", score));
  }

  /**
   * Returns this policy with another prompt template: {@code "chat"} for the chat template of the
   * model's folder, {@code "plain"} for that of the papers, or a custom template with the
   * placeholder {@code {instruction}}.
   */
  public Policy template(String template) {
    return with(
        model(),
        layout().template(PromptTemplate.named(template)),
        JavaSource.call("template", template));
  }

  /**
   * Returns the tokens of an encoded prompt with their loss weights, all 0: prompts are masked in
   * the loss.
   */
  public Table show(String prompt) {
    return TokenWeights.of(model(), layout(), prompt);
  }

  /**
   * Returns the tokens of an encoded prompt and response with their loss weights: 0 in the prompt,
   * 1 in the response and its end-of-text, but 0 where a chat template with generation blocks
   * leaves a token out of them.
   */
  public Table show(String prompt, String response) {
    return TokenWeights.of(model(), layout(), prompt, response);
  }

  /**
   * Returns the tokens of a response with their log-probabilities under this policy and another of
   * the same tokenizer, coloured by the difference; end-of-text included.
   */
  public TokenComparison show(String prompt, String response, Policy other) {
    return TokenComparison.of(entrant, other.entrant, prompt, response);
  }

  /**
   * Returns this policy with another truncation rule for prompts that exceed its context, used in
   * training, generation and evaluation.
   */
  public Policy truncation(TruncationMode mode) {
    return with(model(), layout().truncation(mode), JavaSource.call("truncation", mode));
  }

  /**
   * Returns this policy reading special tokens that are spelled in prompts and responses, such as
   * {@code <|im_end|>}, as these tokens, for data that was formatted for this model before; by
   * default such text stays text. It holds in training, generation and evaluation, and is saved.
   */
  public Policy parseSpecial(boolean parse) {
    return with(model(), layout().parseSpecial(parse), JavaSource.call("parseSpecial", parse));
  }

  /**
   * Returns the answer to a prompt with the {@link #decoding} that the model's folder asks for. A
   * setting of the folder that is not supported is named once on the standard error stream.
   */
  public String answer(String prompt) {
    FolderDecoding own = FolderDecoding.of(model());
    own.note().ifPresent(Warnings::once);
    return answer(prompt, own.decoding());
  }

  /**
   * Returns the decoding that the model's {@code generation_config.json} asks for, such as a
   * temperature; greedy decoding where there is none.
   */
  public GenerationConfig decoding() {
    return FolderDecoding.of(model()).decoding();
  }

  /** Returns an answer to a prompt with the given decoding. */
  public String answer(String prompt, GenerationConfig decoding) {
    return answers(List.of(prompt), decoding).get(0);
  }

  /** Returns one answer to each prompt with the given decoding; tells of truncated prompts. */
  public List<String> answers(List<String> prompts, GenerationConfig decoding) {
    Completions answers = Completions.sample(this, prompts, decoding);
    answers.truncation().ifPresent(Warnings::once);
    return answers.texts();
  }

  /** Returns each prompt's candidates from a source, with their log-probabilities. */
  public List<List<Candidate>> sample(List<String> prompts, ResponseSampler source) {
    return sample(prompts, source, SampleCache.standard());
  }

  /** Returns each prompt's candidates from a source, using a cache folder. */
  public List<List<Candidate>> sample(
      List<String> prompts, ResponseSampler source, SampleCache cache) {
    try (ProgressCallback bar = new ProgressCallback("sample")) {
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
        choice().isEmpty(),
        "%s already chooses among several answers; use best-of-n on the policy that it samples"
            + " from.",
        name());
    String named = name() + ", best of " + n;
    return new Policy(
        new NamedPolicy(named, model(), layout(), Optional.of(best), cluster()), "", card);
  }

  @Override
  public Optional<BestOfN> choice() {
    return entrant.choice();
  }

  /**
   * Returns the log-probability of every token of a response, including end-of-text; their sum is
   * log π(response|prompt).
   */
  public List<Double> logProbs(String prompt, String response) {
    return ResponseLikelihood.of(model(), layout(), prompt, response);
  }

  /** Returns the name that tables show. */
  public String name() {
    return entrant.name();
  }

  /** Returns the prompt template. */
  @Override
  public PromptTemplate layout() {
    return entrant.layout();
  }

  /** Returns the underlying model, for lower-level work. */
  @Override
  public LanguageModel model() {
    return entrant.model();
  }

  /** Returns a hash of the weights. */
  public String hash() {
    return model().hash();
  }

  /** Rejects operations that would use only the weights and ignore the choice among answers. */
  void requirePlain(String what) {
    InvalidInputException.unless(
        choice().isEmpty(),
        "%s chooses among several answers at sampling time and has no weights of its own, so it"
            + " cannot be %s; use the policy it samples from.",
        name(),
        what);
  }

  /**
   * Frees the weights now. Afterwards neither this policy nor others derived from it by name, score
   * or template can be used. It must not be in use during the call.
   */
  @Override
  public void close() {
    entrant.close();
  }

  NamedPolicy entrant() {
    return entrant;
  }

  @Override
  public String html() {
    if (entrant.isClosed()) {
      return "<p>" + Html.escape(toString()) + "</p>";
    }
    String sample = "Hello! What can you do?";
    return "<p><b>"
        + Html.escape(toString())
        + "</b><br>Asked <i>"
        + Html.escape(sample)
        + "</i> it says: "
        + Html.escape(answer(sample))
        + "<br>All models of this session hold "
        + Numbers.text(NativeMemory.held() / (double) (1 << 20))
        + " MiB.</p>";
  }

  @Override
  public String toString() {
    String size = Numbers.compact((double) entrant.parameters());
    return "Policy(" + name() + ", " + size + " weights, " + entrant.device() + ")";
  }
}
