package dev.tocsin.service.http;

import dev.tocsin.service.access.Permission;
import dev.tocsin.service.http.RouteDoc.AnswerDoc;
import dev.tocsin.service.http.RouteDoc.BodyDoc;
import dev.tocsin.service.http.RouteDoc.QueryParameter;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing the service offers: the row that routing, authorisation and the document are read from.
 *
 * {@snippet :
 * Route.get("/v1/runs/{id}")
 *         .needs(Permission.VIEW)
 *         .summary("One run")
 *         .answers(200, "The run", ApiSchema.ref("Run"))
 *         .does(request -> Response.json(run(request.value("id"))));
 * }
 *
 * @param needs what a request must have before the handler sees it
 */
public record Route(
        Method method, RoutePattern pattern, Needs needs, RouteDoc doc, Handler handler) {

    public static Builder get(String pattern) {
        return new Builder(Method.GET, pattern);
    }

    public static Builder post(String pattern) {
        return new Builder(Method.POST, pattern);
    }

    public static Builder put(String pattern) {
        return new Builder(Method.PUT, pattern);
    }

    public static Builder delete(String pattern) {
        return new Builder(Method.DELETE, pattern);
    }

    /** As in logs and labels of metrics: {@code GET /v1/runs/{id}}. */
    public String name() {
        return method + " " + pattern;
    }

    /** Collects one route; a route without needs or a summary is a bug. */
    public static final class Builder {

        /** For bodies of a few fields. */
        private static final int SMALL_BODY = 64 << 10;

        private final Method method;
        private final RoutePattern pattern;
        private final List<QueryParameter> query = new ArrayList<>();
        private final List<AnswerDoc> answers = new ArrayList<>();
        private @Nullable Needs needs;
        private @Nullable String summary;
        private @Nullable BodyDoc body;

        private Builder(Method method, String pattern) {
            this.method = method;
            this.pattern = RoutePattern.of(pattern);
        }

        public Builder needs(Permission permission) {
            return needs(Needs.permission(permission));
        }

        public Builder needs(Needs what) {
            needs = what;
            return this;
        }

        public Builder summary(String text) {
            summary = text;
            return this;
        }

        /** Takes an optional parameter. */
        public Builder query(String name, MapValue schema, String text) {
            query.add(new QueryParameter(name, schema, text));
            return this;
        }

        /** Takes a JSON body of at most 64 KiB; its members are checked by the schema. */
        public Builder takes(MapValue schema) {
            return takes(new BodyDoc("application/json", schema, true, SMALL_BODY));
        }

        /** Takes the fields of a form of a page, at most 64 KiB. */
        public Builder takesForm(MapValue schema) {
            return takes(
                    new BodyDoc("application/x-www-form-urlencoded", schema, true, SMALL_BODY));
        }

        public Builder takes(BodyDoc what) {
            body = what;
            return this;
        }

        /** Gives JSON. */
        public Builder answers(int status, String text, MapValue schema) {
            return answers(new AnswerDoc(status, text, "application/json", schema));
        }

        /** Gives a page, or anything else that is not JSON. */
        public Builder answers(int status, String text, String mediaType) {
            return answers(new AnswerDoc(status, text, mediaType, null));
        }

        /** Gives no body. */
        public Builder answers(int status, String text) {
            return answers(new AnswerDoc(status, text, null, null));
        }

        public Builder answers(AnswerDoc what) {
            answers.add(what);
            return this;
        }

        /** The route. */
        public Route does(Handler handler) {
            if (needs == null || summary == null || answers.isEmpty()) {
                throw new IllegalStateException(
                        method + " " + pattern + " says not what it needs, does or answers");
            }
            return new Route(
                    method, pattern, needs, new RouteDoc(summary, query, body, answers), handler);
        }
    }
}
