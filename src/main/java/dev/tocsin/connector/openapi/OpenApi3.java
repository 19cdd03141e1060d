package dev.tocsin.connector.openapi;

import dev.tocsin.connector.openapi.ApiParameter.Place;
import dev.tocsin.connector.openapi.ApiParameter.Style;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OpenAPI Specification 3.0 and 3.1; they differ within schemas only. */
final class OpenApi3 implements Dialect {

    private final Part root;

    OpenApi3(Part root) {
        this.root = root;
    }

    @Override
    public List<String> servers() {
        return servers(root);
    }

    /** Those that one part of a description lists, with the usual values of their variables. */
    static List<String> servers(Part owner) {
        List<String> servers = new ArrayList<>();
        for (Part server : owner.parts("servers")) {
            String url = server.text("url", "/");
            for (Part.Named variable : server.orEmpty("variables").named()) {
                url =
                        url.replace(
                                "{" + variable.name() + "}",
                                variable.part().text("default", "{" + variable.name() + "}"));
            }
            String plain = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            if (!plain.isEmpty()) {
                servers.add(plain);
            }
        }
        return servers;
    }

    @Override
    public List<SecurityScheme> securitySchemes() {
        List<SecurityScheme> schemes = new ArrayList<>();
        for (Part.Named named : root.orEmpty("components").orEmpty("securitySchemes").named()) {
            schemes.add(scheme(named.name(), named.part()));
        }
        return schemes;
    }

    private static SecurityScheme scheme(String name, Part scheme) {
        return switch (scheme.text("type", "")) {
            case "apiKey" -> SecurityScheme.apiKey(name, scheme);
            case "http" ->
                    switch (scheme.text("scheme", "").toLowerCase(java.util.Locale.ROOT)) {
                        case "basic" -> SecurityScheme.of(name, SecurityScheme.Kind.BASIC);
                        case "bearer" -> SecurityScheme.of(name, SecurityScheme.Kind.BEARER);
                        default -> SecurityScheme.of(name, SecurityScheme.Kind.OTHER);
                    };
            case "oauth2" -> oauth2(name, scheme.orEmpty("flows"));
            case "openIdConnect" -> SecurityScheme.of(name, SecurityScheme.Kind.PERSON_TOKEN);
            default -> SecurityScheme.of(name, SecurityScheme.Kind.OTHER);
        };
    }

    private static SecurityScheme oauth2(String name, Part flows) {
        Part machine = flows.part("clientCredentials");
        return machine != null
                ? SecurityScheme.machine(name, machine)
                : SecurityScheme.person(name, flows.orEmpty("authorizationCode"));
    }

    @Override
    public List<ApiParameter> parameters(Outline outline) {
        Map<String, ApiParameter> parameters = new LinkedHashMap<>();
        for (Part owner : List.of(outline.shared(), outline.operation())) {
            for (Part written : owner.parts("parameters")) {
                Place place = Place.of(written.text("in"));
                String name = written.text("name");
                if (place != null && name != null) {
                    parameters.put(place + " " + name, parameter(name, place, written));
                }
            }
        }
        return new ArrayList<>(parameters.values());
    }

    private static ApiParameter parameter(String name, Place place, Part written) {
        boolean required = written.flag("required") || place == Place.PATH;
        for (Part.Named content : written.orEmpty("content").named()) {
            boolean json = ApiBody.Kind.of(content.name()) == ApiBody.Kind.JSON;
            return new ApiParameter(
                    name,
                    place,
                    required,
                    content.part().node().get("schema"),
                    json ? Style.JSON : Style.OTHER,
                    written);
        }
        return new ApiParameter(
                name,
                place,
                required,
                written.node().get("schema"),
                style(place, written),
                written);
    }

    private static Style style(Place place, Part written) {
        boolean query = place == Place.QUERY || place == Place.COOKIE;
        String style = written.text("style", query ? "form" : "simple");
        boolean explode =
                written.text("explode", String.valueOf(style.equals("form"))).equals("true");
        return switch (style) {
            case "form" -> explode ? Style.REPEAT : Style.COMMA;
            case "simple" -> Style.COMMA;
            case "spaceDelimited" -> explode ? Style.REPEAT : Style.SPACE;
            case "pipeDelimited" -> explode ? Style.REPEAT : Style.PIPE;
            case "deepObject" -> Style.DEEP_OBJECT;
            default -> Style.OTHER;
        };
    }

    @Override
    public ApiBody body(Outline outline) throws Unsupported {
        Part body = outline.operation().part("requestBody");
        if (body == null) {
            return NO_BODY;
        }
        List<Part.Named> contents = body.orEmpty("content").named();
        for (ApiBody.Kind kind : ApiBody.Kind.values()) {
            for (Part.Named content : contents) {
                if (ApiBody.Kind.of(content.name()) != kind) {
                    continue;
                }
                if (kind == ApiBody.Kind.OTHER) {
                    throw new Unsupported("takes " + Prose.inComment(content.name()) + " only");
                }
                return body(kind, content, body);
            }
        }
        return NO_BODY;
    }

    private static ApiBody body(ApiBody.Kind kind, Part.Named content, Part body) {
        boolean form = kind == ApiBody.Kind.FORM || kind == ApiBody.Kind.MULTIPART;
        return new ApiBody(
                kind,
                content.name(),
                form ? null : content.part().node().get("schema"),
                form ? fields(content.part().orEmpty("schema")) : List.of(),
                body.flag("required"),
                body.text("description"),
                examples(content.part()));
    }

    /** The fields of a form that a schema describes as an object. */
    static List<ApiBody.Field> fields(Part schema) {
        List<ApiBody.Field> fields = new ArrayList<>();
        List<String> required = schema.texts("required");
        for (MapNode.Entry entry : schema.orEmpty("properties").node().entries()) {
            Part written = schema.orEmpty("properties").part(entry.key().text());
            if (written != null) {
                boolean file =
                        written.text("format", "").equals("binary")
                                || !MediaTypes.isText(written.text("contentMediaType", "text/"));
                String name = entry.key().text();
                fields.add(
                        new ApiBody.Field(
                                name, entry.value(), required.contains(name), file, written));
            }
        }
        return fields;
    }

    /** The values that stand beside a schema as examples, by themselves or by name. */
    static List<Node> examples(Part content) {
        List<Node> examples = new ArrayList<>();
        add(content.value("example"), examples);
        for (Part.Named example : content.orEmpty("examples").named()) {
            add(example.part().value("value"), examples);
        }
        return examples;
    }

    private static void add(@Nullable Node example, List<Node> examples) {
        if (example != null) {
            examples.add(example);
        }
    }

    @Override
    public ApiAnswer answer(Outline outline) {
        Part response = Responses.success(outline.operation().orEmpty("responses"));
        List<Part.Named> contents =
                response == null ? List.of() : response.orEmpty("content").named();
        for (ApiAnswer.Kind kind : ApiAnswer.Kind.values()) {
            for (Part.Named content : contents) {
                if (ApiAnswer.Kind.of(content.name()) == kind) {
                    return new ApiAnswer(
                            kind,
                            content.name(),
                            content.part().node().get("schema"),
                            examples(content.part()));
                }
            }
        }
        return ApiAnswer.NOTHING;
    }
}
