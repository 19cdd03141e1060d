package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** What an operation gets whose connector declares that it needs no connection. */
final class NoConnection implements OpenConnection {

    static final OpenConnection NONE = new NoConnection();

    private NoConnection() {}

    @Override
    public String name() {
        return "";
    }

    @Override
    public MapValue settings() {
        return MapValue.EMPTY;
    }

    @Override
    public @Nullable Path folder() {
        return null;
    }

    @Override
    public HttpAnswer send(HttpRequest request, Call call) {
        throw new IllegalStateException("a connector without needs() sends " + request.path());
    }

    @Override
    public String link(HttpRequest request, String link, Call call) {
        throw new IllegalStateException("a connector without needs() follows " + link);
    }

    @Override
    public void takeTurn(OperationSpec operation, Call call) {}

    @Override
    public ConnectorException error(HttpAnswer answer, ErrorKind kind) {
        throw new IllegalStateException("a connector without needs() got an answer");
    }

    @Override
    public String scrub(String text) {
        return text;
    }

    @Override
    public SmtpSession smtp(Call call) {
        throw new IllegalStateException("a connector without needs() sends mail");
    }
}
