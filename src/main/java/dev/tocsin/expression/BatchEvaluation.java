package dev.tocsin.expression;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.time.Instant;

/**
 * Evaluates expressions line by line: {@code {"expr": "...", "vars": {...}}} in, {@code {"value":
 * ...}} or {@code {"error": {"code", "message", "offset"}}} out. One line in is one line out,
 * whatever it holds.
 *
 * <p>The codes are those of diagnostics, and {@code invalid-line} for what is no such JSON object,
 * {@code expression} for a value that is missing when it is evaluated, {@code limit} for a bound.
 * The offset counts UTF-16 units from 0 within {@code expr}; within the line for {@code
 * invalid-line}.
 */
public final class BatchEvaluation {

    /** The longest line that is read, in UTF-16 units. */
    public static final int MAX_LINE = 16 << 20;

    private final Instant now;

    /**
     * @param now what {@code now()} gives in every line
     */
    public BatchEvaluation(Instant now) {
        this.now = now;
    }

    /** The answer to one line, without a line end. Never throws. */
    public String answer(String line) {
        if (line.length() > MAX_LINE) {
            return error("invalid-line", "the line is longer than " + MAX_LINE + " characters", 0);
        }
        Value request;
        try {
            request = Json.parse(line);
        } catch (JsonException e) {
            return error("invalid-line", "the line is not JSON", Math.max(0, e.column() - 1));
        }
        if (!(request instanceof MapValue map)) {
            return error("invalid-line", "the line is " + Conversions.aKind(request), 0);
        }
        String text = map.text("expr");
        if (text == null) {
            return error("invalid-line", "`expr` is missing, or is no string", 0);
        }
        Value variables = map.get("vars");
        if (variables == null || variables == NullValue.NULL) {
            variables = MapValue.EMPTY;
        }
        if (!(variables instanceof MapValue names)) {
            return error("invalid-line", "`vars` is " + Conversions.aKind(variables), 0);
        }
        return switch (SingleEvaluation.evaluate(text, names, now)) {
            case SingleEvaluation.Evaluated(Value value) -> Json.write(MapValue.of("value", value));
            case SingleEvaluation.Failed(EvaluationException e) ->
                    error(e.kind().word(), e.text(), e.start());
            case SingleEvaluation.Faulty(var faults) -> {
                Fault first = faults.getFirst();
                yield error(first.code().id(), first.message(), first.start());
            }
        };
    }

    private static String error(String code, String message, int offset) {
        MapValue error =
                MapValue.builder()
                        .put("code", code)
                        .put("message", message)
                        .put("offset", offset)
                        .build();
        return Json.write(MapValue.of("error", error));
    }
}
