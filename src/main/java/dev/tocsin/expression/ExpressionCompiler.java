package dev.tocsin.expression;

import dev.tocsin.expression.Environment.Namespace;
import dev.tocsin.expression.Environment.StepBinding;
import dev.tocsin.expression.Environment.Variable;
import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.schema.BoundedPattern;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns a tree into closures over slots. The tree must have been checked against the same
 * environment without a fault; a name or function that is not there is then our own bug.
 */
public final class ExpressionCompiler {

    private final Environment environment;

    /** The variables of the macros around the current place, outermost first. */
    private final List<String> locals = new ArrayList<>(0);

    private ExpressionCompiler(Environment environment) {
        this.environment = environment;
    }

    /**
     * An evaluator whose errors count by the offsets of {@code tree}.
     *
     * @throws IllegalStateException if the tree names what the environment lacks
     */
    public static Evaluator compile(Expr tree, Environment environment) {
        return new ExpressionCompiler(environment).compile(tree);
    }

    /** As above, with errors that know their place in the file. */
    public static Evaluator compile(Expression expression, Environment environment) {
        Evaluator evaluator = compile(expression.tree(), environment);
        return evaluator instanceof Loads.Constant || evaluator instanceof Loads.Own
                ? evaluator
                : new Literals.Placed(evaluator, expression);
    }

    private Evaluator compile(Expr tree) {
        return switch (tree) {
            case Expr.Literal literal -> new Loads.Constant(literal.value());
            case Expr.Name name -> name(name);
            case Expr.Select select -> select(select);
            case Expr.Index index -> index(index);
            case Expr.Call call -> call(call);
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> binary(binary);
            case Expr.Conditional choice -> choice(choice);
            case Expr.ListLiteral list -> list(list);
            case Expr.MapLiteral map -> map(map);
            case Expr.Comprehension comprehension -> comprehension(comprehension);
            case Expr.Has has -> has(has.select());
        };
    }

    private Evaluator name(Expr.Name name) {
        int local = locals.lastIndexOf(name.name());
        if (local >= 0) {
            return new Loads.Local(local);
        }
        if (environment.lookup(name.name()) instanceof Variable variable) {
            return Loads.of(variable);
        }
        throw unchecked("`" + name.name() + "` is no variable");
    }

    private Evaluator select(Expr.Select select) {
        Namespace namespace = namespace(select.target());
        if (namespace != null) {
            Variable member = namespace.members().get(select.field());
            if (member == null) {
                throw unchecked("no member `" + select.field() + "`");
            }
            return Loads.of(member);
        }
        Evaluator target = compile(select.target());
        return folded(
                select.safe()
                        ? new Members.SafeField(target, select.field(), select)
                        : new Members.Field(target, select.field(), select),
                target);
    }

    private Evaluator index(Expr.Index index) {
        Namespace namespace = namespace(index.target());
        if (namespace != null
                && index.index() instanceof Expr.Literal(StringValue(String key), _, _)) {
            Variable member = namespace.members().get(key);
            if (member == null) {
                throw unchecked("no member `" + key + "`");
            }
            return Loads.of(member);
        }
        Evaluator target = compile(index.target());
        Evaluator key = compile(index.index());
        return folded(new Members.Item(target, key, index), target, key);
    }

    private Evaluator has(Expr.Select select) {
        Namespace namespace = namespace(select.target());
        if (namespace != null) {
            boolean there = namespace.members().containsKey(select.field());
            return new Loads.Constant(BoolValue.of(there));
        }
        Evaluator target = compile(select.target());
        return folded(new Members.Has(target, select), target);
    }

    private @org.jspecify.annotations.Nullable Namespace namespace(Expr target) {
        return target instanceof Expr.Name name
                        && !locals.contains(name.name())
                        && environment.lookup(name.name()) instanceof Namespace namespace
                ? namespace
                : null;
    }

    private Evaluator call(Expr.Call call) {
        StepFunction stepFunction = StepFunction.of(call.function());
        if (stepFunction != null) {
            Expr id = call.target() != null ? call.target() : call.arguments().getFirst();
            StepBinding step =
                    id instanceof Expr.Literal(StringValue(String text), _, _)
                            ? environment.step(text)
                            : null;
            if (step == null) {
                throw unchecked("no step for `" + call.function() + "`");
            }
            return stepFunction.load(step);
        }
        if (call.function().equals(CallbackUrls.FUNCTION)) {
            return callbackUrl(call);
        }
        Function function = Functions.find(call.function());
        if (function == null) {
            throw unchecked("no function `" + call.function() + "`");
        }
        List<Expr> arguments = Calls.arguments(call);
        if (!function.takes(arguments.size())) {
            throw unchecked("`" + function.name() + "` with " + arguments.size() + " arguments");
        }
        Evaluator[] evaluators = compile(arguments);
        if (function.name().equals("matches")
                && evaluators[1] instanceof Loads.Constant(StringValue(String pattern))) {
            return new Calls.Matches(evaluators[0], BoundedPattern.compile(pattern), call);
        }
        return new Calls.Call(function, evaluators, call);
    }

    private Evaluator callbackUrl(Expr.Call call) {
        String id = CallbackChecks.idIn(call);
        Environment.Variable place = id == null ? null : environment.callback(id);
        if (id == null || place == null) {
            throw unchecked("no callback for `" + call.function() + "`");
        }
        return CallbackUrls.url(id, place);
    }

