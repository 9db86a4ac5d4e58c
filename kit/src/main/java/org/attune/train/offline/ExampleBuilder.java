package org.attune.train.offline;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.method.OfflineMethod;
import org.attune.method.Requirement;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.PromptEncoder;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.Batches;

/**
 * Makes a method's examples from labelled responses: token ids, and which responses belong
 * together.
 *
 * @param encoder encodes prompts and responses with the method's prompt template
 * @param method says how responses are grouped
 */
record ExampleBuilder(PromptEncoder encoder, OfflineMethod method) {
  ExampleBuilder(LanguageModel model, PromptTemplate layout, OfflineMethod method) {
    this(new PromptEncoder(model, layout), method);
  }

  /** Encodes labelled responses and groups them into examples. */
  PolicyObjective.Rows rows(List<LabelledResponse> used) {
    return new PolicyObjective.Rows(
        used.stream()
            .map(row -> encoder.example(row.prompt(), row.response(), row.reward()))
            .toList(),
        used.stream().map(LabelledResponse::reward).toList(),
        examples(used));
  }

  /**
   * Returns the rows that the configured steps reach: all, unless the steps are half an epoch or
   * less.
   */
  List<Integer> reached(PolicyObjective.Rows rows) {
    TrainingConfig plan = method.config();
    int examples = rows.examples().size();
    Batches batches =
        new Batches(
            examples, plan.batchSize(), plan.seed(), example -> rows.batchLength(method, example));
    int steps = plan.stepsFor(examples);
    return 2 * steps > batches.perEpoch()
        ? IntStream.range(0, rows.tokens().size()).boxed().toList()
        : IntStream.range(0, steps)
            .mapToObj(batches::batch)
            .flatMap(List::stream)
            .flatMap(example -> rows.examples().get(example).stream())
            .sorted()
            .distinct()
            .toList();
  }

  /** Forms examples from each group; they keep the order of the responses. */
  private List<List<Integer>> examples(List<LabelledResponse> rows) {
    List<List<Integer>> examples =
        method
            .grouping()
            .ofGroups(
                rows.stream().map(LabelledResponse::group).toList(),
                rows.stream().map(LabelledResponse::reward).toList());
    return examples.stream().sorted(Comparator.comparing(example -> example.get(0))).toList();
  }

  /** Pairs each response with the next different prompt in the data. */
  List<TokenizedExample> mismatched(List<LabelledResponse> rows) {
    if (!method.requirements().contains(Requirement.MISMATCH)) {
      return List.of();
    }
    List<Integer> places =
        MismatchedPairs.places(method.name(), rows.stream().map(LabelledResponse::prompt).toList());
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                encoder.example(
                    rows.get(places.get(i)).prompt(), rows.get(i).response(), rows.get(i).reward()))
        .toList();
  }
}
