package dev.tocsin.connector.openapi;

import dev.tocsin.document.Node;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.List;
import java.util.Map;

/** From what an operation sends to the body of its request. */
final class BodyWriter {

    private static final String BODY = "body";

    private final SchemaTranslator schemas;
    private final Inputs inputs;
    private final Remarks remarks;

    BodyWriter(SchemaTranslator schemas, Inputs inputs, Remarks remarks) {
        this.schemas = schemas;
        this.inputs = inputs;
        this.remarks = remarks;
    }

    /**
     * Adds the body, where there is one.
     *
     * @param method of the request
     */
    void write(String method, ApiBody body, Yaml.Fields request) throws Unsupported {
        if (body == ApiBody.NONE) {
            return;
        }
        if (method.equals("GET") || method.equals("HEAD")) {
            if (body.required()) {
                throw new Unsupported("is a " + method + " with a body");
            }
            remarks.leftOut("the body, which a " + method + " has not");
            return;
        }
        switch (body.kind()) {
            case JSON -> json(body, request);
            case FORM -> request.put("bodyForm", "form").put(BODY, form(body));
            case MULTIPART -> request.put("bodyForm", "multipart").put(BODY, form(body));
            case TEXT -> {
                request.put("bodyForm", "text").put("contentType", type(body));
                request.put(BODY, Inputs.hole(whole(body, SchemaTranslator.text())));
            }
            case BINARY -> {
                request.put("bodyForm", "binary").put("contentType", type(body));
                Yaml.Fields bytes = SchemaTranslator.text();
                bytes.put("description", "the bytes, in base64").put("format", "byte");
                String name = inputs.add("content", BODY, bytes, body.required());
                String input = "input." + name;
                String decoded = "base64.decode(" + input + ")";
                request.put(
                        BODY,
                        Inputs.expression(
                                body.required()
                                        ? decoded
                                        : input + " == null ? null : " + decoded));
            }
            case OTHER -> throw new IllegalStateException("read as unsupported before");
        }
    }

    private static String type(ApiBody body) {
        String type = MediaTypes.bare(body.mediaType());
        boolean plain = MediaTypes.isWellFormed(type) && type.indexOf('*') < 0;
        return plain
                ? type
                : body.kind() == ApiBody.Kind.TEXT ? "text/plain" : "application/octet-stream";
    }

    private void json(ApiBody body, Yaml.Fields request) {
        String type = MediaTypes.bare(body.mediaType());
        Yaml.Fields opened = schemas.opened(body.schema(), Direction.REQUEST);
        if (type.endsWith("+json") && MediaTypes.isWellFormed(type)) {
            // Patches above all: what is not given must not be sent as null.
            request.put("bodyForm", "text").put("contentType", type);
            String input =
                    "input." + whole(body, schemas.translate(body.schema(), Direction.REQUEST));
            String text = "toJson(" + input + ")";
            request.put(
                    BODY,
                    Inputs.expression(
                            body.required() ? text : input + " == null ? null : " + text));
            return;
        }
        if (isOfFields(opened)) {
            request.put(BODY, fields(opened, body));
            return;
        }
        request.put(
                BODY,
                Inputs.hole(whole(body, schemas.translate(body.schema(), Direction.REQUEST))));
    }

    private String whole(ApiBody body, Yaml.Fields schema) {
        String description = Prose.description(body.description());
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        body.examples().forEach(example -> schema.examples().add(NodeValues.of(example)));
        return inputs.add(BODY, "request", schema, body.required());
    }

    /**
     * Whether the fields of a body can be inputs of their own: known ones, each with a free name.
     */
    private boolean isOfFields(Yaml.Fields schema) {
        Yaml additional = schema.get("additionalProperties");
        boolean closed =
                additional == null
                        || additional instanceof Yaml.Scalar(BoolValue truth) && !truth.value();
        if (!"object".equals(schema.text("type"))
                || !closed
                || schema.get("anyOf") != null
                || !(schema.get("properties") instanceof Yaml.Fields properties)) {
            return false;
        }
        Names among = new Names();
        for (String name : properties.entries().keySet()) {
            String input = Names.input(name);
            if (!inputs.isFree(input) || among.isTaken(input) || name.contains("${")) {
                return false;
            }
            among.unique(input);
        }
        return true;
    }

    private Yaml.Fields fields(Yaml.Fields schema, ApiBody body) {
        List<String> required = SchemaMerge.texts(schema.get("required"));
        if (!body.required() && !required.isEmpty()) {
            remarks.review("the description calls the body optional, and fields of it required");
        }
        Part written = schemas.part(body.schema());
        Yaml.Fields fields = new Yaml.Fields();
        if (schema.get("properties") instanceof Yaml.Fields properties) {
            for (Map.Entry<String, Yaml.Field> property : properties.entries().entrySet()) {
                String name = property.getKey();
                Yaml.Fields rules = (Yaml.Fields) property.getValue().value();
                Part part = written.property(name);
                Value constant = Constants.of(name, required.contains(name), part, part);
                if (constant != null) {
                    fields.put(name, Inputs.constant(constant));
                    continue;
                }
                for (Node example : body.examples()) {
                    if (NodeValues.of(example) instanceof MapValue map
                            && map.get(name) instanceof Value given) {
                        rules.examples().addFirst(given);
                    }
                }
                String input = inputs.add(name, BODY, rules, required.contains(name));
                fields.put(name, Inputs.hole(input));
            }
        }
        return fields;
    }

    private Yaml.Fields form(ApiBody body) {
        Yaml.Fields fields = new Yaml.Fields();
        for (ApiBody.Field field : body.fields()) {
            Value constant =
                    Constants.of(field.name(), field.required(), field.written(), field.written());
            if (field.name().contains("${") || field.name().length() > Names.MAX_WRITTEN) {
                remarks.leftOut("the field `" + Prose.inComment(field.name()) + "`");
            } else if (constant != null) {
                fields.put(field.name(), Inputs.constant(constant));
            } else if (field.file()) {
                fields.put(field.name(), file(field));
            } else {
                Yaml.Fields schema = schemas.translate(field.schema(), Direction.REQUEST);
                fields.put(
                        field.name(),
                        Inputs.hole(inputs.add(field.name(), BODY, schema, field.required())));
            }
        }
        return fields;
    }

    /** A file is two inputs: its bytes, and what it is called. */
    private Yaml file(ApiBody.Field field) {
        String description = Prose.description(field.written().text("description"));
        Yaml.Fields content = SchemaTranslator.text();
        content.put(
                "description",
                (description.isEmpty() ? "" : description + " ") + "(bytes, in base64)");
        content.put("format", "byte");
        String input = "input." + inputs.add(field.name(), "file", content, field.required());
        Yaml.Fields called = SchemaTranslator.text();
        called.put("description", "name of the file").put("default", "file");
        String name = "input." + inputs.add(field.name() + " name", "file", called, false);
        if (field.required()) {
            return new Yaml.Fields()
                    .put("file", "${" + name + "}")
                    .put("content", "${base64.decode(" + input + ")}");
        }
        return Inputs.expression(
                input
                        + " == null ? null : {\"file\": "
                        + name
                        + ", \"content\": base64.decode("
                        + input
                        + ")}");
    }
}
