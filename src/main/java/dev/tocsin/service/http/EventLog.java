package dev.tocsin.service.http;

import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * What the service tells its operator: one JSON object a line, with {@code at}, {@code level} and
 * {@code event} first. Holds ids, names and numbers of ours. A text that came from outside is cut
 * at 300 characters, and what a terminal or an editor would act on (control characters, ESC, marks
 * that turn the direction of writing) stands as {@code \\uXXXX}. Secret values never reach it: they
 * print as {@code (secret)}, like everywhere. Thread-safe; a line is written whole.
 */
public final class EventLog {

    private static final int MAX_TEXT = 300;

    private final PrintStream out;
    private final InstantSource clock;

    public EventLog(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** How much a line matters. */
    public enum Level {
        INFO,
        WARNING,
        ERROR
    }

    /** Something happened as it should. */
    public void info(String event, MapValue details) {
        line(Level.INFO, event, details);
    }

    /** Something is not as it should be, and the service goes on. */
    public void warning(String event, MapValue details) {
        line(Level.WARNING, event, details);
    }

    /** Somebody has to look. */
    public void error(String event, MapValue details) {
        line(Level.ERROR, event, details);
    }

    /** A fault of ours. Names where it was thrown, so that it can be found; not what it said. */
    public void fault(String event, MapValue details, Throwable fault) {
        MapValue.Builder all = MapValue.builder();
        details.entries().forEach(all::put);
        all.put("fault", fault.getClass().getName());
        for (StackTraceElement place : fault.getStackTrace()) {
            if (place.getClassName().startsWith("dev.tocsin.")) {
                all.put("place", place.toString());
                break;
            }
        }
        // Our own sentences; what others throw may quote whatever they were given.
        if (fault instanceof IllegalStateException && isOurs(fault) && fault.getMessage() != null) {
            all.put("message", fault.getMessage());
        }
        line(Level.ERROR, event, all.build());
    }

    private static boolean isOurs(Throwable fault) {
        StackTraceElement[] places = fault.getStackTrace();
        return places.length > 0 && places[0].getClassName().startsWith("dev.tocsin.");
    }

    private void line(Level level, String event, MapValue details) {
        MapValue.Builder line =
                MapValue.builder()
                        .put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                        .put("level", level.name().toLowerCase(Locale.ROOT))
                        .put("event", event);
        for (Map.Entry<String, Value> detail : details.entries().entrySet()) {
            line.put(detail.getKey(), cut(detail.getValue()));
        }
        String text = escaped(Json.write(line.build()));
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    private static Value cut(Value value) {
        return value instanceof StringValue(String text) && text.length() > MAX_TEXT
                ? new StringValue(text.substring(0, MAX_TEXT) + "…")
                : value;
    }

    /** JSON escapes C0 itself; these it leaves, and they matter to who looks at a log. */
    static String escaped(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 127 && isActedOn(c)) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isActedOn(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE ->
                    true;
            default -> false;
        };
    }
}
