package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.TupleValue;

/** Python's slices {@code [from:to:step]} of strings, lists and tuples. */
final class Slices {
  private Slices() {}

  static Object slice(RenderContext context, Object value, Object from, Object to, Object step) {
    int by = bound(step, 1);
    if (by == 0) {
      throw new TemplateRefusal("a slice has the step 0");
    }
    if (!isSliceable(value)) {
      throw new TemplateRefusal(PythonValues.typeOf(value) + " cannot be sliced");
    }
    int length = (int) PythonValues.length(value);
    context.charge(length);
    int start = by > 0 ? clamp(bound(from, 0), length, 0) : clamp(bound(from, length), length, -1);
    int end =
        by > 0
            ? clamp(bound(to, length), length, 0)
            : isNone(to) ? -1 : clamp(bound(to, 0), length, -1);
    if (value instanceof MarkedText text && by == 1) {
      return text.part(text.unit(start), text.unit(Math.max(start, end)));
    }
    List<Object> picked = picked(PythonValues.iterate(value), start, end, by);
    if (value instanceof MarkedText) {
      List<MarkedText> letters = picked.stream().map(MarkedText.class::cast).toList();
      return PythonValues.join(context, MarkedText.EMPTY, letters);
    }
    return value instanceof TupleValue ? new TupleValue(picked) : picked;
  }

  private static boolean isSliceable(Object value) {
    return value instanceof MarkedText || value instanceof List || value instanceof TupleValue;
  }

  private static List<Object> picked(List<Object> items, int start, int end, int by) {
    List<Object> picked = new ArrayList<>();
    for (int i = start; by > 0 ? i < end : i > end; i += by) {
      picked.add(items.get(i));
    }
    return picked;
  }

  private static boolean isNone(Object bound) {
    return bound == null || bound instanceof NoneValue;
  }

  private static int bound(Object bound, int otherwise) {
    return isNone(bound) ? otherwise : PythonValues.integer(bound, "a slice's bound");
  }

  /** Counts a negative bound from the end and clamps it; {@code low} is 0, or -1 backwards. */
  private static int clamp(int bound, int length, int low) {
    int place = bound < 0 ? bound + length : bound;
    return Math.max(low, Math.min(place, length + low));
  }
}
