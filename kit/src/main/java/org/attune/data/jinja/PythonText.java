package org.attune.data.jinja;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.NoneValue;
import org.attune.data.jinja.PythonTypes.SafeText;
import org.attune.data.jinja.PythonTypes.TupleValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;

/** Python's str and repr; values that Python prints with an address are an error. */
final class PythonText {
  private final RenderContext context;
  private final StringBuilder out = new StringBuilder();
  private final BitSet marks = new BitSet();

  private PythonText(RenderContext context) {
    this.context = context;
  }

  /** Returns the value as {@code {{ value }}} prints it. */
  static MarkedText str(RenderContext context, Object value) {
    MarkedText text = PythonValues.textOrNull(value);
    return text != null ? text : repr(context, value);
  }

  static MarkedText repr(RenderContext context, Object value) {
    PythonText printer = new PythonText(context);
    printer.print(value);
    return MarkedText.of(printer.out, printer.marks);
  }

  private void print(Object value) {
    context.charge(1);
    MarkedText text = PythonValues.textOrNull(value);
    if (value instanceof SafeText) {
      throw TemplateRefusal.unknown("printing a list of strings marked as safe");
    } else if (text != null) {
      quote(text);
    } else if (value instanceof NoneValue) {
      out.append("None");
    } else if (value instanceof UndefinedValue) {
      out.append(out.isEmpty() ? "" : "Undefined");
    } else if (value instanceof Boolean truth) {
      out.append(truth ? "True" : "False");
    } else if (value instanceof Long number) {
      out.append((long) number);
    } else if (value instanceof Double number) {
      out.append(PythonNumbers.repr(number));
    } else {
      container(value);
    }
  }

  private void container(Object value) {
    if (value instanceof List<?> list) {
      items("[", list, "]");
    } else if (value instanceof TupleValue tuple) {
      items("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")");
    } else if (value instanceof Map<?, ?> map) {
      entries(map);
    } else {
      throw TemplateRefusal.unknown("printing " + PythonValues.typeOf(value));
    }
  }

  private void items(String open, List<?> items, String close) {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      out.append(i > 0 ? ", " : "");
      print(items.get(i));
    }
    out.append(close);
  }

  private void entries(Map<?, ?> map) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(first ? "" : ", ");
      first = false;
      print(entry.getKey());
      out.append(": ");
      print(entry.getValue());
    }
    out.append('}');
  }

  private void quote(MarkedText text) {
    String all = text.text();
    context.charge(all.length());
    char quote = all.indexOf('\'') >= 0 && all.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int at = 0; at < all.length(); ) {
      int point = all.codePointAt(at);
      int start = out.length();
      escape(point, quote);
      if (text.marks().get(at)) {
        marks.set(start, out.length());
      }
      at += Character.charCount(point);
    }
    out.append(quote);
  }

  private void escape(int point, char quote) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (point == quote) {
          out.append('\\').appendCodePoint(point);
        } else if (isPrintable(point)) {
          out.appendCodePoint(point);
        } else {
          out.append(
              String.format(
                  point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point));
        }
      }
    }
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
