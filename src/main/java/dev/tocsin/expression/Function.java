package dev.tocsin.expression;

import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A function of the expression language: all that the checker, the compiler and the documentation
 * need to know of it, declared in one place.
 *
 * @param parameters in order; the method form gives the first before the dot
 * @param required how many of them must be given
 * @param repeats whether the last may be given any number of times
 * @param result its type, from the arguments
 * @param summary one sentence, without a full stop
 * @param example an expression that needs no variables
 * @param exampleResult what the example gives, as JSON
 */
record Function(
        String name,
        List<Parameter> parameters,
        int required,
        boolean repeats,
        Typing result,
        String summary,
        String example,
        String exampleResult,
        Body body) {

    record Parameter(String name, Type type, Nulls nulls) {}

    /** Whether an argument may be null. */
    enum Nulls {
        TAKEN,
        REFUSED
    }

    /** What the function does. Deterministic; counts its work where that grows with its input. */
    @FunctionalInterface
    interface Body {
        dev.tocsin.value.Value call(Arguments arguments);
    }

    /** Gives the type of a call. */
    @FunctionalInterface
    interface Typing {

        /**
         * @param arguments their types, without null
         * @param written the arguments themselves, for what a type does not tell of a literal
         */
        Type of(List<Type> arguments, List<Expr> written);
    }

    record Always(Type type) implements Typing {
        @Override
        public Type of(List<Type> arguments, List<Expr> written) {
            return type;
        }
    }

    /** The type of the first argument. */
    record LikeFirst() implements Typing {
        @Override
        public Type of(List<Type> arguments, List<Expr> written) {
            return arguments.getFirst();
        }
    }

    /** Lists of the first argument's type. */
    record ListOfFirst() implements Typing {
        @Override
        public Type of(List<Type> arguments, List<Expr> written) {
            return new Type.ListOf(new Type.ListOf(Types.itemOf(arguments.getFirst())));
        }
    }

    /** An item of the first argument, or null. */
    record ItemOfFirst() implements Typing {
        @Override
        public Type of(List<Type> arguments, List<Expr> written) {
            return Types.nullable(Types.itemOf(arguments.getFirst()));
        }
    }

    static Builder named(String name, String summary) {
        return new Builder(name, summary);
    }

    /** Whether {@code count} arguments are neither too few nor too many. */
    boolean takes(int count) {
        return count >= required && (repeats || count <= parameters.size());
    }

    /** The parameter that the argument at {@code index} is for. */
    Parameter parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** As documentation and messages show it: {@code take(items: list, count: int)}. */
    String signature() {
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            boolean optional = i >= required;
            text.append(i == 0 ? "" : ", ").append(parameter.name()).append(optional ? "?" : "");
            text.append(": ").append(Types.name(parameter.type()));
            text.append(repeats && i == parameters.size() - 1 ? "..." : "");
        }
        return text.append(')').toString();
    }

    static final class Builder {
        private final String name;
        private final String summary;
        private final List<Parameter> parameters = new ArrayList<>(3);
        private int required;
        private boolean repeats;
        private @Nullable Typing result;
        private String example = "";
        private String exampleResult = "";

        private Builder(String name, String summary) {
            this.name = name;
            this.summary = summary;
        }

        Builder takes(String parameter, Type type) {
            parameters.add(new Parameter(parameter, type, Nulls.REFUSED));
            required = parameters.size();
            return this;
        }

        /** A parameter that may be left out. */
        Builder mayTake(String parameter, Type type) {
            parameters.add(new Parameter(parameter, type, Nulls.REFUSED));
            return this;
        }

        /** The last parameter takes null as well. */
        Builder orNull() {
            Parameter last = parameters.removeLast();
            parameters.add(new Parameter(last.name(), last.type(), Nulls.TAKEN));
            return this;
        }

        /** The last parameter may be given again and again. */
        Builder repeating() {
            repeats = true;
            return this;
        }

        Builder gives(Type type) {
            result = new Always(type);
            return this;
        }

        Builder gives(Typing typing) {
            result = typing;
            return this;
        }

        Builder example(String expression, String json) {
            example = expression;
            exampleResult = json;
            return this;
        }

        Function as(Body body) {
            if (result == null || example.isEmpty()) {
                throw new IllegalStateException(name + " needs a result type and an example");
            }
            return new Function(
                    name,
                    List.copyOf(parameters),
                    required,
                    repeats,
                    result,
                    summary,
                    example,
                    exampleResult,
                    body);
        }
    }
}
