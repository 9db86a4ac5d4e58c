package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.attune.data.jinja.Filters.Filter;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.GeneratorValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;

/** The filters that examine each element: map, select, reject and their attribute variants. */
final class SelectionFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "map", SelectionFilters::map,
          "select", (c, a) -> chosen(c, a, false, true),
          "reject", (c, a) -> chosen(c, a, false, false),
          "selectattr", (c, a) -> chosen(c, a, true, true),
          "rejectattr", (c, a) -> chosen(c, a, true, false));

  private SelectionFilters() {}

  /** Returns the value of a Jinja attribute path such as {@code a.b.0} in an element. */
  static Object attribute(Object item, Object path) {
    if (PythonNumbers.isInteger(path)) {
      return Attributes.item(item, path);
    }
    Object found = item;
    for (String part : PythonValues.text(path, "an attribute's name").text().split("\\.", -1)) {
      boolean number = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      found = Attributes.item(found, number ? Long.valueOf(part) : MarkedText.own(part));
    }
    return found;
  }

  private static Object map(RenderContext context, CallArguments arguments) {
    List<Object> items = SequenceFilters.items(context, arguments.positional().get(0));
    CallArguments rest = arguments.rest();
    List<Object> mapped = new ArrayList<>();
    if (rest.positional().isEmpty() && rest.named().containsKey("attribute")) {
      Object[] given = rest.bind("map", 0, "attribute", "default");
      for (Object item : items) {
        Object found = attribute(item, given[0]);
        mapped.add(found instanceof UndefinedValue && given[1] != null ? given[1] : found);
      }
      return new GeneratorValue(mapped);
    }
    String name = name(rest, "map needs the name of a filter or an attribute");
    for (Object item : items) {
      mapped.add(Filters.apply(context, name, with(item, rest.rest())));
    }
    return new GeneratorValue(mapped);
  }

  private static Object chosen(
      RenderContext context, CallArguments arguments, boolean byAttribute, boolean kept) {
    List<Object> items = SequenceFilters.items(context, arguments.positional().get(0));
    CallArguments rest = arguments.rest();
    Object path = null;
    if (byAttribute) {
      path = PythonValues.text(name(rest), "the attribute's name");
      rest = rest.rest();
    }
    Predicate<Object> test = test(context, rest);
    List<Object> chosen = new ArrayList<>();
    for (Object item : items) {
      Object looked = path == null ? item : attribute(item, path);
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
    return value -> ValueTests.holds(context, name, with(value, more));
  }

  private static Object name(CallArguments arguments) {
    if (arguments.positional().isEmpty()) {
      throw new TemplateRefusal("a selection by attribute needs the attribute's name");
    }
    return arguments.positional().get(0);
  }

  private static String name(CallArguments arguments, String need) {
    if (arguments.positional().isEmpty()) {
      throw new TemplateRefusal(need);
    }
    return PythonValues.text(arguments.positional().get(0), "the name of a filter or test").text();
  }

  private static CallArguments with(Object first, CallArguments rest) {
    List<Object> positional = PythonTypes.list(List.of(first));
    positional.addAll(rest.positional());
    return new CallArguments(positional, rest.named());
  }
}
