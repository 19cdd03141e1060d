package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests with a shared secret, as a {@link Signature} describes it. */
final class RequestSigner {

    private RequestSigner() {}

    /** The headers to add: the signature, after the time where that is signed. */
    static List<HttpRequest.Pair> headers(
            Signature signature, Secret secret, HttpSender.Outgoing request, Instant now) {
        String time = Long.toString(now.getEpochSecond());
        byte[] digest = digest(signature, secret, request, time);
        String written =
                switch (signature.encoding()) {
                    case HEX -> HexFormat.of().formatHex(digest);
                    case BASE64 -> Base64.getEncoder().encodeToString(digest);
                };
        List<HttpRequest.Pair> headers = new ArrayList<>();
        if (signature.timestampHeader() != null) {
            headers.add(new HttpRequest.Pair(signature.timestampHeader(), time));
        }
        headers.add(new HttpRequest.Pair(signature.header(), signature.prefix() + written));
        return headers;
    }

    private static byte[] digest(
            Signature signature, Secret secret, HttpSender.Outgoing request, String time) {
        String algorithm = signature.digest().algorithm();
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(
                    new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), algorithm));
            for (Signature.Piece piece : signature.signed()) {
                mac.update(bytes(piece, request, time));
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static byte[] bytes(Signature.Piece piece, HttpSender.Outgoing request, String time) {
        String text =
                switch (piece) {
                    case Signature.Piece.Constant(String constant) -> constant;
                    case Signature.Piece.Part(Signature.Name name) ->
                            switch (name) {
                                case METHOD -> request.method();
                                case PATH -> path(request);
                                case TARGET -> path(request) + query(request.url().getRawQuery());
                                case TIMESTAMP -> time;
                                case BODY -> null;
                            };
                };
        byte[] body = request.body() == null ? new byte[0] : request.body();
        return text == null ? body : text.getBytes(StandardCharsets.UTF_8);
    }

    // What stands in the request line: a URL without a path is sent with a slash.
    private static String path(HttpSender.Outgoing request) {
        String path = request.url().getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static String query(@Nullable String query) {
        return query == null ? "" : "?" + query;
    }
}
