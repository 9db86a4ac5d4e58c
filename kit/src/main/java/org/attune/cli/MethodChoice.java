package org.attune.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.attune.Align;
import org.attune.data.BadInput;
import org.attune.method.Method;

/** The methods that the command line knows, each with the settings that belong to it. */
@SuppressWarnings("ImmutableEnumChecker") // Sets and lambdas that nobody can reach to change.
enum MethodChoice {
  /** Supervised fine-tuning. */
  SFT(Set.of(), settings -> Align.sft()),
  /** Filtering alignment. */
  FA(
      Set.of("--threshold"),
      settings ->
          settings.threshold == null
              ? Align.filtering()
              : Align.filtering().threshold(settings.threshold)),
  /** Reward-weighted regression. */
  RWR(
      Set.of("--beta"),
      settings -> settings.beta == null ? Align.rwr() : Align.rwr().beta(settings.beta)),
  /** Conditional alignment. */
  CA(
      Set.of("--ask"),
      settings ->
          settings.ask == null ? Align.conditional() : Align.conditional().ask(settings.ask));

  private final Set<String> settings;
  private final Function<MethodOptions, Method> factory;

  MethodChoice(Set<String> settings, Function<MethodOptions, Method> factory) {
    this.settings = settings;
    this.factory = factory;
  }

  /** Makes the method and refuses settings that belong to another. */
  Method make(MethodOptions values) {
    List<String> strange =
        values.given().stream().filter(option -> !settings.contains(option)).toList();
    BadInput.unless(
        strange.isEmpty(),
        "%s is no setting of %s, which %s.",
        String.join(", ", strange),
        name(),
        settings.isEmpty() ? "has none of its own" : "has " + String.join(", ", settings));
    return factory.apply(values);
  }
}
