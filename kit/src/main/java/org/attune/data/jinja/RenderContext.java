package org.attune.data.jinja;

import java.time.Clock;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The state of a rendering: variables by scope, the text so far, the limits, the line. */
final class RenderContext {
  private final RenderBudget budget = new RenderBudget();
  private final Clock clock;
  private final StringBuilder root = new StringBuilder();
  private final BitSet generated = new BitSet();
  private VariableScope scope;
  private StringBuilder out = root;
  private BitSet marks = new BitSet();
  private int line = 1;

  /** The variables of a block and of the enclosing block. */
  record VariableScope(Map<String, Object> values, VariableScope outer) {
    VariableScope(VariableScope outer) {
      this(new HashMap<>(), outer);
    }
  }

  /** Starts with the template's variables, which hide functions of the same name. */
  RenderContext(Map<String, Object> variables, Map<String, Object> functions, Clock clock) {
    this.clock = clock;
    VariableScope globals = new VariableScope(functions, null);
    this.scope = new VariableScope(new VariableScope(variables, globals));
  }

  Clock clock() {
    return clock;
  }

  void charge(long units) {
    budget.charge(units);
  }

  int line() {
    return line;
  }

  void at(int newLine) {
    line = newLine;
  }

  VariableScope scope() {
    return scope;
  }

  /** Returns a variable's value, or null if it is undefined. */
  Object get(String name) {
    for (VariableScope at = scope; at != null; at = at.outer()) {
      Object value = at.values().get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  void set(String name, Object value) {
    scope.values().put(name, value);
  }

  /** Runs work in a new scope inside {@code outer}. */
  <T> T inside(VariableScope outer, Supplier<T> work) {
    VariableScope before = scope;
    scope = new VariableScope(outer);
    try {
      return work.get();
    } finally {
      scope = before;
    }
  }

  /** Runs a macro's body. */
  MarkedText called(VariableScope outer, Supplier<MarkedText> body) {
    int before = line;
    budget.enter();
    try {
      return inside(outer, body);
    } finally {
      budget.leave();
      line = before;
    }
  }

  void write(MarkedText text) {
    charge(text.text().length());
    text.appendTo(out, marks);
  }

  /** Returns the output of {@code work} instead of writing it. */
  MarkedText captured(Runnable work) {
    StringBuilder outBefore = out;
    BitSet marksBefore = marks;
    out = new StringBuilder();
    marks = new BitSet();
    try {
      work.run();
      return MarkedText.of(out, marks);
    } finally {
      out = outBefore;
      marks = marksBefore;
    }
  }

  /** Writes a generation block's text and records its position. */
  void generation(MarkedText text) {
    if (out != root) {
      throw TemplateRefusal.unknown("a generation block inside a macro or a set block");
    }
    int from = root.length();
    write(text);
    generated.set(from, root.length());
  }

  /** Returns what was written. */
  RenderedText result() {
    return new RenderedText(root.toString(), (BitSet) marks.clone(), (BitSet) generated.clone());
  }
}
