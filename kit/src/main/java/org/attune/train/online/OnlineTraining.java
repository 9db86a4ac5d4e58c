package org.attune.train.online;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.data.Demonstration;
import org.attune.data.ResponseScorer;
import org.attune.engine.HostTensor;
import org.attune.method.TrainingConfig;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.reward.Reward;
import org.attune.reward.RewardNetwork;
import org.attune.sample.GenerationConfig;
import org.attune.sample.IndependentSampler;
import org.attune.sample.NucleusSampler;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.Checkpoint;
import org.attune.train.loop.MemoryCheck;
import org.attune.train.loop.Phase;
import org.attune.train.loop.RunHash;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.RunSettings;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.Trainer;
import org.attune.train.loop.TrainingCallback;
import org.attune.train.loop.TrainingLoop;
import org.attune.train.offline.EncodingReport;
import org.attune.train.offline.PolicyTraining;
import org.attune.util.InvalidInputException;

/** Trains a policy with any online method on responses that it samples during training. */
public final class OnlineTraining {
  private final LanguageModel start;
  private final PromptTemplate layout;
  private final OnlineMethod method;
  private final ResponseScorer reward;
  private final Optional<RewardNetwork> critic;
  private final RolloutLog recording;
  private final List<Demonstration> shown;

  /**
   * Prepares a training; the start is copied and not changed.
   *
   * @param start the policy to start from, and the frozen reference
   * @param layout its prompt template
   * @param method an online method
   * @param reward scores responses
   */
  public OnlineTraining(
      LanguageModel start, PromptTemplate layout, OnlineMethod method, ResponseScorer reward) {
    this(start, layout, method, reward, Optional.empty(), RolloutLog.none(), List.of());
  }

  private OnlineTraining(
      LanguageModel start,
      PromptTemplate layout,
      OnlineMethod method,
      ResponseScorer reward,
      Optional<RewardNetwork> critic,
      RolloutLog recording,
      List<Demonstration> shown) {
    this.shown = List.copyOf(shown);
    this.start = start;
    this.layout = layout;
    this.method = method.config(method.learningRateRule().fill(method.config(), start));
    this.reward = reward;
    this.critic = critic;
    this.recording = recording;
  }

  /**
   * Returns the same with a critic initialised from a reward model (Hu et al. 2023, arXiv
   * 2308.12050, §4.1).
   */
  public OnlineTraining criticFrom(RewardNetwork network) {
    InvalidInputException.unless(
        network.model().config().vocabulary() == start.config().vocabulary(),
        "The reward model has a vocabulary of %d tokens and the policy one of %d, so it cannot"
            + " initialise the policy's critic; train one with RewardModel.train(policy, data).",
        network.model().config().vocabulary(),
        start.config().vocabulary());
    return new OnlineTraining(
        start, layout, method, reward, Optional.of(network), recording, shown);
  }

  /** Returns the same with responses recorded to a file or replayed from one. */
  public OnlineTraining recording(RolloutLog wish) {
    return new OnlineTraining(start, layout, method, reward, critic, wish, shown);
  }

  /** Returns the same with demonstrations, for a method such as PPO-ptx. */
  public OnlineTraining demonstrations(List<Demonstration> good) {
    return new OnlineTraining(start, layout, method, reward, critic, recording, good);
  }

  /** Trains on responses to prompts and returns the trained copy. */
  public PolicyTraining.Result run(List<String> prompts, RunOptions runOptions) {
    InvalidInputException.unless(!prompts.isEmpty(), "There are no prompts; load some.");
    OnlineTrainer learner = learner();
    RolloutCollector.Sampling sampling = sampling(learner);
    TrainingConfig plan = method.config();
    int rounds = plan.stepsFor(prompts.size(), sampling.prompts());
    RolloutSource fresh =
        new RolloutCollector(prompts, layout, sampling, reward, plan.seed(), rounds);
    RunSettings settings =
        OnlineSettings.of(method, layout, prompts, start, recording.replays(), judgeHash());
    RunOptions watching = runOptions.watching(learner.policy(), layout);
    TrainingLoop.Outcome outcome =
        new TrainingLoop(plan, watching, settings)
            .run(new RolloutTrainer(learner, fresh, settings.fingerprint(), watching.callback()));
    return new PolicyTraining.Result(
        learner.policy(),
        layout,
        outcome.history(),
        outcome.finished(),
        RolloutMetrics.responses(outcome.history()),
        EncodingReport.none());
  }

  private String judgeHash() {
    String judge = critic.map(network -> network.model().hash()).orElse("");
    return shown.isEmpty() ? judge : judge + RunHash.of(shown);
  }

  private OnlineTrainer learner() {
    if (method instanceof PolicyGradient gradient) {
      InvalidInputException.unless(
          !(reward instanceof Reward judge && judge.comparesOnly()),
          "%s learns from a reward for each single response, and a preference model only compares"
              + " two; use a reward that scores, or train a pairwise method with Align.onPolicy.",
          gradient.name());
      Optional<RewardNetwork> judge =
          gradient.criticRate() > 0
              ? critic.or(
                  () ->
                      Optional.of(
                          RewardNetwork.from(start, layout, lora(), method.config().seed())))
              : Optional.empty();
      return new PolicyGradientTrainer(gradient, start, judge, shown(gradient));
    }
    return new OnPolicyTrainer(onPolicy(), start, layout);
  }

