package dev.tocsin.expression;

import dev.tocsin.expression.Environment.Namespace;
import dev.tocsin.expression.Environment.StepBinding;
import dev.tocsin.expression.Environment.Variable;
import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.schema.BoundedPattern;
import dev.tocsin.value.BoolValue;
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
    private final boolean secrets;

    /** The variables of the macros around the current place, outermost first. */
    private final List<String> locals = new ArrayList<>(0);

    private ExpressionCompiler(Environment environment) {
        this.environment = environment;
        this.secrets = environment.mayHoldSecrets();
    }

    /**
     * An evaluator whose errors count by the offsets of {@code tree}.
     *
     * @throws IllegalStateException if the tree names what the environment lacks
     */
    public static Evaluator compile(Expr tree, Environment environment) {
        ExpressionCompiler compiler = new ExpressionCompiler(environment);
        return compiler.kept(compiler.compile(tree));
    }

    /** As above, with errors that know their place in the file. */
    public static Evaluator compile(Expression expression, Environment environment) {
        Evaluator evaluator = compile(expression.tree(), environment);
        return evaluator instanceof Loads.Constant || evaluator instanceof Loads.Own
                ? evaluator
                : new Literals.Placed(evaluator, expression);
    }

    /** As {@link #compile(Expression, Environment)}, for a slot that decides: gives a bool. */
    public static Evaluator compileCondition(Expression expression, Environment environment) {
        return new SlotValues.Condition(compileDecision(expression, environment), expression);
    }

    /** As {@link #compile(Expression, Environment)}, for {@code in}: gives a list or null. */
    public static Evaluator compileItems(Expression expression, Environment environment) {
        return new SlotValues.Items(compileDecision(expression, environment), expression);
    }

    /** As above, for a slot that decides what the run does. */
    public static Evaluator compileDecision(Expression expression, Environment environment) {
        Evaluator evaluator = compile(expression, environment);
        return environment.mayHoldSecrets()
                ? new Secrets.Deciding(evaluator, expression)
                : evaluator;
    }

    /** For whoever looks at the value, but not at what it holds. */
    Evaluator opened(Expr tree) {
        Evaluator evaluator = compile(tree);
        return secrets && !(evaluator instanceof Loads.Constant)
                ? new Secrets.Open(evaluator)
                : evaluator;
    }

    /** Makes a name a variable of a macro until {@link #leave}; gives its number. */
    int enter(String variable) {
        locals.add(variable);
        return locals.size() - 1;
    }

    /** Forgets the variable entered last. */
    void leave() {
        locals.removeLast();
    }

    /** For whoever looks at everything within the value. */
    private Evaluator openedAll(Expr tree) {
        Evaluator evaluator = compile(tree);
        return secrets && !(evaluator instanceof Loads.Constant)
                ? new Secrets.OpenAll(evaluator)
                : evaluator;
    }

    /** What comes of an opened secret is one again. */
    private Evaluator kept(Evaluator evaluator) {
        boolean computes = !(evaluator instanceof Loads.Constant || evaluator instanceof Loads.Own);
        return secrets && computes ? new Secrets.Kept(evaluator) : evaluator;
    }

    /** For whoever passes the value on. */
    Evaluator compile(Expr tree) {
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
            case Expr.Comprehension comprehension ->
                    MacroCompiler.comprehension(comprehension, this);
            case Expr.Bind bind -> MacroCompiler.bind(bind, this);
            case Expr.Has has -> has(has.select());
        };
    }

    private Evaluator name(Expr.Name name) {
        int local = name.absolute() ? -1 : locals.lastIndexOf(name.name());
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
        Evaluator target = opened(select.target());
        if (target instanceof Loads.Local(int index) && !select.safe()) {
            return new Members.LocalField(index, select.field(), select);
        }
        return kept(
                folded(
                        select.safe()
                                ? new Members.SafeField(target, select.field(), select)
                                : new Members.Field(target, select.field(), select),
                        target));
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
        Evaluator target = opened(index.target());
        Evaluator key = opened(index.index());
        return kept(folded(new Members.Item(target, key, index), target, key));
    }

    private Evaluator has(Expr.Select select) {
        Namespace namespace = namespace(select.target());
        if (namespace != null) {
            boolean there = namespace.members().containsKey(select.field());
            return new Loads.Constant(BoolValue.of(there));
        }
        Evaluator target = opened(select.target());
        Evaluator has = kept(folded(new Members.Has(target, select), target));
        return has instanceof Secrets.Kept ? new Secrets.Presence(has) : has;
    }

    private @org.jspecify.annotations.Nullable Namespace namespace(Expr target) {
        return target instanceof Expr.Name name
                        && (name.absolute() || !locals.contains(name.name()))
                        && environment.lookup(name.name()) instanceof Namespace namespace
                ? namespace
                : null;
    }

    private Evaluator call(Expr.Call written) {
        String group = Calls.group(written);
        Expr.Call call = group == null || isValue(group) ? written : Calls.grouped(group, written);
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
        if (secrets && function.name().equals(SecretCalls.REVEAL)) {
            Expr shown = arguments.getFirst();
            var told =
                    new Evaluation.Revealed(ExprPrinter.excerpt(shown), SecretCalls.reason(call));
            return new Secrets.Reveal(compile(shown), told);
        }
        Evaluator[] evaluators = arguments(function.name(), arguments);
        if (function.name().equals("matches")
                && evaluators[1] instanceof Loads.Constant(StringValue(String pattern))) {
            return new Calls.Matches(evaluators[0], BoundedPattern.compile(pattern), call);
        }
        return function.name().equals("size")
                ? new Calls.Size(function, evaluators[0], call)
                : new Calls.Call(function, evaluators, call);
    }

    private Evaluator callbackUrl(Expr.Call call) {
        String id = CallbackChecks.idIn(call);
        Environment.Variable place = id == null ? null : environment.callback(id);
        if (id == null || place == null) {
            throw unchecked("no callback for `" + call.function() + "`");
        }
        return CallbackUrls.url(id, place);
    }

    private boolean isValue(String name) {
        return locals.contains(name) || environment.lookup(name) != null;
    }

    private Evaluator unary(Expr.Unary unary) {
        Evaluator operand = opened(unary.operand());
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
        Evaluator left = operand(binary.operator(), binary.left(), binary.right());
        Evaluator right = operand(binary.operator(), binary.right(), binary.left());
        return folded(
                switch (binary.operator()) {
                    case COALESCE -> new Logic.Coalesce(left, right);
                    case OR -> new Logic.Or(left, right, binary);
                    case AND -> new Logic.And(left, right, binary);
                    case EQUAL, NOT_EQUAL, IN, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                            compared(binary, left, right);
                    case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER ->
                            new Arithmetic.Operation(binary.operator(), left, right, binary);
                },
                left,
                right);
    }

    private Evaluator operand(BinaryOperator operator, Expr operand, Expr other) {
        return switch (operator) {
            case COALESCE -> compile(operand);
            case EQUAL, NOT_EQUAL ->
                    SecretFaults.isNull(other) ? compile(operand) : openedAll(operand);
            case IN -> openedAll(operand);
            case OR, AND, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> opened(operand);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> opened(operand);
        };
    }

    private static Evaluator compared(Expr.Binary binary, Evaluator left, Evaluator right) {
        BinaryOperator operator = binary.operator();
        boolean negated = operator == BinaryOperator.NOT_EQUAL;
        Evaluator small =
                switch (operator) {
                    case EQUAL, NOT_EQUAL -> SpelledOut.equal(left, right, negated);
                    case IN -> SpelledOut.in(left, right);
                    default -> SpelledOut.order(left, right, binary);
                };
        if (small != null) {
            return small;
        }
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> new Comparisons.Equal(left, right, negated);
            case IN -> new Comparisons.In(left, right, binary);
            default -> new Comparisons.Order(operator, left, right, binary);
        };
    }

    private Evaluator sum(Expr.Binary last) {
        List<Expr.Binary> sites = new ArrayList<>();
        Expr first = last;
        while (first instanceof Expr.Binary binary && binary.operator() == BinaryOperator.ADD) {
            sites.addFirst(binary);
            first = binary.left();
        }
        Evaluator[] operands = new Evaluator[sites.size() + 1];
        operands[0] = opened(first);
        for (int i = 0; i < sites.size(); i++) {
            operands[i + 1] = opened(sites.get(i).right());
        }
        return folded(new Arithmetic.Sum(operands, sites.toArray(new Expr.Binary[0])), operands);
    }

    private Evaluator choice(Expr.Conditional choice) {
        return new Logic.Choice(
                opened(choice.condition()),
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
            keys[i] = opened(map.entries().get(i).key());
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

    private Evaluator[] arguments(String function, List<Expr> trees) {
        boolean passes = SecretFaults.passes(function);
        Evaluator[] evaluators = new Evaluator[trees.size()];
        for (int i = 0; i < evaluators.length; i++) {
            evaluators[i] = passes ? opened(trees.get(i)) : openedAll(trees.get(i));
        }
        return evaluators;
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
