package dev.tocsin.service.http;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a route takes and gives, in words and schemas: served as OpenAPI, held against the answers
 * by tests, and read by the service itself (media type, size, parameters).
 *
 * @param summary one line, without a full stop
 * @param query the parameters it takes; others are refused
 * @param body what it takes, or null where it takes none
 * @param answers what it gives; problems are not listed, each route may give those
 */
public record RouteDoc(
        String summary,
        List<QueryParameter> query,
        @Nullable BodyDoc body,
        List<AnswerDoc> answers) {

    public RouteDoc {
        query = List.copyOf(query);
        answers = List.copyOf(answers);
    }

    /** One optional parameter of the query. */
    public record QueryParameter(String name, MapValue schema, String summary) {}

    /**
     * A body.
     *
     * @param mediaType the one that is taken, without parameters, or several with a comma and a
     *     space between them; 415 for others
     * @param required whether an empty body is refused
     * @param maxBytes 413 beyond
     */
    public record BodyDoc(String mediaType, MapValue schema, boolean required, int maxBytes) {

        /** Each that is taken. */
        List<String> mediaTypes() {
            return List.of(mediaType.split(", "));
        }
    }

    /**
     * One answer.
     *
     * @param mediaType null where it has no body
     * @param schema null where the media type is not JSON, or there is none
     */
    public record AnswerDoc(
            int status, String summary, @Nullable String mediaType, @Nullable MapValue schema) {}
}
