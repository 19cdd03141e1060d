package dev.tocsin.cli;

import dev.tocsin.host.durable.Contained;
import dev.tocsin.host.durable.Held;
import dev.tocsin.host.durable.OpenQuestion;
import dev.tocsin.host.durable.Questions;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command.Withdraw.Reason;
import dev.tocsin.interpreter.Question;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.store.AnswerTable;
import dev.tocsin.store.AnswerTable.AnswerRow;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the questions of runs that go on in the foreground, and sends nothing to anybody: whoever
 * watches the run is there, and others answer by command. Tells what it wrote, before it is
 * committed.
 */
final class KeptQuestions implements Questions {

    /** What became of questions. */
    sealed interface Notice {

        record Asked(OpenQuestion question) implements Notice {}

        record Reminded(Held question, List<String> to) implements Notice {}

        record Withdrawn(Held question, Reason reason) implements Notice {}
    }

    private final Consumer<Notice> told;

    /**
     * @param told on the writer's thread; must not block
     */
    KeptQuestions(Consumer<Notice> told) {
        this.told = told;
    }

    @Override
    public void asked(Transaction tx, OpenQuestion question) throws StoreException {
        Held id = question.id();
        QuestionTable.add(
                tx,
                new QuestionRow(
                        0,
                        id.id(),
                        question.runNumber(),
                        id.handle(),
                        id.sub(),
                        QuestionRow.Kind.ASK,
                        QuestionRow.Status.OPEN,
                        Json.write(content(question)).getBytes(StandardCharsets.UTF_8),
                        question.askedAt(),
                        question.expiresAt(),
                        null,
                        null));
        told.accept(new Notice.Asked(question));
    }

    /** What is shown of a question, with the names that a service gives these things too. */
    private static MapValue content(OpenQuestion asked) {
        Question question = asked.content();
        List<Value> choices = new ArrayList<>();
        for (Question.Choice choice : question.choices()) {
            choices.add(
                    MapValue.builder()
                            .put("value", choice.value())
                            .put("label", choice.label())
                            .build());
        }
        int people = question.to().size();
        return MapValue.builder()
                .put("id", asked.id().id())
                .put("kind", "ASK")
                .put("run", asked.id().run())
                .put("playbook", asked.playbook())
                .put("title", asked.playbook())
                .put("step", asked.path())
                .put("startedBy", Fields.orNull(asked.facts().startedBy()))
                .put("question", question.text())
                .put("subject", question.subject())
                .put("details", Fields.orNull(question.details()))
                .put("choices", new ListValue(choices))
                .put("form", question.form() == null ? NullValue.NULL : question.form().json())
                .put("rule", rule(question.answers()))
                .put("needed", needed(question.answers(), people))
                .put("to", Fields.list(question.to()))
                .put("via", Fields.list(question.via()))
                .put("notBy", Fields.orNull(question.notBy()))
                .put("subjects", new ListValue(List.of()))
                .put("contains", true)
                .put("signal", NullValue.NULL)
                .put("inputs", MapValue.EMPTY)
                .put("askedAt", asked.askedAt().toString())
                .put("expiresAt", Fields.orNull(asked.expiresAt()))
                .put("otherwise", NullValue.NULL)
                .build();
    }

    private static String rule(AskStep.Answers answers) {
        return switch (answers) {
            case AskStep.Answers.First _ -> "FIRST";
            case AskStep.Answers.All _ -> "ALL";
            case AskStep.Answers.Count _ -> "COUNT";
        };
    }

    private static int needed(AskStep.Answers answers, int people) {
        return switch (answers) {
            case AskStep.Answers.First _ -> 1;
            case AskStep.Answers.All _ -> people;
            case AskStep.Answers.Count(int number, var _) -> number;
        };
    }

    @Override
    public void reminded(Transaction tx, Held question, List<String> to, Instant at) {
        told.accept(new Notice.Reminded(question, to));
    }

    @Override
    public void escalated(Transaction tx, Held question, List<String> to, Instant at) {
        // Whoever watches the run has been asked already.
    }

    @Override
    public void answered(Transaction tx, Held question, Answer answer, String via, Instant at)
            throws StoreException {
        QuestionRow row = QuestionTable.byId(tx, question.id());
        if (row != null) {
            AnswerTable.add(
                    tx,
                    new AnswerRow(
                            0,
                            row.number(),
                            answer.by(),
                            via,
                            answer.choice() == null ? "" : answer.choice(),
                            null,
                            at,
                            null));
        }
    }

    @Override
    public void withdrawn(Transaction tx, Held question, Reason reason, Instant at)
            throws StoreException {
        QuestionRow row = QuestionTable.byId(tx, question.id());
        if (row != null) {
            QuestionTable.decide(tx, row.number(), status(reason), null, at);
        }
        told.accept(new Notice.Withdrawn(question, reason));
    }

    private static QuestionRow.Status status(Reason reason) {
        return switch (reason) {
            case ANSWERED -> QuestionRow.Status.ANSWERED;
            case TIMED_OUT -> QuestionRow.Status.EXPIRED;
            case CANCELLED -> QuestionRow.Status.WITHDRAWN;
        };
    }

    @Override
    public void held(Transaction tx, Contained what, String reason) {
        throw new IllegalStateException("in the foreground nothing is held");
    }

    @Override
    public void settled(Transaction tx, Held what, boolean released, String by, Instant at)
            throws StoreException {
        QuestionRow row = QuestionTable.byId(tx, what.id());
        if (row != null) {
            QuestionTable.decide(
                    tx,
                    row.number(),
                    by.isEmpty() ? QuestionRow.Status.WITHDRAWN : QuestionRow.Status.ANSWERED,
                    null,
                    at);
        }
    }
}
