package org.attune.data.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.data.jinja.PythonTypes.CallArguments;
import org.attune.data.jinja.PythonTypes.FunctionValue;
import org.attune.data.jinja.PythonTypes.TupleValue;
import org.attune.data.jinja.PythonTypes.UndefinedValue;

/** An expression of a template: a tree that gives a value. */
sealed interface Expression {
  /** Returns the value. */
  Object value(RenderContext context);

  /** A literal value in the template. */
  record Literal(Object constant) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      return constant;
    }
  }

  /** A variable or function. */
  record Variable(String name) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      Object found = context.get(name);
      return found == null ? new UndefinedValue(name) : found;
    }
  }

  /** {@code [a, b]} or {@code (a, b)}. */
  record Items(List<Expression> items, boolean tuple) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      List<Object> values = PythonTypes.list(items.stream().map(i -> i.value(context)).toList());
      return tuple ? new TupleValue(values) : values;
    }
  }

  /** {@code {key: value}}. */
  record Entries(List<Expression> keys, List<Expression> values) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        map.put(PythonValues.key(keys.get(i).value(context)), values.get(i).value(context));
      }
      return map;
    }
  }

  /** {@code not a}. */
  record Not(Expression of) implements Expression {
    @Override
    public Object value(RenderContext context) {
      return !PythonValues.truth(of.value(context));
    }
  }

  /** {@code a and b}, {@code a or b}: one of the two values. */
  record Logic(boolean and, Expression left, Expression right) implements Expression {
    @Override
    public Object value(RenderContext context) {
      Object first = left.value(context);
      return PythonValues.truth(first) == and ? right.value(context) : first;
    }
  }

  /** {@code a if test else b}; without an else, undefined. */
  record Conditional(Expression test, Expression then, Expression otherwise) implements Expression {
    @Override
    public Object value(RenderContext context) {
      if (PythonValues.truth(test.value(context))) {
        return then.value(context);
      }
      return otherwise == null
          ? new UndefinedValue("a condition without else")
          : otherwise.value(context);
    }
  }

  /** {@code a < b < c}: adjacent values are compared, up to the first comparison that is false. */
  record Comparison(Expression first, List<String> operators, List<Expression> others)
      implements Expression {
    @Override
    public Object value(RenderContext context) {
      Object left = first.value(context);
      for (int i = 0; i < operators.size(); i++) {
        Object right = others.get(i).value(context);
        if (!Operators.holds(context, operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    }
  }

  /** {@code a + b} and other binary operators. */
  record Binary(String operator, Expression left, Expression right) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      return Operators.calculate(context, operator, left.value(context), right.value(context));
    }
  }

  /** {@code -a}, {@code +a}. */
  record Sign(boolean minus, Expression of) implements Expression {
    @Override
    public Object value(RenderContext context) {
      return Operators.signed(minus, of.value(context));
    }
  }

  /** {@code a ~ b}: concatenated texts. */
  record Joined(List<Expression> parts) implements Expression {
    @Override
    public Object value(RenderContext context) {
      List<MarkedText> texts =
          parts.stream().map(part -> PythonText.str(context, part.value(context))).toList();
      return PythonValues.join(context, MarkedText.EMPTY, texts);
    }
  }

  /** {@code a.name}. */
  record Attribute(Expression of, String name) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      return Attributes.attribute(of.value(context), name);
    }
  }

  /** {@code a[index]}. */
  record Item(Expression of, Expression index) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      return Attributes.item(of.value(context), index.value(context));
    }
  }

  /** {@code a[from:to:step]}; each of the three may be null. */
  record Slice(Expression of, Expression from, Expression to, Expression step)
      implements Expression {
    @Override
    public Object value(RenderContext context) {
      Object value = of.value(context);
      return Slices.slice(
          context,
          value,
          from == null ? null : from.value(context),
          to == null ? null : to.value(context),
          step == null ? null : step.value(context));
    }
  }

  /** The arguments of a call, not yet evaluated. */
  record Arguments(List<Expression> positional, Map<String, Expression> named) {
    CallArguments values(RenderContext context, Object... first) {
      List<Object> all = PythonTypes.list(List.of(first));
      positional.forEach(argument -> all.add(argument.value(context)));
      Map<String, Object> byName = new LinkedHashMap<>();
      named.forEach((name, argument) -> byName.put(name, argument.value(context)));
      return new CallArguments(all, byName);
    }
  }

  /** {@code f(a, b=c)}. */
  record Call(Expression function, Arguments arguments) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      Object callee = function.value(context);
      if (callee instanceof FunctionValue called) {
        return called.call(context, arguments.values(context));
      }
      throw new TemplateRefusal(PythonValues.typeOf(callee) + " cannot be called");
    }
  }

  /** {@code a | name(b)}. */
  record Filtered(Expression of, String name, Arguments arguments) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      return Filters.apply(context, name, arguments.values(context, of.value(context)));
    }
  }

  /** {@code a is name b}. */
  record Tested(Expression of, String name, Arguments arguments) implements Expression {
    @Override
    public Object value(RenderContext context) {
      context.charge(1);
      return ValueTests.holds(context, name, arguments.values(context, of.value(context)));
    }
  }
}
