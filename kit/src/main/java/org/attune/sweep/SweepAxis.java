package org.attune.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.attune.util.InvalidInputException;

/**
 * One setting that a sweep varies.
 *
 * @param name the name of the table's column
 * @param grid the values to try; empty if they are drawn from a range
 * @param draw draws a value
 * @param <M> the method
 */
public record SweepAxis<M>(
    String name, List<Value<M>> grid, Function<SplittableRandom, Value<M>> draw) {

  /** Copies the list. */
  public SweepAxis {
    grid = List.copyOf(grid);
  }

  /**
   * A value and its effect on a method.
   *
   * @param shown a number, or a text if the setting is not a number
   * @param apply returns the method with the value
   * @param <M> the method
   */
  public record Value<M>(Object shown, UnaryOperator<M> apply) {}

  /** Returns an axis with given values. */
  static <M> SweepAxis<M> of(String name, List<Value<M>> values) {
    InvalidInputException.unless(
        !values.isEmpty(), "Specify at least one value of %s to try.", name);
    List<Object> shown = new ArrayList<>(values.stream().map(Value::shown).toList());
    InvalidInputException.unless(
        shown.stream().distinct().count() == shown.size(),
        "Two values of %s are the same: %s.",
        name,
        shown);
    return new SweepAxis<>(name, values, random -> values.get(random.nextInt(values.size())));
  }

  /** Returns an axis with numbers. */
  public static <M> SweepAxis<M> numbers(String name, NumberSetter<M> wither, double[] values) {
    List<Value<M>> all = new ArrayList<>();
    for (double value : values) {
      all.add(new Value<>(value, method -> wither.set(method, value)));
    }
    return of(name, all);
  }

  /** Returns an axis with whole numbers. */
  public static <M> SweepAxis<M> counts(String name, IntegerSetter<M> wither, int[] values) {
    List<Value<M>> all = new ArrayList<>();
    for (int value : values) {
      all.add(new Value<>((double) value, method -> wither.count(method, value)));
    }
    return of(name, all);
  }

  /** Returns an axis with values that are shown as text. */
  public static <M, V> SweepAxis<M> choices(
      String name, ChoiceSetter<M, V> wither, List<V> values) {
    List<Value<M>> all = new ArrayList<>();
    for (V value : values) {
      all.add(new Value<>(String.valueOf(value), method -> wither.set(method, value)));
    }
    return of(name, all);
  }

  /** Returns an axis of drawn numbers. */
  public static <M> SweepAxis<M> drawn(String name, NumberSetter<M> wither, Range range) {
    return new SweepAxis<>(
        name,
        List.of(),
        random -> {
          double value = range.draw(random);
          return new Value<>(value, method -> wither.set(method, value));
        });
  }

  /** Returns an axis of drawn whole numbers. */
  public static <M> SweepAxis<M> drawn(String name, IntegerSetter<M> wither, IntegerRange range) {
    return new SweepAxis<>(
        name,
        List.of(),
        random -> {
          int value = range.draw(random);
          return new Value<>((double) value, method -> wither.count(method, value));
        });
  }

  /** Returns the name of a wither, or a name from its position if it has none. */
  public static String name(java.io.Serializable wither, int place) {
    return WitherNames.of(wither).orElse("setting " + (place + 1));
  }
}
