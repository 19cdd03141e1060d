package dev.tocsin.service.http;

import dev.tocsin.value.MapValue;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What libraries log through {@code java.util.logging} (Helidon does): nothing below a warning, and
 * that as lines of our own log, without their stack traces.
 */
public final class QuietLogging extends Handler {

    /** Logs why it did not start; {@link HttpService} says that to whoever starts it. */
    private static final String START = "io.helidon.webserver.LoomServer";

    private final EventLog log;

    private QuietLogging(EventLog log) {
        this.log = log;
    }

    /** For the whole process, from now on. */
    public static void install(EventLog log) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new QuietLogging(log));
    }

    @Override
    public void publish(LogRecord record) {
        if (START.equals(record.getLoggerName())) {
            return;
        }
        MapValue.Builder details =
                MapValue.builder().put("logger", String.valueOf(record.getLoggerName()));
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            // The message of a library may quote what a client sent.
            details.put("fault", thrown.getClass().getName());
        }
        log.warning("library", details.put("message", message(record)).build());
    }

    private static String message(LogRecord record) {
        String message = record.getMessage();
        return message == null ? "" : message;
    }

    @Override
    public void flush() {
        // Each line is written when it comes.
    }

    @Override
    public void close() {
        // The log is not ours to close.
    }
}
