package org.attune.method.registry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.attune.method.AlignmentMethod;
import org.attune.method.OfflineMethod;

/**
 * A method of the registry: its name, its defaults, and the settings that have names.
 *
 * @param name the name on the command line, such as {@code pl-dpo}; in code it is {@code
 *     Align.plDpo()}
 * @param defaults the method with its default settings
 * @param examples what it learns from
 * @param settings its settings, in the order of the help
 * @param <M> the method
 */
public record MethodEntry<M extends AlignmentMethod>(
    String name, M defaults, Examples examples, List<MethodSetting<M>> settings) {

  /** What a method learns from. */
  public enum Examples {
    /** Single responses. */
    RESPONSES("single responses"),
    /** Single responses that are good or bad. */
    JUDGED("good and bad responses"),
    /** Pairs of a better and a worse response. */
    PAIRS("pairs"),
    /** Rankings of several responses. */
    RANKINGS("rankings"),
    /** Responses that the policy samples during training. */
    ROLLOUTS("responses sampled during training");

    private final String words;

    Examples(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Copies the list. */
  public MethodEntry {
    settings = List.copyOf(settings);
  }

  static <M extends AlignmentMethod> MethodEntry<M> of(String name, M defaults, Examples examples) {
    return new MethodEntry<>(name, defaults, examples, List.of());
  }

  /** Adds a setting that is a number. */
  MethodEntry<M> number(
      String option, String help, Function<M, Double> value, BiFunction<M, Double, M> change) {
    return with(option, Double.class, help, value, (m, x) -> change.apply(m, (Double) x));
  }

  /** Adds a setting that is a whole number. */
  MethodEntry<M> count(
      String option, String help, Function<M, Integer> value, BiFunction<M, Integer, M> change) {
    return with(option, Integer.class, help, value, (m, x) -> change.apply(m, (Integer) x));
  }

  /** Adds a setting that is one of several values. */
  <V extends Enum<V>> MethodEntry<M> choice(
      String option, Class<V> type, String help, Function<M, V> value, BiFunction<M, V, M> change) {
    return with(option, type, help, value, (m, x) -> change.apply(m, type.cast(x)));
  }

  /** Adds a setting that is off by default. */
  MethodEntry<M> flag(String option, String help, UnaryOperator<M> on) {
    return with(option, Boolean.class, help, m -> false, (m, x) -> (Boolean) x ? on.apply(m) : m);
  }

  private MethodEntry<M> with(
      String option,
      Class<?> type,
      String help,
      Function<M, ?> value,
      BiFunction<M, Object, M> change) {
    MethodSetting<M> setting = new MethodSetting<>(option, type, help, value::apply, change);
    return new MethodEntry<>(
        name, defaults, examples, Stream.concat(settings.stream(), Stream.of(setting)).toList());
  }

  /** Returns whether the method trains on given responses. */
  public boolean isOffline() {
    return defaults instanceof OfflineMethod;
  }

  /** Returns the name as it is written in sentences. */
  public String title() {
    return name.toUpperCase(Locale.ROOT);
  }

  /** Returns the setting of a name. */
  public Optional<MethodSetting<M>> setting(String option) {
    return settings.stream().filter(setting -> setting.name().equals(option)).findFirst();
  }

  /** Returns a method of this entry with another value of a setting that it has. */
  @SuppressWarnings("unchecked") // The caller passes a method that came from these defaults.
  public AlignmentMethod with(AlignmentMethod method, String option, Object value) {
    return setting(option).orElseThrow().change().apply((M) method, value);
  }

  /** Returns the default of a setting that it has. */
  public Object initial(String option) {
    return setting(option).orElseThrow().value().apply(defaults);
  }

  @Override
  public String toString() {
    return name;
  }
}
