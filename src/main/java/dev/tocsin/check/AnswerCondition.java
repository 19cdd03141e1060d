package dev.tocsin.check;

import dev.tocsin.expression.Expr;
import dev.tocsin.expression.Template;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.ValueStep;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which answers a condition requires. It requires one where it cannot come out as it does unless a
 * given choice was made: {@code steps.q.choice == "Isolate"} where it holds, {@code !=} where it
 * does not, {@code a && b} where either requires it, {@code a || b} where both do. A condition that
 * each of several choices meets requires none.
 */
final class AnswerCondition {

    /** Names of names of names: nobody goes further. */
    private static final int MAX_DEPTH = 20;

    /** A condition over more answers decides nothing that anybody could follow. */
    private static final int MAX_ANSWERS = 100;

    private final Map<String, AskStep> questions = new LinkedHashMap<>();
    private final Map<String, Expr> names = new HashMap<>();
    private final Map<String, Value> constants = new HashMap<>();
    private final Map<NamedCondition, Found> found = new HashMap<>();

    private record NamedCondition(String name, boolean truth) {}

    private record Found(@Nullable Decisions decisions) {}

    AnswerCondition(Playbook playbook) {
        for (Step step : InnerSteps.all(playbook)) {
            Name id = step.head().id();
            if (id != null && step instanceof AskStep ask) {
                questions.put(id.text(), ask);
            } else if (id != null
                    && step instanceof ValueStep value
                    && value.value() instanceof Template.Single single) {
                names.put(id.text(), single.expression().tree());
            }
        }
        for (Constant constant : playbook.constants()) {
            constants.put(constant.name().text(), constant.value());
        }
    }

    /** By id, in the order of the file. */
    Map<String, AskStep> questions() {
        return questions;
    }

    /** What must have been answered where {@code condition} comes out as {@code truth}. */
    @Nullable Decisions required(Expr condition, boolean truth) {
        return questions.isEmpty() ? null : required(condition, truth, 0);
    }

    /** As above, for a {@code switch} over {@code subject} that went to one of some values. */
    @Nullable Decisions required(Expr subject, Set<String> values) {
        return questions.isEmpty() ? null : equal(subject, values, 0);
    }

    /** As above, for the {@code default} of a {@code switch} that names some values. */
    @Nullable Decisions requiredOtherThan(Expr subject, Set<String> values) {
        return questions.isEmpty() ? null : unequal(subject, values);
    }

    private @Nullable Decisions required(Expr condition, boolean truth, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        Expr named = named(condition);
        if (named != null) {
            return requiredByName(((Expr.Select) condition).field(), named, truth, depth);
        }
        if (condition instanceof Expr.Unary unary && unary.operator() == Expr.UnaryOperator.NOT) {
            return required(unary.operand(), !truth, depth + 1);
        }
        if (condition instanceof Expr.Binary binary) {
            return binary(binary, truth, depth + 1);
        }
        String question = truth ? fieldOfForm(condition) : null;
        return question == null ? null : new Decisions.Answer(question, null);
    }

    /** Once for each name: names that name two each would be looked at over and over. */
    private @Nullable Decisions requiredByName(String name, Expr named, boolean truth, int depth) {
        NamedCondition key = new NamedCondition(name, truth);
        Found known = found.get(key);
        if (known == null) {
            known = new Found(required(named, truth, depth + 1));
            found.put(key, known);
        }
        return known.decisions();
    }

    private @Nullable Decisions binary(Expr.Binary binary, boolean truth, int depth) {
        return switch (binary.operator()) {
            case AND -> joined(binary, truth, truth, depth);
            case OR -> joined(binary, truth, !truth, depth);
            case EQUAL -> compared(binary, truth, depth);
            case NOT_EQUAL -> compared(binary, !truth, depth);
            case IN -> {
                Set<String> values = texts(binary.right());
                yield values == null
                        ? null
                        : truth
                                ? equal(binary.left(), values, depth)
                                : unequal(binary.left(), values);
            }
            case COALESCE,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    REMAINDER ->
                    null;
        };
    }

    /**
     * @param either whether both operands come out as {@code truth}; else only one of them does,
     *     and it is not known which
     */
    private @Nullable Decisions joined(
            Expr.Binary binary, boolean truth, boolean either, int depth) {
        Decisions left = required(binary.left(), truth, depth);
        Decisions right = required(binary.right(), truth, depth);
        if (left != null && right != null && answers(left) + answers(right) > MAX_ANSWERS) {
            return null;
        }
        if (either) {
            return Decisions.both(left, right);
        }
        return left == null || right == null ? null : either(left, right);
    }

