package org.attune.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.attune.util.InvalidInputException;

/**
 * A method with one value of each axis.
 *
 * @param number counted from 1
 * @param values by axis name, each a number or a text
 * @param method the method with these values
 * @param <M> the method
 */
public record Setting<M>(int number, Map<String, Object> values, M method) {
  /** Keeps the order of the axes. */
  public Setting {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the values in words, such as beta=0.5, steps=100. */
  public String label() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Returns the number and the values, such as 3: beta=0.5, steps=100. */
  public String name() {
    return number + ": " + label();
  }

  /** Returns whether another setting has the same number, for any number of steps. */
  public boolean isSame(Setting<M> other) {
    return number == other.number;
  }

  /** Returns all combinations, the last axis changing fastest. */
  public static <M> List<Setting<M>> grid(M base, List<SweepAxis<M>> axes) {
    for (SweepAxis<M> axis : axes) {
      InvalidInputException.unless(
          !axis.grid().isEmpty(),
          "%s has a range and no values; name values, or search at random with random(20, 1).",
          axis.name());
    }
    List<Setting<M>> settings = List.of(new Setting<>(1, Map.of(), base));
    for (SweepAxis<M> axis : axes) {
      List<Setting<M>> longer = new ArrayList<>();
      for (Setting<M> setting : settings) {
        axis.grid().forEach(value -> longer.add(setting.with(axis, value, longer.size() + 1)));
      }
      settings = longer;
    }
    return settings;
  }

  /** Returns {@code count} random settings; setting i does not depend on the count. */
  public static <M> List<Setting<M>> random(M base, List<SweepAxis<M>> axes, int count, long seed) {
    InvalidInputException.unless(
        count > 0, "Random search needs at least one setting, got %d.", count);
    SplittableRandom random = new SplittableRandom(seed);
    List<Setting<M>> settings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Setting<M> setting = new Setting<>(i + 1, Map.of(), base);
      for (SweepAxis<M> axis : axes) {
        setting = setting.with(axis, axis.draw().apply(random), i + 1);
      }
      settings.add(setting);
    }
    return settings;
  }

  private Setting<M> with(SweepAxis<M> axis, SweepAxis.Value<M> value, int place) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(axis.name(), value.shown());
    return new Setting<>(place, more, value.apply().apply(method));
  }
}
