package dev.tocsin.connector.openapi;

import dev.tocsin.connector.openapi.ApiParameter.Place;
import dev.tocsin.connector.openapi.ApiParameter.Style;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

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
        if (parameter.place() == Place.PATH && schema.get("type") instanceof Yaml.Items) {
            // Nothing is no part of a path, whatever the description says.
            schema.put("type", type(schema));
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

    private static Part rules(ApiParameter parameter) {
        Part written = parameter.written();
        return parameter.schema() == written.node() ? written : written.orEmpty("schema");
    }

    /** The one type of a schema beside null; empty where there are several, or none. */
    static String type(Yaml.Fields schema) {
        if (schema.get("type") instanceof Yaml.Items) {
            List<String> types = SchemaMerge.texts(schema.get("type"));
            types.remove("null");
            return types.size() == 1 ? types.getFirst() : "";
        }
        String type = schema.text("type");
        return type == null ? "" : type;
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
