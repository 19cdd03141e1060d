package dev.tocsin.connector;

import dev.tocsin.value.BytesValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

/** Turns bytes from a service into values, without the secrets of the connection. */
final class AnswerReading {

    private final String connection;
    private final Scrubber scrubber;

    AnswerReading(String connection, Scrubber scrubber) {
        this.connection = connection;
        this.scrubber = scrubber;
    }

    HttpAnswer read(HttpSender.Incoming incoming, URI url, HttpRequest.AnswerForm form)
            throws ConnectorException {
        MapValue.Builder headers = MapValue.builder();
        for (Map.Entry<String, String> header : incoming.headers().entrySet()) {
            // A session of the service is a credential, and nothing here ever sends it back.
            if (header.getKey().startsWith("set-cookie")) {
                continue;
            }
            headers.put(header.getKey(), scrubber.scrub(header.getValue()));
        }
        return new HttpAnswer(
                incoming.status(), headers.build(), scrubber.scrub(body(incoming, url, form)));
    }

    private Value body(HttpSender.Incoming incoming, URI url, HttpRequest.AnswerForm asked)
            throws ConnectorException {
        byte[] body = incoming.body();
        if (body.length == 0) {
            return NullValue.NULL;
        }
        String type = incoming.headers().getOrDefault("content-type", "");
        String media = type.toLowerCase(Locale.ROOT);
        // What goes with a bad status is a message, not what was asked for.
        HttpRequest.AnswerForm form =
                incoming.status() >= 300 ? HttpRequest.AnswerForm.BY_TYPE : asked;
        return switch (form) {
            case BYTES -> new BytesValue(body);
            case TEXT -> new StringValue(new String(body, charset(media)));
            case JSON -> json(incoming, url);
            case BY_TYPE ->
                    media.startsWith("application/json") || media.contains("+json")
                            ? json(incoming, url)
                            : new StringValue(new String(body, charset(media)));
        };
    }

    private Value json(HttpSender.Incoming incoming, URI url) throws ConnectorException {
        byte[] body = incoming.body();
        try {
            return Json.parse(body);
        } catch (JsonException e) {
            // What goes with a bad status is no more than a message.
            if (incoming.status() >= 300) {
                return new StringValue(new String(body, StandardCharsets.UTF_8));
            }
            throw ConnectorException.of(
                            ErrorKind.FAILED,
                            "connection `"
                                    + connection
                                    + "`: the answer of `"
                                    + path(url)
                                    + "` should be JSON and is not: line "
                                    + e.line()
                                    + ", column "
                                    + e.column()
                                    + ": "
                                    + scrubber.scrub(
                                            ServiceMessage.printable(
                                                    String.valueOf(e.getMessage()))))
                    .withStatus(incoming.status());
        }
    }

    // The path may be the secret.
    private String path(URI url) {
        return scrubber.scrub(String.valueOf(url.getRawPath()));
    }

    ConnectorException redirectElsewhere(URI from, @Nullable URI to, int status) {
        String target = to == null ? "what is no web address" : "`" + Origin.of(to) + "`";
        return ConnectorException.of(
                        ErrorKind.FAILED,
                        "connection `"
                                + connection
                                + "`: `"
                                + Origin.of(from)
                                + "` redirects to "
                                + target
                                + "; redirects to another origin are refused, because credentials"
                                + " go to the connection's origin only")
                .withStatus(status);
    }

    ConnectorException redirectNotFollowed(String method, URI from, int status) {
        return ConnectorException.of(
                        ErrorKind.FAILED,
                        "connection `"
                                + connection
                                + "`: `"
                                + path(from)
                                + "` redirects"
                                + (method.equals("GET")
                                        ? " again and again"
                                        : ", and a " + method + " is not sent a second time")
                                + "; check the `url` of the connection")
                .withStatus(status);
    }

    private static Charset charset(String media) {
        int at = media.indexOf("charset=");
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        String name = media.substring(at + "charset=".length()).replace("\"", "").strip();
        int end = name.indexOf(';');
        try {
            return Charset.forName(end < 0 ? name : name.substring(0, end).strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return StandardCharsets.UTF_8;
        }
    }
}
