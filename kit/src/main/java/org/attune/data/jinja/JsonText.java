package org.attune.data.jinja;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.TupleValue;

/** The filter {@code tojson} as transformers defines it: Python's json.dumps, non-ASCII kept. */
final class JsonText {
  private final RenderContext context;
  private final boolean ascii;
  private final boolean sorted;
  private final String indent;
  private final String comma;
  private final String colon;
  private final StringBuilder out = new StringBuilder();
  private final BitSet marks = new BitSet();
  private int depth;

  private JsonText(RenderContext context, Object[] given) {
    this.context = context;
    this.ascii = given[1] != null && PythonValues.truth(given[1]);
    this.indent = indent(given[2]);
    this.sorted = given[4] != null && PythonValues.truth(given[4]);
    boolean usual = given[3] == null || given[3] instanceof NoneValue;
    List<Object> separators = usual ? List.of() : PythonValues.iterate(given[3]);
    if (!usual && separators.size() != 2) {
      throw new TemplateRefusal("tojson's separators must be two strings");
    }
    this.comma =
        usual
            ? (indent == null ? ", " : ",")
            : PythonValues.text(separators.get(0), "a separator").text();
    this.colon = usual ? ": " : PythonValues.text(separators.get(1), "a separator").text();
  }

  static Object filter(RenderContext context, CallArguments arguments) {
    Object[] given =
        arguments.bind("tojson", 1, "x", "ensure_ascii", "indent", "separators", "sort_keys");
    JsonText json = new JsonText(context, given);
    json.write(given[0]);
    return MarkedText.of(json.out, json.marks);
  }

  private static String indent(Object given) {
    if (given == null || given instanceof NoneValue) {
      return null;
    }
    return given instanceof MarkedText text
        ? text.text()
        : " ".repeat(Math.max(0, Math.min(1000, PythonValues.integer(given, "tojson's indent"))));
  }

  private void write(Object value) {
    context.charge(1);
    MarkedText text = PythonValues.textOrNull(value);
    if (text != null) {
      quote(text);
    } else if (value instanceof NoneValue) {
      out.append("null");
    } else if (value instanceof Boolean || value instanceof Long) {
      out.append(value);
    } else if (value instanceof Double number) {
      out.append(number(number));
    } else if (value instanceof Map<?, ?> map) {
      entries(map);
    } else if (value instanceof List<?> list) {
      items(list);
    } else if (value instanceof TupleValue tuple) {
      items(tuple.items());
    } else {
      throw new TemplateRefusal(PythonValues.typeOf(value) + " cannot be written as JSON");
    }
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    return Double.isInfinite(number)
        ? number > 0 ? "Infinity" : "-Infinity"
        : PythonNumbers.repr(number);
  }

  private void items(List<?> items) {
    open('[', items.isEmpty());
    for (int i = 0; i < items.size(); i++) {
      next(i);
      write(items.get(i));
    }
    close(']', items.isEmpty());
  }

  private void entries(Map<?, ?> map) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (sorted) {
      entries.sort((left, right) -> PythonValues.compare(left.getKey(), right.getKey()));
    }
    open('{', entries.isEmpty());
    for (int i = 0; i < entries.size(); i++) {
      next(i);
      key(entries.get(i).getKey());
      out.append(colon);
      write(entries.get(i).getValue());
    }
    close('}', entries.isEmpty());
  }

  private void key(Object key) {
    if (key instanceof MarkedText text) {
      quote(text);
    } else if (key instanceof NoneValue || PythonNumbers.isNumber(key)) {
      out.append('"');
      write(key);
      out.append('"');
    } else {
      throw new TemplateRefusal(PythonValues.typeOf(key) + " cannot be a key in JSON");
    }
  }

  private void open(char bracket, boolean empty) {
    out.append(bracket);
    depth += empty ? 0 : 1;
  }

  private void next(int index) {
    out.append(index > 0 ? comma : "");
    line();
  }

  private void close(char bracket, boolean empty) {
    if (!empty) {
      depth--;
      line();
    }
    out.append(bracket);
  }

  private void line() {
    if (indent != null) {
      context.charge((long) depth * indent.length());
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void quote(MarkedText text) {
    String all = text.text();
    context.charge(all.length());
    out.append('"');
    for (int at = 0; at < all.length(); at++) {
      int start = out.length();
      escape(all.charAt(at));
      if (text.marks().get(at)) {
        marks.set(start, out.length());
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\f' -> out.append("\\f");
      case '\b' -> out.append("\\b");
      default -> {
        if (c < 0x20 || (ascii && c > 0x7e)) {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
