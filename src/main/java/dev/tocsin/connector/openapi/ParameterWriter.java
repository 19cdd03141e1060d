package dev.tocsin.connector.openapi;

import dev.tocsin.connector.HeaderNames;
import dev.tocsin.connector.openapi.ApiParameter.Style;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From the parameters of one operation to the path, query and headers of its request. */
final class ParameterWriter {

    private final ParameterInputs parameters;
    private final Inputs inputs;
    private final Remarks remarks;
    private final Yaml.Fields query = new Yaml.Fields();
    private final Yaml.Fields headers = new Yaml.Fields();

    ParameterWriter(SchemaTranslator schemas, Inputs inputs, Remarks remarks) {
        this.parameters = new ParameterInputs(schemas, inputs);
        this.inputs = inputs;
        this.remarks = remarks;
    }

    /** Adds the path, and where there are any the query and headers. */
    void write(Outline outline, List<ApiParameter> known, Yaml.Fields request) throws Unsupported {
        request.put(
                "path", new PathWriter(parameters, inputs, remarks).write(outline, known, query));
        for (ApiParameter parameter : known) {
            switch (parameter.place()) {
                case PATH -> {}
                case QUERY -> query(parameter);
                case HEADER -> header(parameter);
                case COOKIE -> cookie(parameter);
            }
        }
        if (!query.isEmpty()) {
            request.put("query", query);
        }
        if (!headers.isEmpty()) {
            request.put("headers", headers);
        }
    }

    private void query(ApiParameter parameter) throws Unsupported {
        if (parameter.name().length() > Names.MAX_WRITTEN) {
            leftOut(parameter, "has a name too long for a key");
            return;
        }
        Value constant = ParameterInputs.constant(parameter);
        if (constant != null) {
            query.put(parameter.name(), Inputs.constant(constant));
            return;
        }
        if (parameter.style() == Style.JSON) {
            String input = parameters.add(parameter);
            query.put(parameter.name(), whereGiven(input, "toJson(" + input + ")", parameter));
            return;
        }
        Yaml.Fields opened = parameters.opened(parameter);
        switch (ParameterInputs.type(opened)) {
            case "object" -> object(parameter, opened);
            case "array" -> {
                String list = list(parameter.style());
                if (list == null) {
                    leftOut(parameter, "is a list in a form of its own");
                } else if (list.equals("repeat")) {
                    query.put(parameter.name(), hole(parameter));
                } else {
                    query.put(
                            parameter.name(),
                            new Yaml.Fields().put("value", hole(parameter)).put("list", list));
                }
            }
            default -> query.put(parameter.name(), hole(parameter));
        }
    }

    private static @Nullable String list(Style style) {
        return switch (style) {
            case COMMA -> "comma";
            case PIPE -> "pipe";
            case SPACE -> "space";
            case REPEAT, DEEP_OBJECT -> "repeat";
            case JSON, OTHER -> null;
        };
    }

    /** An object in a query is a parameter for each of its fields. */
    private void object(ApiParameter parameter, Yaml.Fields opened) throws Unsupported {
        boolean deep = parameter.style() == Style.DEEP_OBJECT;
        boolean fieldByField = deep || parameter.style() == Style.REPEAT;
        if (!fieldByField || !(opened.get("properties") instanceof Yaml.Fields properties)) {
            leftOut(parameter, "is an object whose fields are not known");
            return;
        }
        List<String> required = SchemaMerge.texts(opened.get("required"));
        for (Map.Entry<String, Yaml.Field> property : properties.entries().entrySet()) {
            String field = property.getKey();
            String name = deep ? parameter.name() + "[" + field + "]" : field;
            if (!(property.getValue().value() instanceof Yaml.Fields schema)) {
                continue;
            }
            boolean needed = parameter.required() && required.contains(field);
            if (query.get(name) != null) {
                remarks.leftOut("the query parameter `" + Prose.inComment(name) + "`, once more");
            } else if (name.length() > Names.MAX_WRITTEN
                    || ParameterInputs.type(schema).equals("object")) {
                String what = "the query parameter `" + Prose.inComment(name) + "`";
                remarks.leftOut(what + ", which is no plain value");
            } else {
                query.put(name, Inputs.hole(inputs.add(name, "query", schema, needed)));
            }
        }
    }

    private void header(ApiParameter parameter) throws Unsupported {
        String name = parameter.name();
        switch (name.toLowerCase(Locale.ROOT)) {
            case "accept", "content-type", "authorization" -> {
                // Not parameters, whatever a description says (OpenAPI 3.1.1, Parameter Object).
                return;
            }
            default -> {}
        }
        if (HeaderNames.isReserved(name)) {
            remarks.leftOut("the header `" + name + "`, which belongs to the connection");
            return;
        }
        if (!HeaderNames.isName(name) || name.length() > Names.MAX_WRITTEN) {
            leftOut(parameter, "has no name that a header may have");
            return;
        }
        Value constant = ParameterInputs.constant(parameter);
        if (constant != null) {
            headers.put(name, Inputs.constant(constant));
            return;
        }
        Yaml.Fields opened = parameters.opened(parameter);
        if (ParameterInputs.type(opened).equals("object") || parameter.style() == Style.OTHER) {
            leftOut(parameter, "is an object");
            return;
        }
        String input = parameters.add(parameter);
        headers.put(
                name,
                ParameterInputs.type(opened).equals("array")
                        ? whereGiven(
                                input,
                                ParameterInputs.joined(input, opened, parameter.style()),
                                parameter)
                        : Yaml.of("${" + input + "}"));
    }

    private void cookie(ApiParameter parameter) {
        String what = "the cookie `" + Prose.inComment(parameter.name()) + "`";
        remarks.leftOut(what + (parameter.required() ? ", which the service asks for" : ""));
    }

    private void leftOut(ApiParameter parameter, String why) throws Unsupported {
        String what =
                "the "
                        + parameter.place().word()
                        + " parameter `"
                        + Prose.inComment(parameter.name())
                        + "` "
                        + why;
        if (parameter.required()) {
            throw new Unsupported(what);
        }
        remarks.leftOut(what);
    }

    private static Yaml whereGiven(String input, String expression, ApiParameter parameter) {
        return Inputs.expression(
                parameter.required() ? expression : input + " == null ? null : " + expression);
    }

    private Yaml hole(ApiParameter parameter) {
        return Inputs.expression(parameters.add(parameter));
    }
}
