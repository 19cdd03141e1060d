package dev.tocsin.connector;

import dev.tocsin.value.Json;
import dev.tocsin.value.PercentEncoding;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** A body as bytes; both null where there is none. */
record RequestBody(byte @Nullable [] bytes, @Nullable String contentType) {

    static RequestBody of(HttpRequest.@Nullable Body body) {
        return switch (body) {
            case null -> new RequestBody(null, null);
            case HttpRequest.Body.JsonBody(var value) ->
                    text(Json.write(value), "application/json; charset=utf-8");
            case HttpRequest.Body.FormBody(var fields) ->
                    text(form(fields), "application/x-www-form-urlencoded");
            case HttpRequest.Body.TextBody(String content, String type) -> text(content, type);
            case HttpRequest.Body.BytesBody(byte[] bytes, String type) ->
                    new RequestBody(bytes, type);
            case HttpRequest.Body.MultipartBody(var parts) -> MultipartText.of(parts);
        };
    }

    private static RequestBody text(String text, String type) {
        return new RequestBody(text.getBytes(StandardCharsets.UTF_8), type);
    }

    static String form(Iterable<HttpRequest.Pair> fields) {
        StringBuilder form = new StringBuilder();
        for (HttpRequest.Pair field : fields) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(PercentEncoding.encode(field.name()))
                    .append('=')
                    .append(PercentEncoding.encode(field.value()));
        }
        return form.toString();
    }
}
