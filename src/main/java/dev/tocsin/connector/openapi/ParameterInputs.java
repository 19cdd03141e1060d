package dev.tocsin.connector.openapi;

import dev.tocsin.connector.openapi.ApiParameter.Place;
import dev.tocsin.connector.openapi.ApiParameter.Style;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Makes inputs of parameters, and the expressions that write them. */
final class ParameterInputs {

    private final SchemaTranslator schemas;
    private final Inputs inputs;

    ParameterInputs(SchemaTranslator schemas, Inputs inputs) {
        this.schemas = schemas;
        this.inputs = inputs;
    }

    /** The schema of a parameter with its own keywords. */
    Yaml.Fields opened(ApiParameter parameter) {
        return schemas.opened(parameter.schema(), Direction.REQUEST);
    }

    /** Adds one; gives the expression for it. */
    String add(ApiParameter parameter) {
        Yaml.Fields schema = schemas.translate(parameter.schema(), Direction.REQUEST);
        // Nothing is no part of a path and no item of a list there, whatever a description says.
        if (parameter.place() == Place.PATH) {
            withoutNull(schema);
        }
        if (schema.get("items") instanceof Yaml.Fields items) {
            withoutNull(items);
        }
        Part written = parameter.written();
        SchemaKeywords.describe(written, schema);
        Part rules = rules(parameter);
        if (rules.value("default") instanceof ScalarNode value) {
            boolean text = "string".equals(schema.text("type"));
            schema.put("default", new Yaml.Scalar(SchemaKeywords.value(value, text)));
        }
        if (parameter.schema() != written.node()) {
            // Swagger 2.0 has examples of a parameter where the schema is read.
            boolean text = "string".equals(schema.text("type"));
            for (Node example : OpenApi3.examples(written)) {
                schema.examples().add(SchemaKeywords.value(example, text));
            }
        }
        return "input."
                + inputs.add(
                        parameter.name(), parameter.place().word(), schema, parameter.required());
    }

    private static void withoutNull(Yaml.Fields schema) {
        List<String> types = new ArrayList<>(SchemaMerge.texts(schema.get("type")));
        boolean several = types.remove("null");
        if (several && !types.isEmpty()) {
            schema.put("type", types.size() == 1 ? Yaml.of(types.getFirst()) : Yaml.texts(types));
        } else if (several || "null".equals(schema.text("type"))) {
            schema.remove("type");
        }
    }

    private static Part rules(ApiParameter parameter) {
        Part written = parameter.written();
        return parameter.schema() == written.node() ? written : written.orEmpty("schema");
    }

    /** The type of a schema beside null, structures first; empty where there is none. */
    static String type(Yaml.Fields schema) {
        List<String> types = new ArrayList<>(SchemaMerge.texts(schema.get("type")));
        String only = schema.text("type");
        if (only != null) {
            types.add(only);
        }
        types.remove("null");
        if (types.contains("object") || types.isEmpty() && schema.get("properties") != null) {
            return "object";
        }
        return types.contains("array") ? "array" : types.isEmpty() ? "" : types.getFirst();
    }

    /** The value of a parameter that has one only; null where there is a choice. */
    static @Nullable Value constant(ApiParameter parameter) {
        return Constants.of(
                parameter.name(), parameter.required(), rules(parameter), parameter.written());
    }

    /** A list as one text. */
    static String joined(String input, Yaml.Fields schema, Style style) {
        boolean texts =
                schema.get("items") instanceof Yaml.Fields items
                        && "string".equals(items.text("type"));
        String between =
                switch (style) {
                    case PIPE -> "|";
                    case SPACE -> " ";
                    default -> ",";
                };
        return input + (texts ? "" : ".map(x, string(x))") + ".join(\"" + between + "\")";
    }
}
