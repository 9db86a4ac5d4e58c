package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.GeneratorValue;

/** The filters that choose elements: select, reject and their attribute variants. */
final class SelectionFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "select", (c, a) -> chosen(c, a, false, true),
          "reject", (c, a) -> chosen(c, a, false, false),
          "selectattr", (c, a) -> chosen(c, a, true, true),
          "rejectattr", (c, a) -> chosen(c, a, true, false));

  private SelectionFilters() {}

  private static Object chosen(
      RenderContext context, CallArguments arguments, boolean byAttribute, boolean kept) {
    List<Object> items = PythonValues.items(context, arguments.positional().get(0));
    CallArguments rest = arguments.rest();
    Object path = null;
    if (byAttribute) {
      path = PythonValues.text(name(rest), "the attribute's name");
      rest = rest.rest();
    }
    Predicate<Object> test = test(context, rest);
    List<Object> chosen = new ArrayList<>();
    for (Object item : items) {
      Object looked = path == null ? item : Attributes.path(item, path);
      if (test.test(looked) == kept) {
        chosen.add(item);
      }
    }
    return new GeneratorValue(chosen);
  }

  private static Predicate<Object> test(RenderContext context, CallArguments rest) {
    if (rest.positional().isEmpty()) {
      return PythonValues::truth;
    }
    String name = name(rest, "a selection needs the name of a test");
    CallArguments more = rest.rest();
    return value -> ValueTests.holds(context, name, more.after(value));
  }

  private static Object name(CallArguments arguments) {
    if (arguments.positional().isEmpty()) {
      throw new TemplateRefusal("a selection by attribute needs the attribute's name");
    }
    return arguments.positional().get(0);
  }

  /** Returns the first argument as the name of a filter or test. */
  static String name(CallArguments arguments, String need) {
    if (arguments.positional().isEmpty()) {
      throw new TemplateRefusal(need);
    }
    return PythonValues.text(arguments.positional().get(0), "the name of a filter or test").text();
  }
}
