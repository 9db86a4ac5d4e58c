package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.GeneratorValue;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;

/** The filters on whole lists and mappings. */
final class SequenceFilters {
  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("length", (c, a) -> PythonValues.length(only("length", a))),
          Map.entry("count", (c, a) -> PythonValues.length(only("count", a))),
          Map.entry("list", (c, a) -> PythonTypes.list(PythonValues.items(c, only("list", a)))),
          Map.entry("first", SequenceFilters::first),
          Map.entry("last", SequenceFilters::last),
          Map.entry("reverse", SequenceFilters::reverse),
          Map.entry("join", SequenceFilters::join),
          Map.entry("items", SequenceFilters::items),
          Map.entry("dictsort", SequenceFilters::dictSort),
          Map.entry("sort", SequenceFilters::sort),
          Map.entry("unique", SequenceFilters::unique),
          Map.entry("sum", SequenceFilters::sum),
          Map.entry("max", (c, a) -> extreme(c, a, 1)),
          Map.entry("min", (c, a) -> extreme(c, a, -1)));

  private SequenceFilters() {}

  private static Object only(String name, CallArguments arguments) {
    return arguments.bind(name, 1, "value")[0];
  }

  private static Object first(RenderContext context, CallArguments arguments) {
    Object value = only("first", arguments);
    Object found;
    if (value instanceof GeneratorValue generator) {
      found = generator.next();
    } else {
      List<Object> items = PythonValues.items(context, value);
      found = items.isEmpty() ? null : items.get(0);
    }
    return found == null ? new UndefinedValue("the first of an empty list") : found;
  }

  private static Object last(RenderContext context, CallArguments arguments) {
    Object value = only("last", arguments);
    if (value instanceof GeneratorValue) {
      throw new TemplateRefusal("a generator has no last element; the filter 'list' comes first");
    }
    List<Object> items = PythonValues.items(context, value);
    return items.isEmpty()
        ? new UndefinedValue("the last of an empty list")
        : items.get(items.size() - 1);
  }

  private static Object reverse(RenderContext context, CallArguments arguments) {
    Object value = only("reverse", arguments);
    List<Object> items = new ArrayList<>(PythonValues.items(context, value));
    Collections.reverse(items);
    if (PythonValues.textOrNull(value) != null) {
      List<MarkedText> letters = items.stream().map(MarkedText.class::cast).toList();
      return PythonValues.join(context, MarkedText.EMPTY, letters);
    }
    return value instanceof GeneratorValue ? items : new GeneratorValue(items);
  }

  private static Object join(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("join", 1, "value", "d", "attribute");
    MarkedText between = given[1] == null ? MarkedText.EMPTY : PythonText.str(context, given[1]);
    List<MarkedText> parts =
        PythonValues.items(context, given[0]).stream()
            .map(item -> given[2] == null ? item : Attributes.path(item, given[2]))
            .map(item -> PythonText.str(context, item))
            .toList();
    return PythonValues.join(context, between, parts);
  }

  private static Object items(RenderContext context, CallArguments arguments) {
    Object value = only("items", arguments);
    if (value instanceof UndefinedValue) {
      return new GeneratorValue(List.of());
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateRefusal(
          PythonValues.typeOf(value) + " has no items, because it is not a mapping");
    }
    context.charge(map.size());
    return new GeneratorValue(PythonTypes.list(pairs(map)));
  }

  private static List<PythonTypes.TupleValue> pairs(Map<?, ?> map) {
    return map.entrySet().stream().map(Attributes::pair).toList();
  }

  private static Object dictSort(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("dictsort", 1, "value", "case_sensitive", "by", "reverse");
    if (!(given[0] instanceof Map<?, ?> map)) {
      throw new TemplateRefusal("dictsort sorts mappings, got " + PythonValues.typeOf(given[0]));
    }
    boolean cased = given[1] != null && PythonValues.truth(given[1]);
    String by = given[2] == null ? "key" : PythonText.str(context, given[2]).text();
    if (!by.equals("key") && !by.equals("value")) {
      throw new TemplateRefusal("dictsort sorts by 'key' or 'value', got '" + by + "'");
    }
    int part = by.equals("key") ? 0 : 1;
    List<Object> sorted = PythonTypes.list(pairs(map));
    sort(
        context,
        sorted,
        given[3],
        pair -> {
          Object key = ((PythonTypes.TupleValue) pair).items().get(part);
          return cased ? key : uncased(key);
        });
    return sorted;
  }

  private static Object uncased(Object key) {
    return key instanceof MarkedText text ? text.lower() : key;
  }

  private static Object sort(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("sort", 1, "value", "reverse", "case_sensitive", "attribute");
    boolean cased = given[2] != null && PythonValues.truth(given[2]);
    List<Object> sorted = PythonTypes.list(PythonValues.items(context, given[0]));
    boolean whole = given[3] == null || given[3] instanceof NoneValue;
    sort(
        context,
        sorted,
        given[1],
        item -> {
          Object key = whole ? item : Attributes.path(item, given[3]);
          return cased ? key : uncased(key);
        });
    return sorted;
  }

  private static void sort(
      RenderContext context, List<Object> items, Object reverse, Function<Object, Object> key) {
    Comparator<Object> order =
        (left, right) -> {
          context.charge(1);
          return PythonValues.compare(key.apply(left), key.apply(right));
        };
    boolean reversed = reverse != null && PythonValues.truth(reverse);
    items.sort(reversed ? order.reversed() : order);
  }

  private static Object unique(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("unique", 1, "value", "case_sensitive");
    boolean cased = given[1] != null && PythonValues.truth(given[1]);
    List<Object> seen = new ArrayList<>();
    List<Object> kept = new ArrayList<>();
    for (Object item : PythonValues.items(context, given[0])) {
      Object key = cased ? item : uncased(item);
      context.charge(seen.size());
      if (seen.stream().noneMatch(other -> PythonValues.equal(other, key))) {
        seen.add(key);
        kept.add(item);
      }
    }
    return new GeneratorValue(kept);
  }

  private static Object sum(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("sum", 1, "iterable", "attribute", "start");
    Object sum = given[2] == null ? (Object) 0L : given[2];
    boolean whole = given[1] == null || given[1] instanceof NoneValue;
    for (Object item : PythonValues.items(context, given[0])) {
      Object part = whole ? item : Attributes.path(item, given[1]);
      sum = Operators.calculate(context, "+", sum, part);
    }
    return sum;
  }

  private static Object extreme(RenderContext context, CallArguments arguments, int sign) {
    Object[] given = arguments.bind("max", 1, "value", "case_sensitive");
    boolean cased = given[1] != null && PythonValues.truth(given[1]);
    Object best = null;
    for (Object item : PythonValues.items(context, given[0])) {
      Object key = cased ? item : uncased(item);
      Object bestKey = best == null || cased ? best : uncased(best);
      if (best == null || PythonValues.compare(key, bestKey) * sign > 0) {
        best = item;
      }
    }
    return best == null ? new UndefinedValue("the extreme of an empty list") : best;
  }
}
