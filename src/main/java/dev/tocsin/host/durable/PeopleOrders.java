package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What people want of a run: answers, decisions, its end. Each is answered after the commit. */
final class PeopleOrders {

    private final LoadedRun run;

    PeopleOrders(LoadedRun run) {
        this.run = run;
    }

    void answer(Order.Answer order) {
        // A question whose time is up takes no answer, even if the timer was late.
        run.fireTimers();
        Held held = order.question();
        Handle handle = new Handle(held.sub(), held.handle());
        Command.Ask ask = run.open.question(handle);
        if (ask == null) {
            order.reply().complete(new Answering.Late());
            return;
        }
        Instant at = run.now();
        Answer answer = marked(order.answer(), ask.content().form());
        String refusal = run.open.refusal(handle, answer, at);
        if (refusal != null) {
            order.reply().complete(new Answering.Refused(refusal));
            return;
        }
        MapValue via = MapValue.builder().put(RowBody.VIA, order.via()).build();
        run.take(held.sub(), new Event.Answered(held.handle(), answer, at), via)
                .beside(tx -> run.engine.questions.answered(tx, held, answer, order.via(), at))
                .then(new Answered(order, run.open.question(handle) == null));
    }

    private record Answered(Order.Answer order, boolean decided) implements JournalEntry.Follower {
        @Override
        public void committed() {
            order.reply().complete(new Answering.Taken(decided));
        }

        @Override
        public void lost(String why) {
            order.reply().complete(new Answering.Unavailable(why));
        }
    }

    private static Answer marked(Answer answer, @Nullable Schema form) {
        return form != null && SecretMarks.mark(answer.form(), form) instanceof MapValue marked
                ? new Answer(answer.choice(), marked, answer.by())
                : answer;
    }

    /** Tells somebody that a wish is fulfilled. */
    private record Fulfilled(Order.Wish order, String run) implements JournalEntry.Follower {
        @Override
        public void committed() {
            order.reply().complete(new Control.Done(run));
        }

        @Override
        public void lost(String why) {
            order.reply().complete(new Control.Refused(why));
        }
    }

    void cancel(Order.Cancel order) {
        if (run.memory.cancelled) {
            order.reply().complete(new Control.Done(run.id));
            return;
        }
        run.memory.cancelled = true;
        run.take(0, new Event.Cancelled(order.reason(), run.now()), by(order.by()))
                .then(new Fulfilled(order, run.id));
        run.attempts.dropHeld();
    }

    void resume(Order.Resume order) {
        if (Standing.attention(run.open) != null) {
            order.reply()
                    .complete(
                            new Control.Refused(
                                    "an operation of the run must be resolved first: done, repeat"
                                            + " or give up"));
            return;
        }
        run.note(RowKind.RESUMED, by(order.by())).then(new Fulfilled(order, run.id));
    }

    void resolve(Order.Resolve order) {
        List<OpenAttempt> meant = new ArrayList<>(1);
        for (OpenAttempt attempt : run.open.attempts()) {
            if (attempt.state == OpenAttempt.State.UNKNOWN && isMeant(attempt, order.step())) {
                meant.add(attempt);
            }
        }
        if (meant.size() != 1) {
            String why =
                    meant.isEmpty()
                            ? "no operation of the run waits for that at this step"
                            : "several operations wait for that: name the step, such as `"
                                    + meant.getFirst().path()
                                    + "`";
            order.reply().complete(new Control.Refused(why));
            return;
        }
        resolve(order, meant.getFirst());
    }

    private static boolean isMeant(OpenAttempt attempt, @Nullable String step) {
        return step == null
                || step.equals(attempt.path())
                || step.equals(attempt.command.node().head().id());
    }

    private void resolve(Order.Resolve order, OpenAttempt attempt) {
        long sub = attempt.handle.sub();
        long number = attempt.handle.number();
        JournalEntry entry;
        switch (order.resolution()) {
            case Resolution.WasDone(Value result) -> {
                Schema output = attempt.command.operation().spec().output();
                Value whole = attempt.command.operation().spec().complete(result);
                List<SchemaFault> faults = ValueCheck.of(output).check(whole, "the result");
                if (!faults.isEmpty()) {
                    order.reply().complete(new Control.Refused(faults.getFirst().message()));
                    return;
                }
                Value marked = SecretMarks.mark(whole, output);
                entry =
                        run.take(
                                sub,
                                new Event.Completed(number, marked, run.now()),
                                resolved(order, "done"));
            }
            case Resolution.Repeat _ ->
                    entry = run.attempts.release(List.of(attempt), resolved(order, "repeat"));
            case Resolution.GiveUp _ ->
                    entry =
                            run.take(
                                    sub,
                                    new Event.Failed(number, givenUp(attempt), run.now()),
                                    resolved(order, "giveUp"));
        }
        entry.then(new Fulfilled(order, run.id));
    }

    private static Failure givenUp(OpenAttempt attempt) {
        Failure seen = attempt.seen;
        return seen != null ? seen : Failure.of(ErrorKind.OUTCOME_UNKNOWN, attempt.why);
    }

    private static MapValue resolved(Order.Resolve order, String how) {
        return MapValue.builder().put(RowBody.RESOLVED, how).put(RowBody.BY, order.by()).build();
    }

    /** Lets a held containment go out, or not. */
    void settle(Order.Settle order) {
        Held held = order.held();
        OpenAttempt attempt = run.open.attempt(new Handle(held.sub(), held.handle()));
        if (attempt == null || attempt.state != OpenAttempt.State.HELD) {
            order.reply().complete(new Control.Refused("it is not held, or not any more"));
            return;
        }
        String denial = order.denial();
        JournalEntry entry;
        if (denial == null) {
            entry = run.attempts.release(List.of(attempt), by(order.by()));
        } else {
            Failure failure =
                    new Failure(
                            ErrorKind.FORBIDDEN,
                            "`" + order.by() + "` did not let it pass: " + denial,
                            0,
                            MapValue.EMPTY,
                            null,
                            true);
            entry =
                    run.take(
                            held.sub(),
                            new Event.Failed(held.handle(), failure, run.now()),
                            by(order.by()));
        }
        run.attempts.settle(entry, attempt, denial == null, order.by());
        entry.then(new Fulfilled(order, run.id));
    }

    private static MapValue by(String who) {
        return MapValue.builder().put(RowBody.BY, who).build();
    }
}
