package dev.tocsin.service.http;

import dev.tocsin.service.access.Permission;
import dev.tocsin.service.http.RouteDoc.AnswerDoc;
import dev.tocsin.service.http.RouteDoc.BodyDoc;
import dev.tocsin.service.http.RouteDoc.QueryParameter;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI 3.1 document of a table: what stands in the rows, and nothing beside them. */
public final class OpenApi {

    private static final String TEXT =
            "Each answer has the header `X-Request-Id`, under which the log of the service has"
                    + " more. What goes wrong is told as a problem (RFC 9457).";

    private OpenApi() {}

    /** The document. */
    public static MapValue of(RouteTable table, ApiShapes shapes, String version) {
        Map<String, MapValue.Builder> paths = new LinkedHashMap<>();
        for (Route route : table.routes()) {
            paths.computeIfAbsent(route.pattern().text(), _ -> MapValue.builder())
                    .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        MapValue.Builder allPaths = MapValue.builder();
        paths.forEach((path, item) -> allPaths.put(path, item.build()));
        return MapValue.builder()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        MapValue.builder()
                                .put("title", "Tocsin")
                                .put("version", version)
                                .put("description", TEXT)
                                .build())
                .put("paths", allPaths.build())
                .put(
                        "components",
                        MapValue.builder()
                                .put("schemas", shapes.shapes())
                                .put("responses", MapValue.of("Problem", problem()))
                                .put("securitySchemes", schemes())
                                .build())
                .build();
    }

    private static MapValue operation(Route route) {
        RouteDoc doc = route.doc();
        MapValue.Builder operation =
                MapValue.builder().put("operationId", id(route)).put("summary", doc.summary());
        List<Value> parameters = new ArrayList<>();
        for (String name : route.pattern().names()) {
            parameters.add(parameter(name, "path", ApiSchema.STRING).put("required", true).build());
        }
        for (QueryParameter query : doc.query()) {
            parameters.add(
                    parameter(query.name(), "query", query.schema())
                            .put("description", query.summary())
                            .build());
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", new ListValue(parameters));
        }
        if (doc.body() instanceof BodyDoc body) {
            operation.put(
                    "requestBody",
                    MapValue.builder()
                            .put("required", body.required())
                            .put("content", content(body.mediaType(), body.schema()))
                            .put("x-max-bytes", body.maxBytes())
                            .build());
        }
        return operation
                .put("responses", responses(doc.answers()))
                .put("security", security(route.needs()))
                .put("x-needs", needs(route.needs()))
                .build();
    }

    /** {@code post-v1-runs-id-cancel}: unique, because the routes are. */
    static String id(Route route) {
        String path =
                route.pattern().text().replaceAll("[{}]", "").replaceAll("[^A-Za-z0-9]+", "-");
        return route.method().name().toLowerCase(Locale.ROOT)
                + (path.endsWith("-") ? path.substring(0, path.length() - 1) : path);
    }

    private static MapValue.Builder parameter(String name, String in, MapValue schema) {
        return MapValue.builder().put("name", name).put("in", in).put("schema", schema);
    }

    private static MapValue responses(List<AnswerDoc> answers) {
        MapValue.Builder responses = MapValue.builder();
        for (AnswerDoc answer : answers) {
            MapValue.Builder response = MapValue.builder().put("description", answer.summary());
            if (answer.mediaType() != null) {
                MapValue schema = answer.schema() == null ? ApiSchema.STRING : answer.schema();
                response.put("content", content(answer.mediaType(), schema));
            }
            responses.put(String.valueOf(answer.status()), response.build());
        }
        return responses
                .put(
                        "default",
                        MapValue.of("$ref", new StringValue("#/components/responses/Problem")))
                .build();
    }

    private static MapValue content(String mediaType, MapValue schema) {
        MapValue.Builder content = MapValue.builder();
        for (String each : mediaType.split(", ")) {
            content.put(each, MapValue.of("schema", schema));
        }
        return content.build();
    }

    private static MapValue problem() {
        return MapValue.builder()
                .put("description", "What went wrong (RFC 9457)")
                .put("content", content(Problem.MEDIA_TYPE, ApiSchema.ref("Problem")))
                .build();
    }

    private static MapValue schemes() {
        return MapValue.builder()
                .put(
                        "token",
                        MapValue.builder()
                                .put("type", "http")
                                .put("scheme", "bearer")
                                .put("bearerFormat", "tocsin_<id>_<secret>")
                                .build())
                .put(
                        "session",
                        MapValue.builder()
                                .put("type", "apiKey")
                                .put("in", "cookie")
                                .put("name", "tocsin")
                                .put(
                                        "description",
                                        "Of the pages; all but GET also need `X-CSRF-Token`")
                                .build())
                .build();
    }

    private static ListValue security(Needs needs) {
        ListValue none = new ListValue(List.of());
        return needs instanceof Needs.Permitted
                ? new ListValue(List.of(MapValue.of("token", none), MapValue.of("session", none)))
                : none;
    }

    private static MapValue needs(Needs needs) {
        return switch (needs) {
            case Needs.Permitted(Permission permission) ->
                    MapValue.builder()
                            .put("permission", permission.word())
                            .put("roles", PermissionWords.roles(permission))
                            .build();
            case Needs.OwnProof(String what) ->
                    MapValue.builder().put("proof", what).put("token", false).build();
            case Needs.Nothing(String why) ->
                    MapValue.builder().put("token", BoolValue.FALSE).put("because", why).build();
        };
    }
}
