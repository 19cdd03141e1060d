package dev.tocsin.host.durable;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.LostAnswer;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.AskNode;
import dev.tocsin.program.Program;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.WaitForNode;
import dev.tocsin.program.WaitNode;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells a run in words, row by row. */
final class StoryTeller implements Trace {

    private final List<RunStory.Line> lines = new ArrayList<>();
    private long seq = 1;
    private Instant at;

    private StoryTeller(Instant at) {
        this.at = at;
    }

    static RunStory tell(Store store, RunRow row, Program program)
            throws StoreException, UnreadableRunException {
        StoryTeller teller = new StoryTeller(row.createdAt());
        String by = row.startedBy().isEmpty() ? "" : ", started by " + row.startedBy();
        teller.say("created by `" + row.trigger() + "`" + by);
        Replay replay = Replay.fromBeginning(store, row.number(), program, teller);
        replay.run(Long.MAX_VALUE, (next, body, event) -> teller.row(next, body, event, replay));
        Outcome outcome = replay.open().outcome();
        if (outcome != null) {
            teller.say(wordsOf(outcome));
        }
        String reason = row.reason();
        return new RunStory(
                row.id(),
                row.playbook(),
                row.status().text(),
                reason == null ? "" : reason,
                teller.lines);
    }

    private void say(String words) {
        lines.add(new RunStory.Line(seq, at, words));
    }

    private void row(EventRow row, MapValue body, @Nullable Event event, Replay replay) {
        seq = row.seq();
        at = row.at();
        if (event != null) {
            event(event, body, replay);
            return;
        }
        String path = body.text(RowBody.PATH);
        String by = body.text(RowBody.BY);
        String why = body.text(RowBody.WHY);
        switch (row.kind()) {
            case RowKind.RESTARTED -> say("taken up again after Tocsin was stopped");
            case RowKind.UNKNOWN ->
                    say(
                            "whether "
                                    + body.text("operation")
                                    + " at "
                                    + path
                                    + " was done is not known: "
                                    + why);
            case RowKind.RELEASED -> say(released(body, by));
            case RowKind.UNSENT -> say("not sent any more, because Tocsin was about to stop");
            case RowKind.LATE -> say("an answer for " + path + " came too late and was left out");
            case RowKind.STUCK -> say("could not go on: " + why);
            case RowKind.RESUMED -> say("resumed by " + by);
            case RowKind.RETRIED ->
                    say("begun again from " + body.text("step") + " of " + body.text("of"));
            case RowKind.WITHDRAWN -> say("what was held is not wanted any more");
            default -> say(row.kind());
        }
    }

    private static String released(MapValue body, @Nullable String by) {
        if (body.text(RowBody.RESOLVED) != null) {
            return by + " had it done again";
        }
        return by == null ? "what had not been sent is sent" : by + " let it pass";
    }

    private void event(Event event, MapValue body, Replay replay) {
        String by = body.text(RowBody.BY);
        switch (event) {
            case Event.Started _ -> say("started");
            case Event.Answered answered -> say(answered(answered, body, replay));
            case Event.Cancelled(String reason, Instant _) ->
                    say("cancelled" + (by == null ? "" : " by " + by) + ": " + reason);
            case Event.CalledBack _ -> say("a callback came");
            case Event.Completed _ when by != null -> say(by + " said that it was done");
            case Event.Failed _ when body.text(RowBody.RESOLVED) != null -> say(by + " gave it up");
            case Event.Failed _ when by != null -> say(by + " did not let it pass");
            case Event.Completed _,
                    Event.Failed _,
                    Event.TimerFired _,
                    Event.ChildEnded _,
                    Event.Continued _ -> {
                // What follows from these is told of by the steps.
            }
        }
    }

    private static String answered(Event.Answered event, MapValue body, Replay replay) {
        Answer answer = event.answer();
        String via = body.text(RowBody.VIA);
        long sub = RunMemory.number(body, RowBody.SUB);
        Command.Ask ask = replay.open().question(new Handle(sub, event.question()));
        String what = answer.choice() == null ? "with a form" : "`" + answer.choice() + "`";
        return "answered by "
                + answer.by()
                + ": "
                + what
                + (ask == null ? "" : " to " + ask.path())
                + (via == null || via.isEmpty() ? "" : ", via " + via);
    }

    private static String wordsOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "succeeded";
            case Outcome.Failed(RunError error) ->
                    "failed: " + error.kind().word() + ": " + error.message();
            case Outcome.Cancelled(String reason) -> "ended as cancelled: " + reason;
        };
    }

    private static String nameOf(Place place, StepNode node) {
        String id = node.head().id();
        String path = place.path(node);
        return id == null ? path : "`" + id + "` (" + path + ")";
    }

    @Override
    public void began(Place place, StepNode node) {
        switch (node) {
            case ActionNode action ->
                    say("step " + nameOf(place, node) + " asks for " + action.action());
            case AskNode _ -> say("step " + nameOf(place, node) + " asks people");
            case WaitNode _, WaitForNode _ -> say("step " + nameOf(place, node) + " waits");
            default -> {
                // Steps with steps inside are told of by those.
            }
        }
    }

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        switch (node) {
            case ActionNode _, AskNode _, WaitNode _, WaitForNode _ -> {
                RunError error = end.error();
                String attempts =
                        end.attempts() > 1 ? " after " + end.attempts() + " attempts" : "";
                String why =
                        error == null ? "" : ": " + error.kind().word() + ": " + error.message();
                say("step " + nameOf(place, node) + " " + end.status().word() + attempts + why);
            }
            default -> {
                // As above.
            }
        }
    }

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {
        say(
                "attempt "
                        + attempt
                        + " of step "
                        + nameOf(place, node)
                        + " failed and is made again: "
                        + failure.message());
    }

    @Override
    public void lookedUp(Place place, StepNode node, LostAnswer lost, LostAnswer.Found found) {
        String words =
                switch (found) {
                    case DONE -> "it was done";
                    case NOT_DONE -> "it was not done";
                    case UNKNOWN -> "nothing could be told";
                };
        say(
                "the answer to step "
                        + nameOf(place, node)
                        + " was lost; looking showed that "
                        + words);
    }

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {
        say("step " + nameOf(place, node) + " shows a secret: " + what.reason());
    }
}