    private Evaluator unary(Expr.Unary unary) {
        Evaluator operand = compile(unary.operand());
        return folded(
                switch (unary.operator()) {
                    case NOT -> new Logic.Not(operand, unary);
                    case MINUS -> new Arithmetic.Negation(operand, unary);
                },
                operand);
    }

    private Evaluator binary(Expr.Binary binary) {
        if (binary.operator() == BinaryOperator.ADD
                && binary.left() instanceof Expr.Binary left
                && left.operator() == BinaryOperator.ADD) {
            return sum(binary);
        }
        Evaluator left = compile(binary.left());
        Evaluator right = compile(binary.right());
        return folded(
                switch (binary.operator()) {
                    case COALESCE -> new Logic.Coalesce(left, right);
                    case OR -> new Logic.Or(left, right, binary);
                    case AND -> new Logic.And(left, right, binary);
                    case EQUAL -> equal(left, right, false);
                    case NOT_EQUAL -> equal(left, right, true);
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                            new Comparisons.Order(binary.operator(), left, right, binary);
                    case IN -> new Comparisons.In(left, right, binary);
                    case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER ->
                            new Arithmetic.Operation(binary.operator(), left, right, binary);
                },
                left,
                right);
    }

    private static Evaluator equal(Evaluator left, Evaluator right, boolean negated) {
        if (right instanceof Loads.Constant(StringValue text)) {
            return new Comparisons.EqualsText(left, text, negated);
        }
        if (left instanceof Loads.Constant(StringValue text)) {
            return new Comparisons.EqualsText(right, text, negated);
        }
        if (right instanceof Loads.Constant(NullValue _)) {
            return new Comparisons.IsNull(left, negated);
        }
        if (left instanceof Loads.Constant(NullValue _)) {
            return new Comparisons.IsNull(right, negated);
        }
        return new Comparisons.Equal(left, right, negated);
    }

    private Evaluator sum(Expr.Binary last) {
        List<Expr.Binary> sites = new ArrayList<>();
        Expr first = last;
        while (first instanceof Expr.Binary binary && binary.operator() == BinaryOperator.ADD) {
            sites.addFirst(binary);
            first = binary.left();
        }
        Evaluator[] operands = new Evaluator[sites.size() + 1];
        operands[0] = compile(first);
        for (int i = 0; i < sites.size(); i++) {
            operands[i + 1] = compile(sites.get(i).right());
        }
        return folded(new Arithmetic.Sum(operands, sites.toArray(new Expr.Binary[0])), operands);
    }

    private Evaluator choice(Expr.Conditional choice) {
        return new Logic.Choice(
                compile(choice.condition()),
                compile(choice.then()),
                compile(choice.otherwise()),
                choice);
    }

    private Evaluator list(Expr.ListLiteral list) {
        Evaluator[] items = compile(list.items());
        return folded(new Literals.Items(items), items);
    }

    private Evaluator map(Expr.MapLiteral map) {
        int size = map.entries().size();
        Evaluator[] keys = new Evaluator[size];
        Evaluator[] values = new Evaluator[size];
        String[] names = new String[size];
        java.util.Set<String> distinct = new java.util.HashSet<>();
        for (int i = 0; i < size; i++) {
            keys[i] = compile(map.entries().get(i).key());
            values[i] = compile(map.entries().get(i).value());
            if (keys[i] instanceof Loads.Constant(StringValue(String name))) {
                names[i] = name;
                distinct.add(name);
            }
        }
        return distinct.size() == size
                ? folded(new Literals.Fields(names, values), values)
                : new Literals.Entries(keys, values, map);
    }

    private Evaluator comprehension(Expr.Comprehension comprehension) {
        Evaluator range = compile(comprehension.range());
        int local = locals.size();
        locals.add(comprehension.variable());
        Expr condition = comprehension.filter();
        Evaluator filter = condition == null ? null : compile(condition);
        Evaluator body = compile(comprehension.body());
        locals.removeLast();
        return switch (comprehension.macro()) {
            case ALL ->
                    new Comprehensions.Quantifier(
                            range, local, body, BoolValue.FALSE, comprehension);
            case EXISTS ->
                    new Comprehensions.Quantifier(
                            range, local, body, BoolValue.TRUE, comprehension);
            case EXISTS_ONE -> new Comprehensions.ExistsOne(range, local, body, comprehension);
            case FILTER -> new Comprehensions.Collect(range, local, body, null, comprehension);
            case MAP -> new Comprehensions.Collect(range, local, filter, body, comprehension);
        };
    }

    private Evaluator[] compile(List<Expr> trees) {
        Evaluator[] evaluators = new Evaluator[trees.size()];
        for (int i = 0; i < evaluators.length; i++) {
            evaluators[i] = compile(trees.get(i));
        }
        return evaluators;
    }

    /**
     * The value itself where all operands are constants and there is one; an error stays for the
     * run, which may never come to it.
     */
    private static Evaluator folded(Evaluator evaluator, Evaluator... operands) {
        for (Evaluator operand : operands) {
            if (!(operand instanceof Loads.Constant(Value value))
                    || value instanceof UnknownValue) {
                return evaluator;
            }
        }
        try {
            Scope none = new Scope(0, null);
            return new Loads.Constant(evaluator.evaluate(none, new Evaluation(0, 10_000)));
        } catch (EvaluationException _) {
            return evaluator;
        }
    }

    private static IllegalStateException unchecked(String what) {
        return new IllegalStateException("compiled an expression that was not checked: " + what);
    }
}
