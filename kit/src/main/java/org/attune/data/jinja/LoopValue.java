package org.attune.data.jinja;

import java.util.List;
import org.attune.data.jinja.PythonTypes.FunctionValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;

/** The variable {@code loop}. */
final class LoopValue {
  private final List<Object> items;
  private int index;

  LoopValue(List<Object> items) {
    this.items = items;
  }

  void at(int place) {
    index = place;
  }

  Object attribute(String name) {
    long length = items.size();
    return switch (name) {
      case "index" -> index + 1L;
      case "index0" -> (long) index;
      case "revindex" -> length - index;
      case "revindex0" -> length - index - 1;
      case "first" -> index == 0;
      case "last" -> index == length - 1;
      case "length" -> length;
      case "depth" -> 1L; // only recursive loops, which are not supported, are deeper
      case "depth0" -> 0L;
      case "previtem" -> index > 0 ? items.get(index - 1) : new UndefinedValue("loop.previtem");
      case "nextitem" ->
          index + 1 < length ? items.get(index + 1) : new UndefinedValue("loop.nextitem");
      case "cycle" -> (FunctionValue) (context, arguments) -> cycled(arguments.positional());
      default -> throw TemplateRefusal.unknown("loop." + name);
    };
  }

  private Object cycled(List<Object> values) {
    if (values.isEmpty()) {
      throw new TemplateRefusal("loop.cycle needs a value");
    }
    return values.get(index % values.size());
  }
}
