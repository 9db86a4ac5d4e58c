package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.GeneratorValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;

/** Jinja's filters by name. */
final class Filters {
  private static final Map<String, Filter> ALL = all();

  private Filters() {}

  private static Map<String, Filter> all() {
    Map<String, Filter> all = new HashMap<>(TextFilters.ALL);
    all.putAll(SequenceFilters.ALL);
    all.putAll(SelectionFilters.ALL);
    all.put("map", Filters::map);
    return Map.copyOf(all);
  }

  static Object apply(RenderContext context, String name, CallArguments arguments) {
    Filter filter = ALL.get(name);
    if (filter == null) {
      throw TemplateRefusal.unknown("the filter '" + name + "'");
    }
    Object value = arguments.positional().get(0);
    MarkedText text = PythonValues.textOrNull(value);
    context.charge(text == null ? 1 : 1 + text.text().length());
    return filter.apply(context, arguments);
  }

  /** Applies a filter to each element, or takes an attribute of each. */
  private static Object map(RenderContext context, CallArguments arguments) {
    List<Object> items = PythonValues.items(context, arguments.positional().get(0));
    CallArguments rest = arguments.rest();
    List<Object> mapped = new ArrayList<>();
    if (rest.positional().isEmpty() && rest.named().containsKey("attribute")) {
      Object[] given = rest.bind("map", 0, "attribute", "default");
      for (Object item : items) {
        Object found = Attributes.path(item, given[0]);
        mapped.add(found instanceof UndefinedValue && given[1] != null ? given[1] : found);
      }
      return new GeneratorValue(mapped);
    }
    String name = SelectionFilters.name(rest, "map needs the name of a filter or an attribute");
    for (Object item : items) {
      mapped.add(apply(context, name, rest.rest().after(item)));
    }
    return new GeneratorValue(mapped);
  }
}
