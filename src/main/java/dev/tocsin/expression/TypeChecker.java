package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.schema.SecretTypes;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.schema.ValueTypes;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the type of an expression, and what in it cannot work. After a fault the part it is in
 * counts as {@link Type#ANY}, so that one mistake is one message. What a condition proves is known
 * where it was met, and what may be null by its type is refused where null may not be; only of
 * {@link Type#ANY} nulls are left to the run.
 */
public final class TypeChecker {

    private final Environment environment;
    private final List<Fault> faults;
    private final List<String> localNames = new ArrayList<>(0);
    private final List<Type> localTypes = new ArrayList<>(0);

    /** What is known at the expression being looked at. */
    private Facts facts;

    /** What the expression looked at last proves where it is true, and where it is false. */
    private Facts ifTrue;

    private Facts ifFalse;

    /** The type of the place looked at last, as it is where nothing was proved of it. */
    private Type declared = Type.ANY;

    /** Whether something looked into a secret, so that what comes of it is one. */
    private boolean touchedSecret;

    /** The call of {@code raw} that stands where text is escaped, or null. */
    private @Nullable Expr rawCall;

    private TypeChecker(Environment environment, List<Fault> faults) {
        this.environment = environment;
        this.faults = faults;
        this.facts = environment.facts();
        this.ifTrue = facts;
        this.ifFalse = facts;
    }

    /**
     * The type of {@code tree}.
     *
     * @param faults what is found is added here; offsets are those of the tree
     */
    public static Type check(Expr tree, Environment environment, List<Fault> faults) {
        return new TypeChecker(environment, faults).whole(tree);
    }

    /** As above, for a hole of a text that is escaped: the whole of it may be a {@code raw}. */
    static Type checkEscaped(Expr tree, Environment environment, List<Fault> faults) {
        TypeChecker checker = new TypeChecker(environment, faults);
        checker.rawCall = SecretCalls.rawCall(tree);
        return checker.whole(tree);
    }

    /**
     * As {@link #check}, for a slot that decides: anything that can be no bool is a fault.
     *
     * @return what it proves
     */
    public static Learned checkCondition(Expr tree, Environment environment, List<Fault> faults) {
        TypeChecker checker = new TypeChecker(environment, faults);
        Type type = checker.type(tree);
        if (checker.touchedSecret) {
            faults.add(SecretFaults.decidesFault(tree));
        } else if (!Types.mayBe(type, Type.BOOL)) {
            checker.fault(
                    Code.TYPE_MISMATCH,
                    tree,
                    "a condition is a bool, and `"
                            + ExprPrinter.excerpt(tree)
                            + "` is "
                            + Types.aName(type),
                    ConditionHelp.of(tree, type));
        } else {
            NullUse.check(tree, type, "a condition", checker);
        }
        return new Learned(checker.ifTrue, checker.ifFalse);
    }

    /**
     * As {@link #check}, for a slot that is iterated over.
     *
     * @return the type of one item
     */
    public static Type checkList(Expr tree, Environment environment, List<Fault> faults) {
        TypeChecker checker = new TypeChecker(environment, faults);
        Type type = checker.type(tree);
        if (checker.touchedSecret) {
            faults.add(SecretFaults.decidesFault(tree));
        } else if (!Types.mayBe(type, Type.LIST) && !(type instanceof Type.Null)) {
            return checker.fault(
                    Code.TYPE_MISMATCH,
                    tree,
                    "a list belongs here, and `"
                            + ExprPrinter.excerpt(tree)
                            + "` is "
                            + Types.aName(type),
                    null);
        }
        return Types.itemOf(type);
    }

    /** {@link #check} at its place in a file. */
    public static Type check(
            Expression expression,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        List<Fault> faults = new ArrayList<>(0);
        Type type = check(expression.tree(), environment, faults);
        Faults.report(faults, expression, source, diagnostics);
        return type;
    }

    /** {@link #check} at its place in a file, for the subject of a {@code switch}. */
    public static Type checkSubject(
            Expression expression,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        List<Fault> faults = new ArrayList<>(0);
        Type type = check(expression.tree(), environment, faults);
        if (SecretTypes.holds(type)) {
            faults.add(SecretFaults.decidesFault(expression.tree()));
        }
        Faults.report(faults, expression, source, diagnostics);
        return SecretTypes.opened(type);
    }

    /** {@link #checkCondition} at its place in a file. */
    public static Learned checkCondition(
            Expression expression,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        List<Fault> faults = new ArrayList<>(0);
        Learned learned = checkCondition(expression.tree(), environment, faults);
        Faults.report(faults, expression, source, diagnostics);
        return learned;
    }

    /** {@link #checkList} at its place in a file. */
    public static Type checkList(
            Expression expression,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        List<Fault> faults = new ArrayList<>(0);
        Type item = checkList(expression.tree(), environment, faults);
        Faults.report(faults, expression, source, diagnostics);
        return item;
    }

    private Type whole(Expr tree) {
        Type type = passed(tree);
        return touchedSecret ? Type.Secret.of(type) : type;
    }

    /**
     * The type of an operand that is looked at, but not what it holds: of a secret, opened. Leaves
     * what was learned in {@link #ifTrue} and {@link #ifFalse}.
     */
    Type type(Expr tree) {
        return opened(passed(tree));
    }

    /** The type of something that is looked at, but not what it holds: of a secret, opened. */
    Type opened(Type type) {
        touchedSecret |= type instanceof Type.Secret;
        return Type.Secret.open(type);
    }

    /** The type of an operand of which everything is looked at: opened throughout. */
    Type typeOfAll(Expr tree) {
        Type type = passed(tree);
        touchedSecret |= SecretTypes.holds(type);
        return SecretTypes.opened(type);
    }

    boolean hasTouchedSecret() {
        return touchedSecret;
    }

    void setTouchedSecret(boolean now) {
        touchedSecret = now;
    }

    boolean isEscaped(Expr.Call call) {
        return call == rawCall;
    }

    /** The type of an operand that is only passed on. */
    Type passed(Expr tree) {
        return switch (tree) {
            case Expr.Literal literal -> {
                nothingLearned();
                Narrowing.literal(literal, this);
                yield ValueTypes.of(literal.value());
            }
            case Expr.Name name -> narrowed(name, name(name));
            case Expr.Select select -> narrowed(select, MemberChecks.select(select, this));
            case Expr.Index index -> narrowed(index, MemberChecks.index(index, this));
            case Expr.Call call -> CallChecks.call(call, this);
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> OperatorChecks.binary(binary, this);
            case Expr.Conditional choice -> choice(choice);
            case Expr.ListLiteral list -> narrowed(list, LiteralChecks.list(list, this));
            case Expr.MapLiteral map -> narrowed(map, LiteralChecks.map(map, this));
            case Expr.Comprehension comprehension ->
                    narrowed(comprehension, MacroChecks.comprehension(comprehension, this));
            case Expr.Bind bind -> narrowed(bind, MacroChecks.bind(bind, this));
            case Expr.Has has -> {
                MemberChecks.test(has.select(), this);
                Narrowing.has(has.select(), this);
                yield Type.BOOL;
            }
        };
    }

    /** The type of an expression that proves nothing, less what is known of it. */
    Type narrowed(Expr tree, Type type) {
        nothingLearned();
        declared = type;
        return facts.narrowed(tree, type);
    }

    /** The type of the operand looked at last, whose type here is {@code type}. */
    Type declared(Expr tree, Type type) {
        boolean mayNarrow = tree instanceof Expr.Name || Places.owner(tree) != null;
        return mayNarrow ? SecretTypes.opened(declared) : type;
    }

    private void nothingLearned() {
        ifTrue = facts;
        ifFalse = facts;
    }

    void learned(Facts whereTrue, Facts whereFalse) {
        ifTrue = whereTrue;
        ifFalse = whereFalse;
    }

    Facts facts() {
        return facts;
    }

    Facts ifTrue() {
        return ifTrue;
    }

    Facts ifFalse() {
        return ifFalse;
    }

    /** Goes on with these facts; the caller puts the earlier ones back. */
    Facts assume(Facts known) {
        Facts before = facts;
        facts = known;
        return before;
    }

    Environment environment() {
        return environment;
    }

    /** What a name groups, or null where it is a value or nothing. */
    Environment.@Nullable Namespace namespace(Expr tree) {
        return tree instanceof Expr.Name name
                        && (name.absolute() || !localNames.contains(name.name()))
                        && environment.lookup(name.name())
                                instanceof Environment.Namespace namespace
                ? namespace
                : null;
    }

    /** Reports, and gives the type of a part about which nothing more is said. */
    Type fault(Code code, Expr place, String message, @Nullable String help) {
        return fault(new Fault(code, message, place.start(), place.end(), help));
    }

    Type fault(Fault fault) {
        faults.add(fault);
        return Type.ANY;
    }

    /** The type of an operand that must be a bool. */
    void requireBool(Expr operand, String operator) {
        Type type = type(operand);
        if (!Types.mayBe(type, Type.BOOL)) {
            fault(
                    Code.TYPE_MISMATCH,
                    operand,
                    "`"
                            + operator
                            + "` needs a bool, and `"
                            + ExprPrinter.excerpt(operand)
                            + "` is "
                            + Types.aName(type),
                    ConditionHelp.of(operand, type));
        } else {
            NullUse.check(operand, type, "`" + operator + "`", this);
        }
    }

    private Type name(Expr.Name name) {
        int local = name.absolute() ? -1 : localNames.lastIndexOf(name.name());
        if (local >= 0) {
            return localTypes.get(local);
        }
        return switch (environment.lookup(name.name())) {
            case Environment.Variable variable -> environment.typeOf(name.name(), variable, facts);
            case Environment.Namespace namespace -> {
                String first =
                        namespace.members().isEmpty()
                                ? "name"
                                : namespace.members().keySet().iterator().next();
                yield fault(
                        Code.TYPE_MISMATCH,
                        name,
                        "`" + name.name() + "` is no value of its own",
                        "name one of its members, like `" + name.name() + "." + first + "`");
            }
            case null -> fault(UnknownNames.fault(name, environment, localNames));
        };
    }

    private Type choice(Expr.Conditional choice) {
        requireBool(choice.condition(), "? :");
        Facts otherwise = ifFalse;
        Facts before = assume(ifTrue);
        Type then = passed(choice.then());
        Facts thenTrue = ifTrue;
        Facts thenFalse = ifFalse;
        assume(otherwise);
        Type type = TypeUnion.of(then, passed(choice.otherwise()));
        assume(before);
        learned(thenTrue.and(ifTrue), thenFalse.and(ifFalse));
        return type;
    }

    private Type unary(Expr.Unary unary) {
        return switch (unary.operator()) {
            case NOT -> {
                requireBool(unary.operand(), "!");
                learned(ifFalse, ifTrue);
                yield Type.BOOL;
            }
            case MINUS -> {
                Type type = type(unary.operand());
                nothingLearned();
                if (Types.mayBe(type, Types.NUMBER_OR_LENGTH)) {
                    yield NullUse.check(unary.operand(), type, "`-`", this);
                }
                yield fault(
                        Code.TYPE_MISMATCH,
                        unary,
                        "`-` needs a number, and `"
                                + ExprPrinter.excerpt(unary.operand())
                                + "` is "
                                + Types.aName(type),
                        null);
            }
        };
    }

    /** Whether a name stands for something here. */
    boolean isKnown(String name) {
        return localNames.contains(name) || environment.lookup(name) != null;
    }

    /** Makes a name a variable of a macro, until {@link #leave}. */
    void enter(String name, Type type) {
        localNames.add(name);
        localTypes.add(type);
    }

    /** Forgets the variable entered last. */
    void leave() {
        localNames.removeLast();
        localTypes.removeLast();
    }
}
