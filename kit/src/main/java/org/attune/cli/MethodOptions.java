package org.attune.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.attune.Align;
import org.attune.method.AlignmentMethod;
import org.attune.method.OfflineMethod;
import org.attune.method.registry.MethodEntry;
import org.attune.method.registry.MethodRegistry;
import org.attune.method.registry.MethodSetting;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options for the method and its {@linkplain MethodSettingOptions settings}. */
@OptionGroup("Method")
final class MethodOptions {
  @Option(
      names = "--method",
      paramLabel = "NAME",
      converter = Entry.class,
      completionCandidates = Candidates.class,
      description = "The method: ${COMPLETION-CANDIDATES}; default: sft.")
  private MethodEntry<?> method = MethodRegistry.find("sft").orElseThrow();

  @Option(
      names = "--on-policy",
      description =
          "Train an offline method on responses that the policy samples during training: two per"
              + " prompt, scored by the reward; --steps then counts rollouts.")
  private boolean onPolicy;

  private final MethodSettingOptions settings = new MethodSettingOptions();

  /** Parses the name of a method. */
  static final class Entry implements ITypeConverter<MethodEntry<?>> {
    @Override
    public MethodEntry<?> convert(String name) {
      return MethodRegistry.find(name)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no method '" + name + "'; use one of " + MethodRegistry.names()));
    }
  }

  /** Lists the methods by what they learn from; the help prints the list. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      Map<MethodEntry.Examples, List<String>> groups = new LinkedHashMap<>();
      MethodRegistry.all()
          .forEach(
              entry ->
                  groups
                      .computeIfAbsent(entry.examples(), e -> new ArrayList<>())
                      .add(entry.name()));
      return groups.entrySet().stream()
          .map(group -> "from " + group.getKey() + ": " + String.join(", ", group.getValue()))
          .iterator();
    }
  }

  /** Adds one option for each setting that a method of the registry has. */
  @Spec(Spec.Target.MIXEE)
  void addSettings(CommandSpec command) {
    settings.all().forEach(command::addOption);
  }

  /** Returns the settings that were given. */
  List<String> given() {
    // For an offline loss used on-policy --kl is the rollouts' setting, not the loss's.
    return settings.given().keySet().stream()
        .filter(name -> !(onPolicy && name.equals(MethodSettingOptions.KL)))
        .map(name -> "--" + name)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Returns the method without the given settings. */
  MethodEntry<?> entry() {
    return method;
  }

  /** Returns the given coefficient of the KL penalty, or null. */
  Double kl() {
    return (Double) settings.given().get(MethodSettingOptions.KL);
  }

  /**
   * Makes the method, with its settings checked; one that needs the policy's own responses is
   * rejected.
   */
  OfflineMethod make() {
    AlignmentMethod made = approach();
    if (made instanceof OfflineMethod offline) {
      return offline;
    }
    throw new InvalidInputException(
        made.name()
            + " trains on responses that the policy samples during training; use attune train.");
  }

  /** Makes the method, online or offline, with its settings checked. */
  AlignmentMethod approach() {
    AlignmentMethod made = configured();
    if (!onPolicy) {
      return made;
    }
    if (made instanceof OfflineMethod offline) {
      return Align.onPolicy(offline);
    }
    throw new InvalidInputException(made.name() + " is already online; remove --on-policy.");
  }

  private AlignmentMethod configured() {
    List<String> own = method.settings().stream().map(MethodSetting::name).toList();
    List<String> strange = given().stream().filter(o -> !own.contains(o.substring(2))).toList();
    InvalidInputException.unless(
        strange.isEmpty(),
        "%s is not a setting of %s, which %s.",
        String.join(", ", strange),
        method.title(),
        own.isEmpty()
            ? "has no settings of its own"
            : "has " + own.stream().sorted().map(o -> "--" + o).collect(Collectors.joining(", ")));
    AlignmentMethod made = method.defaults();
    for (String name : own) {
      if (settings.given().containsKey(name)) {
        made = method.with(made, name, settings.given().get(name));
      }
    }
    return made;
  }
}
