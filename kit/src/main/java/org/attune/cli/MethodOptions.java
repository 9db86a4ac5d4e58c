package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import org.attune.method.Method;
import picocli.CommandLine.Option;

/** The method and its own settings. */
@Titled("Method")
final class MethodOptions {
  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "sft (imitate every response), fa (only those above a threshold), rwr (weigh by"
              + " reward) or ca (write the reward into the prompt) (default: sft).")
  private MethodChoice method = MethodChoice.SFT;

  @Option(
      names = "--beta",
      paramLabel = "X",
      description = "rwr: a response weighs exp(reward / beta) (default: 5).")
  Double beta;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description = "fa: keep normalised rewards above this (default: 0).")
  Double threshold;

  @Option(
      names = "--ask",
      paramLabel = "X",
      description = "ca: the normalised reward to ask for afterwards (default: 2).")
  Double ask;

  /** Returns the settings that were given. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    if (beta != null) {
      given.add("--beta");
    }
    if (threshold != null) {
      given.add("--threshold");
    }
    if (ask != null) {
      given.add("--ask");
    }
    return given;
  }

  /** Returns the method's name as tables show it. */
  String name() {
    return method.name();
  }

  /** Makes the method, with its settings checked. */
  Method make() {
    return method.make(this);
  }
}
