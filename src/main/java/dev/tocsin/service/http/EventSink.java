package dev.tocsin.service.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Where the events of one stream go, each sent at once (WHATWG HTML, 9.2 server-sent events). */
public interface EventSink {

    /**
     * Sends one event.
     *
     * @param id what the client sends back as {@code Last-Event-ID} to go on after it; null = none.
     *     Neither id nor name may hold a line end
     * @param data any text; its lines are sent as lines
     * @throws IOException when the client has gone
     */
    void send(@Nullable String id, String name, String data) throws IOException;

    /** Sends a comment, which keeps proxies from closing a quiet stream. */
    void beat() throws IOException;

    /** Whether the service is stopping: the writer should return soon. */
    boolean stopping();
}
