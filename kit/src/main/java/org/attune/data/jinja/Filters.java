package org.attune.data.jinja;

import java.util.HashMap;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.CallArguments;

/** Jinja's filters by name. */
final class Filters {
  /** A filter; its first positional argument is the filtered value. */
  interface Filter {
    Object apply(RenderContext context, CallArguments arguments);
  }

  private static final Map<String, Filter> ALL = all();

  private Filters() {}

  private static Map<String, Filter> all() {
    Map<String, Filter> all = new HashMap<>(TextFilters.ALL);
    all.putAll(SequenceFilters.ALL);
    all.putAll(SelectionFilters.ALL);
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
}