  private Optional<Lora> lora() {
    return method.config().lora();
  }

  private List<TokenizedExample> shown(PolicyGradient gradient) {
    InvalidInputException.unless(
        gradient.ptx() == 0 || !shown.isEmpty(),
        "%s also imitates demonstrations, but the data has only prompts; use data with responses,"
            + " or set ptx to 0.",
        gradient.name());
    PromptEncoder encoder = new PromptEncoder(start, layout);
    return shown.stream().map(row -> encoder.asked(row.prompt(), row.response())).toList();
  }

  private RolloutCollector.Sampling sampling(OnlineTrainer learner) {
    if (method instanceof PolicyGradient gradient) {
      GenerationConfig plain =
          GenerationConfig.temperature(1).maxTokens(gradient.rollouts().maxTokens());
      return new RolloutCollector.Sampling(
          source(gradient.rollouts().samples(), plain, learner),
          gradient.rollouts().prompts(),
          gradient.rollouts().unfinished(),
          gradient.resamples());
    }
    return new RolloutCollector.Sampling(
        onPolicy().source(), onPolicy().prompts(), onPolicy().unfinished(), 0);
  }

  private static ResponseSampler source(
      int samples, GenerationConfig plain, OnlineTrainer learner) {
    return learner
        .mask()
        .<ResponseSampler>map(mask -> new NucleusSampler(samples, mask.model(), mask.topP(), plain))
        .orElseGet(() -> new IndependentSampler(samples, plain));
  }

  private OnPolicy onPolicy() {
    if (method instanceof OnPolicy wrapped) {
      return wrapped;
    }
    throw new InvalidInputException(
        method.name()
            + " is not an online method that can be trained; implement PolicyGradient, or wrap an"
            + " offline method with Align.onPolicy(method).");
  }

  /** A trainer whose steps each sample a rollout, score it and train on it. */
  private final class RolloutTrainer implements Trainer {
    private final OnlineTrainer learner;
    private final RolloutSource fresh;
    private final String fingerprint;
    private final TrainingCallback callback;
    private RolloutSource source;
    private boolean checked;

    RolloutTrainer(
        OnlineTrainer learner, RolloutSource fresh, String fingerprint, TrainingCallback callback) {
      this.callback = callback;
      this.learner = learner;
      this.fresh = fresh;
      this.fingerprint = fingerprint;
      this.source = fresh;
    }

    @Override
    public void start(int done) {
      source = recording.of(fresh, done, fingerprint);
      learner.record(true);
    }

    @Override
    public int steps() {
      return source.rounds();
    }

    /** An interrupted rollout is discarded. */
    @Override
    public Optional<StepMetrics> step(int done) {
      long began = System.nanoTime();
      List<Rollout> rollout;
      try {
        learner.begin(done);
        rollout = source.rollout(done, learner.policy());
      } catch (SamplingInterruptedException pressed) {
        return Optional.empty();
      }
      double sampled = (System.nanoTime() - began) / 1e9;
      checkMemory(rollout);
      return Optional.of(learn(done, rollout, sampled, began));
    }

    private StepMetrics learn(int done, List<Rollout> rollout, double sampled, long began) {
      double rate = method.config().rate(done + 1, source.rounds());
      OnlineTrainer.Learnt learnt = learner.learn(done, rollout, rate);
      Map<String, Double> parts = new LinkedHashMap<>(learnt.parts());
      if (method instanceof PolicyGradient gradient && gradient.resamples() > 0) {
        parts.put(RolloutMetrics.REPLACED, (double) source.replaced());
      }
      parts.put(Phase.SAMPLING.part(), sampled - source.judged());
      parts.put(Phase.LABELLING.part(), source.judged());
      return new StepMetrics(
          done + 1,
          source.rounds(),
          done + 1.0,
          learnt.loss(),
          rate,
          learnt.gradientNorm(),
          rollout.stream().mapToLong(row -> row.tokens().length()).sum(),
          (System.nanoTime() - began) / 1e9,
          parts);
    }

    /** The lengths of a round's responses are known before its first step, which needs most. */
    private void checkMemory(List<Rollout> rollout) {
      List<List<TokenizedExample>> texts = checked ? List.of() : learner.texts(rollout);
      if (!texts.isEmpty()) {
        MemoryCheck.warning(learner.trained(), method.config(), texts).ifPresent(callback::warning);
        checked = true;
      }
    }

    @Override
    public void end() {
      learner.record(false);
    }

    @Override
    public boolean hasFiniteWeights() {
      return learner.policy().decoder().trainable().areFinite();
    }

    @Override
    public Map<String, HostTensor> weights() {
      return learner.weights();
    }

    @Override
    public Map<String, HostTensor> optimisers() {
      return learner.optimisers();
    }

    @Override
    public void restore(Checkpoint.TrainerState snapshot) {
      learner.restore(snapshot);
    }
  }
}
