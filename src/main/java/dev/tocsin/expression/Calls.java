package dev.tocsin.expression;

import com.google.re2j.Pattern;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Evaluators that call functions. An unknown argument makes the call unknown. */
final class Calls {

    private Calls() {}

    /** All arguments of a call; the method form gives the first before the dot. */
    static List<Expr> arguments(Expr.Call call) {
        Expr target = call.target();
        if (target == null) {
            return call.arguments();
        }
        List<Expr> all = new ArrayList<>(call.arguments().size() + 1);
        all.add(target);
        all.addAll(call.arguments());
        return all;
    }

    /** What may be a group of functions in {@code math.abs(x)}: {@code math}; else null. */
    static @Nullable String group(Expr.Call call) {
        return call.target() instanceof Expr.Name name && Functions.isNamespace(name.name())
                ? name.name()
                : null;
    }

    /** {@code math.abs(x)}, where {@code math} is no value: a call of {@code math.abs}. */
    static Expr.Call grouped(String group, Expr.Call call) {
        return new Expr.Call(
                null,
                group + "." + call.function(),
                call.arguments(),
                call.start(),
                call.start(),
                call.end());
    }

    record Call(Function function, Evaluator[] arguments, Expr.Call site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            evaluation.count(1);
            Value[] values = new Value[arguments.length];
            Value unknown = null;
            for (int i = 0; i < arguments.length; i++) {
                values[i] = arguments[i].evaluate(scope, evaluation);
                if (values[i] instanceof UnknownValue) {
                    unknown = values[i];
                }
            }
            return unknown != null
                    ? unknown
                    : call(function, new Arguments(values, site, evaluation));
        }
    }

    private static Value call(Function function, Arguments arguments) {
        try {
            return function.body().call(arguments);
        } catch (UnknownFound e) {
            return e.value();
        }
    }

    /** The commonest call, of a list nearly always. */
    record Size(Function function, Evaluator operand, Expr.Call site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            evaluation.count(1);
            Value value = operand.evaluate(scope, evaluation);
            if (value instanceof ListValue list) {
                return IntValue.of(list.size());
            }
            return value instanceof UnknownValue
                    ? value
                    : call(function, new Arguments(new Value[] {value}, site, evaluation));
        }
    }

    /** {@code matches} with a pattern that the playbook spells out. */
    record Matches(Evaluator text, Pattern pattern, Expr.Call site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = text.evaluate(scope, evaluation);
            if (value instanceof StringValue(String characters)) {
                Patterns.count(characters, pattern.pattern(), evaluation);
                return BoolValue.of(pattern.matcher(characters).find());
            }
            if (value instanceof UnknownValue) {
                return value;
            }
            throw new Arguments(new Value[] {value}, site, evaluation).wrong(0, "a string");
        }
    }
}