    private @Nullable Decisions either(Decisions left, Decisions right) {
        if (left instanceof Decisions.Answer(String question, Set<String> some)
                && right instanceof Decisions.Answer(String other, Set<String> more)
                && question.equals(other)
                && some != null
                && more != null) {
            Set<String> choices = new LinkedHashSet<>(some);
            choices.addAll(more);
            return chosen(question, choices);
        }
        return new Decisions.Either(left, right);
    }

    private static int answers(Decisions decisions) {
        return switch (decisions) {
            case Decisions.Answer _ -> 1;
            case Decisions.Both(Decisions first, Decisions second) ->
                    answers(first) + answers(second);
            case Decisions.Either(Decisions first, Decisions second) ->
                    answers(first) + answers(second);
        };
    }

    private @Nullable Decisions compared(Expr.Binary binary, boolean equal, int depth) {
        Set<String> value = text(binary.right());
        Expr other = value == null ? binary.right() : binary.left();
        value = value == null ? text(binary.left()) : value;
        if (value == null) {
            return null;
        }
        return equal ? equal(other, value, depth) : unequal(other, value);
    }

    private @Nullable Decisions equal(Expr subject, Set<String> values, int depth) {
        Expr named = depth > MAX_DEPTH ? null : named(subject);
        if (named != null) {
            return equal(named, values, depth + 1);
        }
        String question = question(subject, "choice");
        if (question != null) {
            return chosen(question, values);
        }
        String form = fieldOfForm(subject);
        return form == null ? null : new Decisions.Answer(form, null);
    }

    /** Null where nobody could have chosen anything else. */
    private @Nullable Decisions chosen(String question, Set<String> choices) {
        AskStep ask = questions.get(question);
        List<String> known = ask == null ? null : ask.knownChoices();
        boolean any = known != null && known.size() > 1 && choices.containsAll(known);
        return any ? null : new Decisions.Answer(question, choices);
    }

    /**
     * Nothing but one of the other choices is left, unless there may be no answer at all. Not
     * through a name: the step that gives it may have been skipped, and null differs from each.
     */
    private @Nullable Decisions unequal(Expr subject, Set<String> values) {
        String question = question(subject, "choice");
        AskStep ask = question == null ? null : questions.get(question);
        List<String> known = ask == null ? null : ask.knownChoices();
        boolean mayBeNull =
                subject instanceof Expr.Select select && select.safe()
                        || ask != null && ask.onTimeout() instanceof AskStep.OnTimeout.NoAnswer;
        if (question == null || known == null || mayBeNull) {
            return null;
        }
        Set<String> left = new LinkedHashSet<>(known);
        left.removeAll(values);
        return left.isEmpty() ? null : chosen(question, left);
    }

    /** What a {@code value} step gave its name to. */
    private @Nullable Expr named(Expr tree) {
        return tree instanceof Expr.Select select && isSteps(select.target())
                ? names.get(select.field())
                : null;
    }

    /** The question of which {@code tree} reads the answer's {@code field}, or null. */
    private @Nullable String question(Expr tree, String field) {
        return tree instanceof Expr.Select select
                        && select.field().equals(field)
                        && select.target() instanceof Expr.Select step
                        && isSteps(step.target())
                        && questions.containsKey(step.field())
                ? step.field()
                : null;
    }

    private @Nullable String fieldOfForm(Expr tree) {
        return tree instanceof Expr.Select select ? question(select.target(), "form") : null;
    }

    private static boolean isSteps(Expr tree) {
        return tree instanceof Expr.Name name && name.name().equals("steps");
    }

    private @Nullable Set<String> text(Expr tree) {
        return constant(tree) instanceof StringValue(String text) ? Set.of(text) : null;
    }

    private @Nullable Set<String> texts(Expr tree) {
        Set<String> texts = new LinkedHashSet<>();
        if (tree instanceof Expr.ListLiteral list) {
            for (Expr item : list.items()) {
                if (!(constant(item) instanceof StringValue(String text))) {
                    return null;
                }
                texts.add(text);
            }
            return texts;
        }
        if (constant(tree) instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (!(item instanceof StringValue(String text))) {
                    return null;
                }
                texts.add(text);
            }
            return texts;
        }
        return null;
    }

    private @Nullable Value constant(Expr tree) {
        if (tree instanceof Expr.Literal literal) {
            return literal.value();
        }
        return tree instanceof Expr.Select select
                        && select.target() instanceof Expr.Name name
                        && name.name().equals("const")
                ? constants.get(select.field())
                : null;
    }
}
