package org.attune.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.attune.method.registry.MethodEntry;
import org.attune.method.registry.MethodRegistry;
import org.attune.method.registry.MethodSetting;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** An option for every setting in the registry, with one help text for all methods that have it. */
@OptionGroup("Method")
final class MethodSettingOptions {
  static final String KL = "kl";

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Returns the options. */
  List<OptionSpec> all() {
    Set<String> names = new LinkedHashSet<>();
    MethodRegistry.all().forEach(entry -> entry.settings().forEach(s -> names.add(s.name())));
    return names.stream().map(this::option).toList();
  }

  /** Returns the given values by their setting's name. */
  Map<String, Object> given() {
    return values;
  }

  private OptionSpec option(String name) {
    Class<?> type = having(name).get(0).setting(name).orElseThrow().type();
    OptionSpec.Builder option =
        OptionSpec.builder("--" + name)
            .type(type == Boolean.class ? boolean.class : type)
            .paramLabel(type.isEnum() ? "NAME" : type == Integer.class ? "N" : "X")
            .description(help(name).replace("%", "%%"))
            .userObject(group())
            .setter(setter(name));
    return option.arity(type == Boolean.class ? "0" : "1").build();
  }

  /** Keeps a given value; the initial value of an option that was not given is none. */
  private ISetter setter(String name) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        if (value == null || Boolean.FALSE.equals(value)) {
          values.remove(name);
        } else {
          values.put(name, value);
        }
        return null;
      }
    };
  }

  /** Returns a field of this class, so that the help prints the option in its group. */
  private static Field group() {
    try {
      return MethodSettingOptions.class.getDeclaredField("values");
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<MethodEntry<?>> having(String name) {
    return MethodRegistry.all().stream().filter(e -> e.setting(name).isPresent()).toList();
  }

  /** Returns such as "dpo, ipo: KL-penalty strength (default: 0.1). simpo: … (default: 2).". */
  private static String help(String name) {
    Map<String, List<String>> methods = new LinkedHashMap<>(); // by what it means to them
    for (MethodEntry<?> entry : having(name)) {
      MethodSetting<?> setting = entry.setting(name).orElseThrow();
      String text = setting.help() + initial(entry, setting);
      methods.computeIfAbsent(text, same -> new ArrayList<>()).add(entry.name());
    }
    List<String> sentences = new ArrayList<>();
    methods.forEach((text, names) -> sentences.add(String.join(", ", names) + ": " + text + "."));
    if (name.equals(KL)) {
      sentences.add("With --on-policy: subtracted from the reward (default: 0).");
    }
    return String.join(" ", sentences);
  }

  private static String initial(MethodEntry<?> entry, MethodSetting<?> setting) {
    if (setting.type() == Boolean.class) {
      return "";
    }
    String value = entry.initial(setting.name()).toString().toLowerCase(Locale.ROOT);
    return " (default: " + value.replaceAll("\\.0$", "") + ")";
  }
}
