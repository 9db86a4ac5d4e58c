package org.attune.data.jinja;

import java.util.List;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.FunctionValue;
import org.attune.data.jinja.PythonTypes.NamespaceValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;

/** A statement of a template, or text between statements. */
sealed interface Statement {
  /** How a loop continues after a statement. */
  enum Flow {
    /** With the next statement. */
    NEXT,
    /** After the loop. */
    BREAK,
    /** With the next element. */
    CONTINUE
  }

  /** Executes the statement. */
  Flow run(RenderContext context);

  /** Runs statements in order, up to one that leaves a loop's body. */
  static Flow all(List<Statement> body, RenderContext context) {
    for (Statement statement : body) {
      Flow flow = statement.run(context);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  /** Plain text. */
  record TextOutput(MarkedText text) implements Statement {
    @Override
    public Flow run(RenderContext context) {
      context.write(text);
      return Flow.NEXT;
    }
  }

  /** {@code {{ value }}}. */
  record Print(Expression value, int line) implements Statement {
    @Override
    public Flow run(RenderContext context) {
      context.at(line);
      context.write(PythonText.str(context, value.value(context)));
      return Flow.NEXT;
    }
  }

  /** {@code {% if %}}: tests and bodies in order, and the body for when no test holds. */
  record Choice(
      List<Expression> tests, List<List<Statement>> bodies, List<Statement> otherwise, int line)
      implements Statement {
    @Override
    public Flow run(RenderContext context) {
      for (int i = 0; i < tests.size(); i++) {
        context.at(line);
        if (PythonValues.truth(tests.get(i).value(context))) {
          return all(bodies.get(i), context);
        }
      }
      return all(otherwise, context);
    }
  }

  /** {@code {% for %}}. */
  record Loop(
      AssignmentTarget target,
      Expression over,
      Expression filter,
      List<Statement> body,
      List<Statement> otherwise,
      int line)
      implements Statement {
    @Override
    public Flow run(RenderContext context) {
      context.at(line);
      List<Object> items = PythonValues.items(context, over.value(context));
      List<Object> kept =
          filter == null ? items : items.stream().filter(item -> keeps(context, item)).toList();
      if (kept.isEmpty()) {
        return context.inside(context.scope(), () -> all(otherwise, context));
      }
      LoopValue loop = new LoopValue(kept);
      for (int i = 0; i < kept.size(); i++) {
        loop.at(i);
        Object item = kept.get(i);
        Flow flow = context.inside(context.scope(), () -> once(context, loop, item));
        if (flow == Flow.BREAK) {
          break;
        }
      }
      return Flow.NEXT;
    }

    private boolean keeps(RenderContext context, Object item) {
      return context.inside(
          context.scope(),
          () -> {
            target.assign(context, item);
            return PythonValues.truth(filter.value(context));
          });
    }

    private Flow once(RenderContext context, LoopValue loop, Object item) {
      context.charge(1);
      context.set("loop", loop);
      target.assign(context, item);
      return all(body, context);
    }
  }

  /** {@code {% break %}}, {@code {% continue %}}. */
  record Jump(Flow flow) implements Statement {
    @Override
    public Flow run(RenderContext context) {
      return flow;
    }
  }

  /** {@code {% set a = b %}}. */
  record Assignment(AssignmentTarget target, Expression value, int line) implements Statement {
    @Override
    public Flow run(RenderContext context) {
      context.at(line);
      target.assign(context, value.value(context));
      return Flow.NEXT;
    }
  }

  /**
   * {@code {% set a %}…{% endset %}}, {@code {% filter f %}…{% endfilter %}} and {@code {%
   * generation %}}: a body in its own scope, whose text is captured.
   *
   * @param target the variable that takes the text; null to print it
   * @param filters the filters of the text, applied to the variable {@code value}
   * @param generated whether the assistant generated the text
   */
  record Captured(
      AssignmentTarget target,
      List<Expression.Filtered> filters,
      List<Statement> body,
      boolean generated,
      int line)
      implements Statement {
    @Override
    public Flow run(RenderContext context) {
      context.at(line);
      MarkedText text =
          context.captured(() -> context.inside(context.scope(), () -> all(body, context)));
      Object value = text;
      for (Expression.Filtered filter : filters) {
        CallArguments arguments = filter.arguments().values(context, value);
        value = Filters.apply(context, filter.name(), arguments);
      }
      if (target != null) {
        target.assign(context, value);
      } else if (generated) {
        context.generation(text);
      } else {
        context.write(PythonText.str(context, value));
      }
      return Flow.NEXT;
    }
  }

  /** {@code {% with a = b %}}. */
  record With(
      List<AssignmentTarget> targets, List<Expression> values, List<Statement> body, int line)
      implements Statement {
    @Override
    public Flow run(RenderContext context) {
      context.at(line);
      List<Object> given = values.stream().map(value -> value.value(context)).toList();
      return context.inside(
          context.scope(),
          () -> {
            for (int i = 0; i < given.size(); i++) {
              targets.get(i).assign(context, given.get(i));
            }
            return all(body, context);
          });
    }
  }

  /** {@code {% macro %}}. */
  record Macro(
      String name, List<String> parameters, Map<String, Expression> defaults, List<Statement> body)
      implements Statement {
    @Override
    public Flow run(RenderContext context) {
      RenderContext.VariableScope around = context.scope();
      FunctionValue function = (callContext, arguments) -> call(callContext, around, arguments);
      context.set(name, function);
      return Flow.NEXT;
    }

    private Object call(
        RenderContext context, RenderContext.VariableScope around, CallArguments arguments) {
      Object[] given = arguments.bind(name, 0, parameters.toArray(new String[0]));
      return context.called(
          around,
          () -> {
            for (int i = 0; i < given.length; i++) {
              context.set(parameters.get(i), parameter(context, i, given[i]));
            }
            return context.captured(() -> all(body, context));
          });
    }

    private Object parameter(RenderContext context, int i, Object given) {
      String parameter = parameters.get(i);
      if (given != null) {
        return given;
      }
      return defaults.containsKey(parameter)
          ? defaults.get(parameter).value(context)
          : new UndefinedValue("the parameter " + parameter);
    }
  }

  /** Where an assignment puts its value. */
  sealed interface AssignmentTarget {
    /** Stores a value in the scope. */
    void assign(RenderContext context, Object value);
  }

  /** A variable. */
  record NameTarget(String name) implements AssignmentTarget {
    @Override
    public void assign(RenderContext context, Object value) {
      context.set(name, value);
    }
  }

  /** An attribute of a namespace. */
  record NamespaceTarget(String name, String attribute) implements AssignmentTarget {
    @Override
    public void assign(RenderContext context, Object value) {
      if (!(context.get(name) instanceof NamespaceValue namespace)) {
        throw new TemplateRefusal(
            name + "." + attribute + " cannot be set, because " + name + " is no namespace");
      }
      namespace.set(attribute, value);
    }
  }

  /** Several targets that unpack the elements of a value. */
  record TupleTarget(List<AssignmentTarget> targets) implements AssignmentTarget {
    @Override
    public void assign(RenderContext context, Object value) {
      List<Object> items = PythonValues.iterate(value);
      if (items.size() != targets.size()) {
        throw new TemplateRefusal(
            String.format(
                "%d values cannot be assigned to %d names", items.size(), targets.size()));
      }
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).assign(context, items.get(i));
      }
    }
  }
}
