package dev.tocsin.host;

import dev.tocsin.expression.Scope;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Ballot;
import dev.tocsin.interpreter.Question;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.NodeHead;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ask} in a rehearsal: shown with what would be asked of whom. Nobody is asked; what was
 * answered beforehand decides, and without that the answer is unknown.
 */
final class RehearsedQuestions {

    private final Rehearsal rehearsal;
    private final @Nullable String startedBy;
    private final Map<String, List<AnswerBook.Entry>> usedAt = new HashMap<>();

    RehearsedQuestions(Rehearsal rehearsal, @Nullable String startedBy) {
        this.rehearsal = rehearsal;
        this.startedBy = startedBy;
    }

    Flow ask(AskNode node, PlanStep step, Here here, Scope scope) {
        NodeHead head = node.head();
        MapValue content = node.content(scope, rehearsal.evaluation);
        step.input(content);
        Question question =
                UnknownValue.isWithin(content)
                        ? asFarAsKnown(node, content)
                        : Question.of(node, content, startedBy);
        Value fixture = rehearsal.fixtureOf(head, here);
        if (fixture != null) {
            step.note("the result is a fixture");
            return known(head, step, scope, fixture);
        }
        Ballot ballot = new Ballot(question);
        AnswerBook book = rehearsal.options.answers();
        String path = here.path(head);
        List<String> answered = new ArrayList<>();
        // A walk that comes by again, as it does in a loop, finds the same answers.
        List<AnswerBook.Entry> used = usedAt.computeIfAbsent(path, _ -> new ArrayList<>());
        for (int i = 0; ; i++) {
            AnswerBook.Entry next = i < used.size() ? used.get(i) : book.next(path, head.id());
            if (next != null && i == used.size()) {
                used.add(next);
            }
            switch (next) {
                case null -> {
                    return unknown(node, step, scope, question);
                }
                case AnswerBook.Entry.NoAnswer _ -> {
                    return undecided(node, step, here, scope, ballot);
                }
                case AnswerBook.Entry.Answered entry -> {
                    Answer answer = book.answer(entry, question, answered);
                    String refusal = ballot.refusal(answer);
                    if (refusal != null) {
                        step.note("the answer given for it cannot be taken: " + refusal);
                        return unknown(node, step, scope, question);
                    }
                    answered.add(answer.by());
                    switch (ballot.add(answer, rehearsal.options.now())) {
                        case OPEN -> {}
                        case DECIDED -> {
                            return known(head, step, scope, ballot.decided());
                        }
                        case SPLIT -> {
                            return undecided(node, step, here, scope, ballot);
                        }
                    }
                }
            }
        }
    }

    /** What is not known is shown as a text; who is not known cannot be counted. */
    private Question asFarAsKnown(AskNode node, MapValue content) {
        List<String> to = new ArrayList<>();
        if (content.get("to") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof StringValue(String address)) {
                    to.add(address);
                }
            }
        }
        return new Question(
                shown(content.get("question")),
                to,
                List.of(),
                "",
                null,
                choices(content.get("choices")),
                node.form(),
                node.answers(),
                List.of(),
                node.fourEyes() ? startedBy : null);
    }

    private static List<Question.Choice> choices(@Nullable Value value) {
        List<Question.Choice> choices = new ArrayList<>();
        if (value instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                Value of = item instanceof MapValue map ? map.get("value") : item;
                choices.add(new Question.Choice(shown(of), shown(of)));
            }
        }
        return choices;
    }

    private static String shown(@Nullable Value value) {
        return switch (value) {
            case StringValue(String text) -> text;
            case UnknownValue unknown -> unknown.shown();
            case null, default -> "";
        };
    }

    private static Flow known(NodeHead head, PlanStep step, Scope scope, Value result) {
        step.result(result);
        Rehearsal.keep(head, scope, result, "succeeded");
        return Flow.normal(scope, PlanCounts.QUESTION);
    }

    private Flow undecided(AskNode node, PlanStep step, Here here, Scope scope, Ballot ballot) {
        return switch (node.onTimeout()) {
            case AskStep.OnTimeout.Fail _ -> {
                boolean late = ballot.isEmpty() || node.head().timeout() != null;
                String message = late ? "nobody answered in time" : "not all agree";
                step.note("fails: " + message);
                yield rehearsal.failed(
                        node.head(),
                        here,
                        scope,
                        late ? ErrorKind.TIMEOUT : ErrorKind.FAILED,
                        message,
                        PlanCounts.QUESTION);
            }
            case AskStep.OnTimeout.NoAnswer _ ->
                    known(node.head(), step, scope, ballot.undecided(null));
            case AskStep.OnTimeout.Choose(var choice) ->
                    known(node.head(), step, scope, ballot.undecided(choice.text()));
        };
    }

    private Flow unknown(AskNode node, PlanStep step, Scope scope, Question question) {
        NodeHead head = node.head();
        String name = head.id() == null ? "the answer to " + head.label() : "steps." + head.id();
        boolean surely = node.onTimeout() instanceof AskStep.OnTimeout.Fail;
        MapValue result =
                MapValue.builder()
                        .put("choice", choice(node, question, name + ".choice"))
                        .put(
                                "form",
                                node.form() == null
                                        ? NullValue.NULL
                                        : new UnknownValue(name + ".form"))
                        .put(
                                "answered",
                                surely ? BoolValue.TRUE : new UnknownValue(name + ".answered"))
                        .put("by", new UnknownValue(name + ".by"))
                        .put("at", new UnknownValue(name + ".at"))
                        .put("answers", new UnknownValue(name + ".answers"))
                        .build();
        Rehearsal.keep(head, scope, result, "succeeded");
        if (!head.continueOn().isEmpty() && head.slots() != null) {
            // The run goes on after a failure too, and then there is an error and no result.
            UnknownValue end = new UnknownValue("how " + head.label() + " ends");
            scope.set(head.slots().status(), end);
            scope.set(head.slots().error(), end);
        }
        return Flow.normal(scope, PlanCounts.QUESTION);
    }

    private static Value choice(AskNode node, Question question, String name) {
        Set<String> values = new LinkedHashSet<>();
        for (Question.Choice choice : question.choices()) {
            values.add(choice.value());
        }
        if (values.isEmpty() && node.form() != null) {
            return NullValue.NULL;
        }
        // Where the choice may be null, it is none of the texts.
        boolean mayLack = node.onTimeout() instanceof AskStep.OnTimeout.NoAnswer;
        return UnknownValue.oneOf(name, mayLack ? Set.of() : values);
    }
}
