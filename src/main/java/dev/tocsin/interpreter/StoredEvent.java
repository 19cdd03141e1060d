package dev.tocsin.interpreter;

import dev.tocsin.program.Program;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.TimestampValue;

import java.time.Instant;

/** Events as values, so that they can be stored: {@code {event: completed, attempt: 3, …}}. */
public final class StoredEvent {

    private StoredEvent() {}

    /**
     * As a map that {@link #read} takes; values in it are those of the event, not copies. What is
     * secret in them is as secret as the host has marked it: the core marks only what it keeps.
     */
    public static MapValue write(Event event) {
        MapValue.Builder out = MapValue.builder();
        switch (event) {
            case Event.Started _ -> out.put("event", "started");
            case Event.Completed(long attempt, var result, Instant _) ->
                    out.put("event", "completed").put("attempt", attempt).put("result", result);
            case Event.Failed(long attempt, Failure failure, Instant _) ->
                    out.put("event", "failed")
                            .put("attempt", attempt)
                            .put("failure", StoredErrors.write(failure));
            case Event.TimerFired(long timer, Instant _) ->
                    out.put("event", "timerFired").put("timer", timer);
            case Event.ChildEnded(long run, Outcome outcome, Instant _) ->
                    out.put("event", "childEnded")
                            .put("run", run)
                            .put("outcome", StoredExits.write(outcome));
            case Event.CalledBack(long request, String token, var body, Instant _) ->
                    out.put("event", "calledBack")
                            .put("request", request)
                            .put("token", token)
                            .put("body", body);
            case Event.Answered(long question, Answer answer, Instant _) -> {
                out.put("event", "answered").put("question", question);
                if (answer.choice() != null) {
                    out.put("choice", answer.choice());
                }
                out.put("form", answer.form()).put("by", answer.by());
            }
            case Event.Cancelled(String reason, Instant _) ->
                    out.put("event", "cancelled").put("reason", reason);
            case Event.Continued _ -> out.put("event", "continued");
        }
        return out.put("at", new TimestampValue(event.at())).build();
    }

    /**
     * @param program of the run that nobody called: an error that came from a playbook which it
     *     calls, at any depth, gets the text of that playbook from there
     * @param stored what {@link #write} gave
     * @throws StoredFormatException if it is not what {@link #write} gives
     */
    public static Event read(Program program, MapValue stored) {
        StoredFields in = new StoredFields(stored);
        Instant at = in.instant("at");
        return switch (in.text("event")) {
            case "started" -> new Event.Started(at);
            case "completed" -> new Event.Completed(in.whole("attempt"), in.value("result"), at);
            case "failed" ->
                    new Event.Failed(
                            in.whole("attempt"),
                            StoredErrors.readFailure(in.fields("failure")),
                            at);
            case "timerFired" -> new Event.TimerFired(in.whole("timer"), at);
            case "childEnded" ->
                    new Event.ChildEnded(
                            in.whole("run"),
                            StoredExits.readOutcome(program, in.fields("outcome")),
                            at);
            case "calledBack" ->
                    new Event.CalledBack(
                            in.whole("request"), in.text("token"), in.value("body"), at);
            case "answered" ->
                    new Event.Answered(
                            in.whole("question"),
                            new Answer(in.textOrNull("choice"), in.map("form"), in.text("by")),
                            at);
            case "cancelled" -> new Event.Cancelled(in.text("reason"), at);
            case "continued" -> new Event.Continued(at);
            case String other -> throw new StoredFormatException("`" + other + "` is no event");
        };
    }
}
