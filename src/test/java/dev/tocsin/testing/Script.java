package dev.tocsin.testing;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the services of a test answer. JSON: a map from an operation ({@code desk.read}) or the path
 * of a step ({@code steps[1]#0.steps[0]}, which goes first) to the answers in order. An answer is
 * {@code {"return": …}} or {@code {"error": {kind, message, status, retryAfter, nothingDone,
 * details}}}, with {@code "after": "10s"} if it takes a while, and {@code "late": true} if it comes
 * even where nobody waits for it any more. Under the path or the id of an {@code ask} stand the
 * replies of people instead: {@code {"answer": {choice, form, by}}}. {@code "cancelAt": ["15s"]}
 * cancels the run. {@code "callbacks": [{"token": "reply", "after": "5s", "body": …, "answer":
 * "accepted"}]} posts bodies; the token is written without its hash, and the answer is what the run
 * must say to it.
 *
 * <p>Thread-safe, so that a host with threads can be answered too.
 */
public final class Script {

    /**
     * One answer; exactly one of result and failure is there.
     *
     * @param late whether it comes even after the attempt was given up
     */
    public record Given(
            @Nullable Value result, @Nullable Failure failure, Duration after, boolean late) {

        /** As a performer gives it. */
        public Value give() throws ConnectorException {
            Failure failed = failure;
            if (failed == null) {
                return Objects.requireNonNull(result);
            }
            ConnectorException e =
                    ConnectorException.of(failed.kind(), failed.message())
                            .withStatus(failed.status())
                            .withDetails(failed.details());
            Duration pause = failed.retryAfter();
            e = pause == null ? e : e.retryAfter(pause);
            throw failed.nothingDone() ? e.nothingWasDone() : e;
        }
    }

    /**
     * What a person replies to a question, so long after it was put.
     *
     * @param late whether it comes even after the question was withdrawn
     */
    public record Reply(Answer answer, Duration after, boolean late) {}

    private static final Set<String> KEYS = Set.of("return", "error", "after", "late");
    private static final Set<String> REPLY_KEYS = Set.of("answer", "after", "late");

    private final Map<String, Deque<Given>> answers = new LinkedHashMap<>();
    private final Map<String, List<Reply>> replies = new LinkedHashMap<>();

    /** A body that somebody posts, and what the run is expected to say. */
    public record Callback(String token, Duration after, Value body, String answer) {}

    private final List<Callback> callbacks = new ArrayList<>();
    private final List<Duration> cancellations = new ArrayList<>();
    private boolean needsTime;

    private Script() {}

    public static Script parse(String json) {
        Script script = new Script();
        MapValue map;
        try {
            map = (MapValue) Json.parse(json);
        } catch (JsonException e) {
            throw new AssertionError("the answers are not JSON", e);
        }
        map.entries().forEach(script::add);
        return script;
    }

    private void add(String key, Value value) {
        List<Value> items = ((ListValue) value).items();
        if (key.equals("cancelAt")) {
            items.forEach(item -> cancellations.add(duration(((StringValue) item).value())));
            needsTime = true;
            return;
        }
        if (key.equals("callbacks")) {
            items.forEach(item -> callbacks.add(callback((MapValue) item)));
            needsTime = true;
            return;
        }
        if (!items.isEmpty() && ((MapValue) items.getFirst()).get("answer") != null) {
            replies.put(key, items.stream().map(item -> reply((MapValue) item)).toList());
            return;
        }
        Deque<Given> sequence = new ArrayDeque<>();
        items.forEach(item -> sequence.add(answer((MapValue) item)));
        answers.put(key, sequence);
    }

    private static Callback callback(MapValue map) {
        return new Callback(
                Objects.requireNonNull(map.text("token")),
                duration(Objects.requireNonNull(map.text("after"))),
                Objects.requireNonNull(map.get("body")),
                Objects.requireNonNull(map.text("answer")));
    }

    private Reply reply(MapValue map) {
        if (!REPLY_KEYS.containsAll(map.entries().keySet())) {
            throw new AssertionError("a reply has other keys than " + REPLY_KEYS + ": " + map);
        }
        MapValue answer = (MapValue) Objects.requireNonNull(map.get("answer"));
        String by = answer.text("by");
        String after = map.text("after");
        needsTime |= after != null;
        return new Reply(
                new Answer(
                        answer.text("choice"),
                        answer.get("form") instanceof MapValue form ? form : MapValue.EMPTY,
                        by == null ? "lead@contoso.com" : by),
                after == null ? Duration.ZERO : duration(after),
                map.get("late") != null);
    }

    /** What people reply to the question at {@code path}; they reply to one such question. */
    public synchronized List<Reply> replies(String path, @Nullable String id) {
        List<Reply> found = replies.remove(path);
        if (found == null && id != null) {
            found = replies.remove(id);
        }
        return found == null ? List.of() : found;
    }

    private Given answer(MapValue map) {
        if (!KEYS.containsAll(map.entries().keySet())) {
            throw new AssertionError("an answer has other keys than " + KEYS + ": " + map);
        }
        Value result = map.get("return");
        Failure failure = map.get("error") instanceof MapValue error ? failure(error) : null;
        if ((result == null) == (failure == null)) {
            throw new AssertionError("an answer has either `return` or `error`: " + map);
        }
        String after = map.text("after");
        needsTime |= after != null;
        return new Given(
                result,
                failure,
                after == null ? Duration.ZERO : duration(after),
                map.get("late") != null);
    }

    private static Failure failure(MapValue map) {
        ErrorKind kind = Objects.requireNonNull(ErrorKind.of(map.text("kind")));
        String message = map.text("message");
        String retryAfter = map.text("retryAfter");
        return new Failure(
                kind,
                message == null ? "it is " + kind.word() : message,
                map.get("status") instanceof IntValue(long status) ? (int) status : 0,
                map.get("details") instanceof MapValue details ? details : MapValue.EMPTY,
                retryAfter == null ? null : duration(retryAfter),
                map.get("nothingDone") != null);
    }

    private static Duration duration(String text) {
        return Objects.requireNonNull(Durations.parse(text), text);
    }

    /** Whether only a host with a time of its own can play it. */
    public boolean needsTime() {
        return needsTime;
    }

    /** What is posted, from the run's beginning on. */
    public List<Callback> callbacks() {
        return callbacks;
    }

    /** When the run is cancelled, from its beginning on. */
    public List<Duration> cancellations() {
        return cancellations;
    }

    /** The next answer for an attempt of the step at {@code path} at {@code operation}. */
    public synchronized Given next(String path, String operation) {
        Deque<Given> sequence = answers.get(path);
        if (sequence == null || sequence.isEmpty()) {
            sequence = answers.get(operation);
        }
        Given answer = sequence == null ? null : sequence.poll();
        if (answer == null) {
            throw new AssertionError("no answer is left for `" + operation + "` at " + path);
        }
        return answer;
    }

    /** Where answers are left that nobody asked for. */
    public synchronized Set<String> unused() {
        Set<String> unused = new TreeSet<>();
        answers.forEach(
                (key, sequence) -> {
                    if (!sequence.isEmpty()) {
                        unused.add(key);
                    }
                });
        unused.addAll(replies.keySet());
        return unused;
    }
}
