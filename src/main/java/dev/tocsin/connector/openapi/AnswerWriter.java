package dev.tocsin.connector.openapi;

import dev.tocsin.schema.NodeValues;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** From what an operation answers to how its answer is read, what it is like, and an example. */
final class AnswerWriter {

    /** How many items of a list that comes in pages: what a person reviews, and then raises. */
    private static final int MAX_ITEMS = 1000;

    private final SchemaTranslator schemas;
    private final ExampleMaker examples;
    private final Remarks remarks;

    AnswerWriter(SchemaTranslator schemas, ExampleMaker examples, Remarks remarks) {
        this.schemas = schemas;
        this.examples = examples;
        this.remarks = remarks;
    }

    /** Adds how the answer is read and what it is like; gives an example of it. */
    Value write(Outline outline, ApiAnswer answer, Yaml.Fields operation) {
        boolean head = outline.method().equals("HEAD");
        return switch (head ? ApiAnswer.Kind.NOTHING : answer.kind()) {
            case NOTHING -> NullValue.NULL;
            case TEXT -> text(answer, operation);
            case BYTES -> bytes(operation);
            case JSON -> json(outline, answer, operation);
        };
    }

    private Value text(ApiAnswer answer, Yaml.Fields operation) {
        operation.put("answer", "text");
        operation.put("output", SchemaTranslator.text());
        if (MediaTypes.bare(answer.mediaType()).endsWith("xml")) {
            remarks.review("the answer is XML, and its text is the result");
        }
        return new StringValue("text");
    }

    private static Value bytes(Yaml.Fields operation) {
        operation.put("answer", "bytes");
        operation.put("result", "${base64.encode(response.body)}");
        operation.put("output", SchemaTranslator.text().put("description", "the bytes, in base64"));
        return new StringValue("dGV4dA==");
    }

    private Value json(Outline outline, ApiAnswer answer, Yaml.Fields operation) {
        List<Value> given = new ArrayList<>();
        answer.examples().forEach(example -> given.add(NodeValues.of(example)));
        Yaml.Fields output = schemas.translate(answer.schema(), Direction.ANSWER);
        Yaml.Fields paged = paging(outline, answer, operation);
        if (paged != null) {
            output = paged;
            given.clear();
        }
        Value example = examples.find("", output, given);
        if (example == null) {
            output =
                    new Yaml.Fields()
                            .remark(Remarks.LEFT_OUT + "its schema, for want of an example");
            example = NullValue.NULL;
        }
        if (!output.isEmpty() || !output.remarks().isEmpty()) {
            operation.put("output", output);
        }
        return example;
    }

    /** Adds {@code paging} where the description says how pages follow each other. */
    private Yaml.@Nullable Fields paging(Outline outline, ApiAnswer answer, Yaml.Fields operation) {
        Part pageable = outline.operation().orEmpty("x-ms-pageable");
        String link = pageable.text("nextLinkName");
        String itemName = pageable.text("itemName", "value");
        if (link == null || link.equals("null") || link.isBlank()) {
            return null;
        }
        Yaml.Fields opened = schemas.opened(answer.schema(), Direction.ANSWER);
        if (!(opened.get("properties") instanceof Yaml.Fields properties)
                || !(properties.get(itemName) instanceof Yaml.Fields list)
                || !"array".equals(list.text("type"))) {
            return null;
        }
        Yaml.Fields paging = new Yaml.Fields().spread();
        paging.put("items", Inputs.expression("response.body" + step(itemName, "")));
        paging.put("link", Inputs.expression("response.body" + step(link, "?")));
        paging.put(
                "maxItems",
                new Yaml.Scalar(IntValue.of(MAX_ITEMS)),
                Remarks.REVIEW + "more than this is an error");
        operation.put("paging", paging);
        return list;
    }

    private static String step(String name, String optional) {
        return Names.isIdentifier(name)
                ? optional + "." + name
                : optional.isEmpty()
                        ? "[" + Inputs.quoted(name) + "]"
                        : optional + ".[" + Inputs.quoted(name) + "]";
    }
}
