package dev.tocsin.connector.openapi;

import dev.tocsin.connector.openapi.ApiParameter.Place;
import dev.tocsin.connector.openapi.ApiParameter.Style;
import dev.tocsin.document.Node;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Swagger 2.0 (OpenAPI Specification 2.0), with the extensions of Power Platform connectors. */
final class Swagger2 implements Dialect {

    private final Part root;

    Swagger2(Part root) {
        this.root = root;
    }

    @Override
    public List<String> servers() {
        String host =
                root.text("host", root.orEmpty("x-ms-parameterized-host").text("hostTemplate", ""));
        String base = root.text("basePath", "");
        String path = base.equals("/") ? "" : base;
        if (host.isEmpty()) {
            return path.isEmpty() ? List.of() : List.of(path);
        }
        List<String> schemes = root.texts("schemes");
        boolean plain = !schemes.isEmpty() && !schemes.contains("https");
        // Some templates of hosts have the scheme in them.
        boolean whole = host.contains("://");
        return List.of((whole ? "" : plain ? "http://" : "https://") + host + path);
    }

    @Override
    public List<SecurityScheme> securitySchemes() {
        List<SecurityScheme> schemes = new ArrayList<>();
        for (Part.Named named : root.orEmpty("securityDefinitions").named()) {
            schemes.add(scheme(named.name(), named.part()));
        }
        return schemes;
    }

    private static SecurityScheme scheme(String name, Part scheme) {
        return switch (scheme.text("type", "")) {
            case "basic" -> SecurityScheme.of(name, SecurityScheme.Kind.BASIC);
            case "apiKey" -> SecurityScheme.apiKey(name, scheme);
            case "oauth2" ->
                    scheme.text("flow", "").equals("application")
                            ? SecurityScheme.machine(name, scheme)
                            : SecurityScheme.person(name, scheme);
            default -> SecurityScheme.of(name, SecurityScheme.Kind.OTHER);
        };
    }

    /** Those of the operation take the place of those of its path. */
    private static List<Part> written(Outline outline) {
        Map<String, Part> parameters = new LinkedHashMap<>();
        for (Part owner : List.of(outline.shared(), outline.operation())) {
            for (Part parameter : owner.parts("parameters")) {
                parameters.put(
                        parameter.text("in", "") + " " + parameter.text("name", ""), parameter);
            }
        }
        return new ArrayList<>(parameters.values());
    }

    @Override
    public List<ApiParameter> parameters(Outline outline) {
        List<ApiParameter> parameters = new ArrayList<>();
        for (Part written : written(outline)) {
            Place place = Place.of(written.text("in"));
            String name = written.text("name");
            if (place != null && name != null) {
                parameters.add(
                        new ApiParameter(
                                name,
                                place,
                                written.flag("required") || place == Place.PATH,
                                written.node(),
                                style(written),
                                written));
            }
        }
        return parameters;
    }

    private static Style style(Part parameter) {
        return switch (parameter.text("collectionFormat", "csv")) {
            case "csv" -> Style.COMMA;
            case "ssv" -> Style.SPACE;
            case "pipes" -> Style.PIPE;
            case "multi" -> Style.REPEAT;
            default -> Style.OTHER;
        };
    }

    @Override
    public ApiBody body(Outline outline) throws Unsupported {
        List<ApiBody.Field> fields = new ArrayList<>();
        boolean files = false;
        List<String> types = types("consumes", outline);
        for (Part written : written(outline)) {
            String in = written.text("in", "");
            if (in.equals("body")) {
                return body(written, types);
            }
            if (in.equals("formData")) {
                boolean file = written.text("type", "").equals("file");
                files |= file;
                fields.add(
                        new ApiBody.Field(
                                written.text("name", "value"),
                                written.node(),
                                written.flag("required"),
                                file,
                                written));
            }
        }
        if (fields.isEmpty()) {
            return ApiBody.NONE;
        }
        boolean multipart = files || first(types, ApiBody.Kind.MULTIPART) != null;
        boolean form = !files && first(types, ApiBody.Kind.FORM) != null;
        ApiBody.Kind kind = multipart && !form ? ApiBody.Kind.MULTIPART : ApiBody.Kind.FORM;
        return new ApiBody(kind, "", null, fields, true, null, List.of());
    }

    private static ApiBody body(Part written, List<String> types) throws Unsupported {
        Node schema = written.node().get("schema");
        for (ApiBody.Kind kind : List.of(ApiBody.Kind.MULTIPART, ApiBody.Kind.FORM)) {
            // Not what the specification has in mind, but found in the field.
            if (first(types, ApiBody.Kind.JSON) == null && first(types, kind) != null) {
                List<ApiBody.Field> fields = OpenApi3.fields(written.orEmpty("schema"));
                return new ApiBody(kind, "", null, fields, true, null, List.of());
            }
        }
        for (ApiBody.Kind kind :
                List.of(ApiBody.Kind.JSON, ApiBody.Kind.TEXT, ApiBody.Kind.BINARY)) {
            String type = first(types, kind);
            if (type != null) {
                return new ApiBody(
                        kind,
                        type,
                        schema,
                        List.of(),
                        written.flag("required"),
                        written.text("description"),
                        List.of());
            }
        }
        throw new Unsupported("takes " + Prose.inComment(types.getFirst()) + " only");
    }

    private static @Nullable String first(List<String> types, ApiBody.Kind kind) {
        for (String type : types) {
            if (ApiBody.Kind.of(type) == kind) {
                return type;
            }
        }
        return null;
    }

    /** Of the operation, else of the whole description; JSON where neither says anything. */
    private List<String> types(String key, Outline outline) {
        List<String> types =
                outline.operation().has(key) ? outline.operation().texts(key) : root.texts(key);
        return types.isEmpty() ? List.of("application/json") : types;
    }

    @Override
    public ApiAnswer answer(Outline outline) {
        Part response = Responses.success(outline.operation().orEmpty("responses"));
        if (response == null || !response.has("schema") && !response.has("examples")) {
            return ApiAnswer.NOTHING;
        }
        List<Node> examples = new ArrayList<>();
        response.orEmpty("examples").node().entries().forEach(each -> examples.add(each.value()));
        Node schema = response.node().get("schema");
        List<String> types = types("produces", outline);
        boolean file = response.orEmpty("schema").text("type", "").equals("file");
        if (first(types, ApiBody.Kind.JSON) != null && !file) {
            return new ApiAnswer(ApiAnswer.Kind.JSON, "application/json", schema, examples);
        }
        String type = types.getFirst();
        ApiAnswer.Kind kind = ApiAnswer.Kind.of(type);
        return new ApiAnswer(
                kind == ApiAnswer.Kind.JSON ? ApiAnswer.Kind.BYTES : kind, type, null, List.of());
    }
}
