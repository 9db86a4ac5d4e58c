package org.attune.train.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.engine.PyTorch;
import org.attune.method.Grouping;
import org.attune.method.OfflineMethod;
import org.attune.method.Requirement;
import org.attune.model.BatchScorer;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.util.InvalidInputException;

/**
 * The losses of single examples under a method, computed without training, in 32 bits.
 *
 * @param policy the policy whose log-probabilities enter the loss
 * @param reference the reference of the log-ratios
 * @param layout the prompt template of the reference
 * @param method the loss
 */
public record ExampleLosses(
    LanguageModel policy, LanguageModel reference, PromptTemplate layout, OfflineMethod method) {
  private static final int BATCH = 32;

  /**
   * Returns the loss of each example before any reduction. A method of single responses has one
   * example per response, with loss 0 for those it does not use; a method of pairs or groups has
   * one for each of them, in the order of their best responses.
   */
  public List<Double> of(List<LabelledResponse> data) {
    OfflineMethod.Fitted fitted = PolicyTraining.fitted(method, reference, data);
    if (fitted.start() != reference || !fitted.method().equals(method)) {
      return with(fitted, data).of(data);
    }
    boolean single = method.grouping() == Grouping.SINGLES;
    List<LabelledResponse> rows =
        data.stream().filter(row -> single || method.uses(row.reward())).toList();
    ExampleBuilder builder = new ExampleBuilder(reference, method.layout(layout), method);
    PolicyObjective objective = objective(builder.rows(rows), builder.mismatched(rows));
    InvalidInputException.unless(
        objective.size() > 0,
        "%s finds nothing to compare among %d labelled responses.",
        method.name(),
        rows.size());
    objective.prepare(policy.decoder(), places(0, objective.size()));
    return losses(objective, rows, single);
  }

  private List<Double> losses(
      PolicyObjective objective, List<LabelledResponse> rows, boolean single) {
    List<Double> losses = new ArrayList<>();
    for (int from = 0; from < objective.size(); from += BATCH) {
      List<Integer> part = places(from, Math.min(objective.size(), from + BATCH));
      float[] values =
          PyTorch.scoped(() -> objective.losses(policy.decoder(), part).toFloatArray());
      for (int i = 0; i < values.length; i++) {
        boolean used = !single || method.uses(rows.get(part.get(i)).reward());
        losses.add(used ? (double) values[i] : 0.0);
      }
    }
    return List.copyOf(losses);
  }

  /** Returns the losses of a method that was fitted to data, read with its models. */
  private ExampleLosses with(OfflineMethod.Fitted fitted, List<LabelledResponse> data) {
    LanguageModel reader =
        policy == reference ? fitted.start() : PolicyTraining.fitted(method, policy, data).start();
    return new ExampleLosses(reader, fitted.start(), layout, fitted.method());
  }

  private PolicyObjective objective(PolicyObjective.Rows rows, List<TokenizedExample> mismatched) {
    Optional<PolicyObjective.Mismatch> mismatch =
        method.requirements().contains(Requirement.MISMATCH)
            ? Optional.of(new PolicyObjective.Mismatch(mismatched, reference(mismatched)))
            : Optional.empty();
    Optional<float[]> scores =
        method.requirements().isEmpty() ? Optional.empty() : Optional.of(reference(rows.tokens()));
    return new PolicyObjective(method, reference, policy, rows, scores, mismatch);
  }

  private float[] reference(List<TokenizedExample> rows) {
    return new BatchScorer(reference.decoder(), BATCH).logProbs(rows);
  }

  private static List<Integer> places(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
