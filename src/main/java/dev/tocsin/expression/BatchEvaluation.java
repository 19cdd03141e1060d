package dev.tocsin.expression;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
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

    /** How much is read at once; a longer line leaves no buffer of its size behind. */
    private static final int BUFFER = 64 << 10;

    private final Instant now;

    /**
     * @param now what {@code now()} gives in every line
     */
    public BatchEvaluation(Instant now) {
        this.now = now;
    }

    /**
     * Answers line by line to the end of the input. A line is held only up to its bound; each
     * answer is flushed before more input is waited for, so that two programs can talk.
     *
     * @param in UTF-8; what is none reads as U+FFFD
     */
    public void answerAll(InputStream in, PrintStream out) throws IOException {
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        char[] buffer = new char[BUFFER];
        StringBuilder line = new StringBuilder();
        while (true) {
            if (!reader.ready()) {
                out.flush();
            }
            int length = reader.read(buffer);
            if (length < 0) {
                break;
            }
            int start = 0;
            for (int at = 0; at < length; at++) {
                if (buffer[at] == '\n') {
                    append(buffer, start, at, line);
                    out.print(answer(line));
                    out.print('\n');
                    start = at + 1;
                    line = line.capacity() > BUFFER ? new StringBuilder() : line;
                    line.setLength(0);
                }
            }
            append(buffer, start, length, line);
        }
        if (!line.isEmpty()) {
            out.print(answer(line));
            out.print('\n');
        }
        out.flush();
    }

    private String answer(StringBuilder line) {
        // Too long a line is not copied to say so.
        return line.length() > MAX_LINE ? tooLong() : answer(line.toString());
    }

    private static String tooLong() {
        return error("invalid-line", "the line is longer than " + MAX_LINE + " characters", 0);
    }

    /** One character beyond the bound is enough to know that a line is too long. */
    private static void append(char[] buffer, int start, int end, StringBuilder line) {
        line.append(buffer, start, Math.min(end - start, MAX_LINE + 1 - line.length()));
    }

    /** The answer to one line, without a line end. Never throws. */
    public String answer(String line) {
        try {
            return answered(line);
        } catch (OutOfMemoryError _) {
            // Steps bound the memory as well, but not below what a small machine has. What the
            // line took is garbage by now, and nothing else runs here that could have lost some.
            return error("limit", "the line takes more memory than there is", 0);
        }
    }

    private String answered(String line) {
        if (line.length() > MAX_LINE) {
            return tooLong();
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
