package org.attune.data.jinja;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.FunctionValue;
import org.attune.data.jinja.PythonTypes.NamespaceValue;
import org.attune.data.jinja.PythonTypes.ViewValue;

/** The global functions of every template, including known but unsupported ones. */
final class GlobalFunctions {
  private static final int LONGEST_RANGE = 100_000; // jinja2.sandbox.MAX_RANGE

  static final Map<String, Object> ALL =
      Map.of(
          "range", (FunctionValue) GlobalFunctions::range,
          "namespace", (FunctionValue) GlobalFunctions::namespace,
          "dict", (FunctionValue) GlobalFunctions::dictionary,
          "raise_exception", (FunctionValue) GlobalFunctions::raise,
          "strftime_now", (FunctionValue) GlobalFunctions::now,
          "lipsum", missing("lipsum"),
          "cycler", missing("cycler"),
          "joiner", missing("joiner"));

  private GlobalFunctions() {}

  private static FunctionValue missing(String name) {
    return (context, arguments) -> {
      throw TemplateRefusal.unknown("the function " + name);
    };
  }

  private static Object range(RenderContext context, CallArguments arguments) {
    Object[] given = arguments.bind("range", 1, "start", "stop", "step");
    boolean one = given[1] == null;
    long start = one ? 0 : PythonValues.integer(given[0], "range's start");
    long stop = PythonValues.integer(one ? given[0] : given[1], "range's end");
    long step = given[2] == null ? 1 : PythonValues.integer(given[2], "range's step");
    if (step == 0) {
      throw new TemplateRefusal("range has the step 0");
    }
    long count = Math.max(0, Math.floorDiv(stop - start + step - Long.signum(step), step));
    if (count > LONGEST_RANGE) {
      throw new TemplateRefusal(
          "range gives " + count + " numbers; at most " + LONGEST_RANGE + " are allowed");
    }
    context.charge(count);
    List<Object> numbers = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      numbers.add(start + i * step);
    }
    return new ViewValue("a range", numbers);
  }

  private static Object namespace(RenderContext context, CallArguments arguments) {
    NamespaceValue namespace = new NamespaceValue();
    entries("namespace", arguments)
        .forEach((key, value) -> namespace.set(PythonValues.text(key, "a name").text(), value));
    return namespace;
  }

  private static Object dictionary(RenderContext context, CallArguments arguments) {
    return entries("dict", arguments);
  }

  private static Map<Object, Object> entries(String function, CallArguments arguments) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    for (Object base : arguments.positional()) {
      if (arguments.positional().size() > 1 || !(base instanceof Map<?, ?> map)) {
        throw TemplateRefusal.unknown(function + " of other than one mapping and names");
      }
      entries.putAll(map);
    }
    arguments.named().forEach((name, value) -> entries.put(MarkedText.own(name), value));
    return entries;
  }

  private static Object raise(RenderContext context, CallArguments arguments) {
    Object message = arguments.bind("raise_exception", 1, "message")[0];
    throw new TemplateRefusal(
        "the template says \"" + PythonText.str(context, message).text() + "\"");
  }

  private static Object now(RenderContext context, CallArguments arguments) {
    Object format = arguments.bind("strftime_now", 1, "format")[0];
    String pattern = PythonValues.text(format, "the format of strftime_now").text();
    return MarkedText.own(DateFormat.format(pattern, LocalDateTime.now(context.clock())));
  }
}
