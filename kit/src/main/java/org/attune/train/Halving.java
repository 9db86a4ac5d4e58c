package org.attune.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.attune.model.Decoder;
import org.attune.model.Halves;
import org.attune.model.LanguageModel;

/**
 * Cuts examples in two where halves suit the model that is trained: those at even places are for
 * the model, those at odd places for its twin.
 *
 * @param <S> what computes losses: one by the model, and one by its twin
 */
final class Halving<S> {
  private final S first;
  private final Optional<S> second;
  private final Optional<Twin> twin;

  private Halving(S first, Optional<S> second, Optional<Twin> twin) {
    this.first = first;
    this.second = second;
    this.twin = twin;
  }

  /** Prepares a model for training, with a twin where halves suit it. */
  static Halving<Decoder> of(LanguageModel model) {
    Decoder trainee = model.trainingDecoder();
    return Twin.of(model).map(twin -> of(trainee, twin)).orElseGet(() -> alone(trainee));
  }

  /** Cuts examples between a decoder and the twin of its weights. */
  static Halving<Decoder> of(Decoder decoder, Twin twin) {
    return new Halving<>(decoder, Optional.of(twin.decoder()), Optional.of(twin));
  }

  /** Cuts nothing. */
  static <S> Halving<S> alone(S first) {
    return new Halving<>(first, Optional.empty(), Optional.empty());
  }

  /** Returns what follows from this for each of the two. */
  <T> Halving<T> map(Function<S, T> each) {
    return new Halving<>(each.apply(first), second.map(each), twin);
  }

  /** Returns what computes by the model that is trained. */
  S first() {
    return first;
  }

  /** Returns what computes by its twin, where there is one. */
  Optional<S> second() {
    return second;
  }

  /**
   * Adds the gradients of some examples to those of the weights; one example alone is not cut.
   *
   * @param backward adds the gradients of some of the examples, and returns what they came to
   * @param joined what the examples at even places and those at odd places came to together
   */
  <T> T gradients(
      List<Integer> examples, BiFunction<S, List<Integer>, T> backward, BinaryOperator<T> joined) {
    if (twin.isEmpty() || examples.size() < 2) {
      return backward.apply(first, examples);
    }
    // Of examples in the order of their lengths, both halves get long ones.
    List<Integer> even = every(examples, 0);
    List<Integer> odd = every(examples, 1);
    Halves.Results<T> results =
        twin.get()
            .gradients(
                () -> backward.apply(first, even), () -> backward.apply(second.orElseThrow(), odd));
    return joined.apply(results.first(), results.second());
  }

  private static List<Integer> every(List<Integer> examples, int first) {
    return IntStream.range(0, examples.size())
        .filter(i -> i % 2 == first)
        .mapToObj(examples::get)
        .toList();
  }

  /** Puts what belongs to examples at even and at odd places back in the order of the examples. */
  static <T> List<T> interleave(List<T> even, List<T> odd) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < even.size(); i++) {
      all.add(even.get(i));
      if (i < odd.size()) {
        all.add(odd.get(i));
      }
    }
    return all;
  }
}
