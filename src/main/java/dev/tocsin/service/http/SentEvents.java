package dev.tocsin.service.http;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Writes {@code text/event-stream}; each event goes out at once, within its time. */
final class SentEvents implements EventSink {

    /** A stream stays quiet between events for as long as it likes: a beat comes well before. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final OutputStream out;
    private final ConnectionWatch.@Nullable Watched watched;
    private final Duration writeTime;
    private final BooleanSupplier stopping;
    private final Lease lease;

    /** Whether whoever reads the stream still may: a token can be revoked while one is open. */
    @FunctionalInterface
    interface Lease {
        boolean holds() throws IOException;
    }

    SentEvents(
            OutputStream out,
            ConnectionWatch.@Nullable Watched watched,
            Duration writeTime,
            BooleanSupplier stopping,
            Lease lease) {
        this.out = out;
        this.watched = watched;
        this.writeTime = writeTime;
        this.stopping = stopping;
        this.lease = lease;
    }

    @Override
    public void send(@Nullable String id, String name, String data) throws IOException {
        if (name.indexOf('\n') >= 0 || id != null && id.indexOf('\n') >= 0) {
            throw new IllegalStateException("a line end in the name or id of an event");
        }
        StringBuilder text = new StringBuilder();
        if (id != null) {
            text.append("id: ").append(id).append('\n');
        }
        text.append("event: ").append(name).append('\n');
        // CR ends a line of a stream as well.
        for (String line : data.split("\r\n|\r|\n", -1)) {
            text.append("data: ").append(line).append('\n');
        }
        write(text.append('\n').toString());
    }

    @Override
    public void beat() throws IOException {
        write(": still here\n\n");
    }

    private void write(String text) throws IOException {
        if (!lease.holds()) {
            throw new EOFException("no longer allowed");
        }
        allow(writeTime);
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        allow(QUIET);
    }

    private void allow(Duration time) {
        if (watched != null) {
            watched.allow(time);
        }
    }

    @Override
    public boolean stopping() {
        return stopping.getAsBoolean();
    }
}
