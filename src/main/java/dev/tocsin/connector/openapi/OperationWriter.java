package dev.tocsin.connector.openapi;

import dev.tocsin.connector.Idempotency;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From one operation of a description to one of a connector file. */
final class OperationWriter {

    private final Description description;
    private final SchemaTranslator schemas;
    private final ExampleMaker examples;
    private final SecurityWriter security;

    OperationWriter(
            Description description,
            SchemaTranslator schemas,
            ExampleMaker examples,
            SecurityWriter security) {
        this.description = description;
        this.schemas = schemas;
        this.examples = examples;
        this.security = security;
    }

    /**
     * @param name of the operation
     * @param remarks gets what is to be said above it
     */
    Yaml.Fields write(String name, Outline outline, Remarks remarks) throws Unsupported {
        refuse(outline);
        Yaml.Fields operation = new Yaml.Fields().spread();
        String said = said(outline);
        String path = Prose.cut(Prose.clean(outline.path()), 80);
        operation.put(
                "summary", said.isEmpty() ? "Sends " + outline.method() + " " + path + "." : said);
        effect(EffectGuess.of(outline, name, said), operation);
        Inputs inputs = new Inputs();
        Yaml.Fields request = new Yaml.Fields();
        request.put("method", outline.method());
        new ParameterWriter(schemas, inputs, remarks)
                .write(outline, description.dialect().parameters(outline), request);
        new BodyWriter(schemas, inputs, remarks)
                .write(outline.method(), description.dialect().body(outline), request);
        operation.put("request", request);
        Map<String, Value> input = inputExample(inputs);
        if (!inputs.properties().isEmpty()) {
            operation.put("input", inputs.written());
        }
        Value output =
                new AnswerWriter(schemas, examples, remarks)
                        .write(outline, description.dialect().answer(outline), operation);
        List<String> permissions = security.permissions(outline);
        if (!permissions.isEmpty()) {
            operation.put("permissions", Yaml.texts(permissions));
        }
        Yaml.Fields example = new Yaml.Fields();
        if (!input.isEmpty()) {
            example.put("input", Yaml.of(new MapValue(input)));
        }
        example.put("output", Yaml.of(output));
        operation.put("examples", new Yaml.Items(List.of(example)));
        mention(outline, remarks);
        return operation;
    }

    private void refuse(Outline outline) throws Unsupported {
        if (outline.method().equals("OPTIONS") || outline.method().equals("TRACE")) {
            throw new Unsupported("is " + outline.method() + ", which no connector sends");
        }
        if (outline.operation().has("x-ms-trigger")
                || outline.shared().has("x-ms-notification-content")
                || outline.operation().has("x-ms-notification-content")) {
            throw new Unsupported("is a trigger: it waits for events or subscribes to them");
        }
        List<String> own = new ArrayList<>(OpenApi3.servers(outline.shared()));
        own.addAll(OpenApi3.servers(outline.operation()));
        List<String> all = description.dialect().servers();
        if (!own.isEmpty() && own.stream().noneMatch(all::contains)) {
            throw new Unsupported("is at another server, " + Prose.inComment(own.getLast()));
        }
    }

    /** What the description says an operation does; empty where it says nothing. */
    private static String said(Outline outline) {
        for (String key : List.of("summary", "description", "x-ms-summary")) {
            String sentence = Prose.sentence(outline.operation().text(key));
            if (!sentence.isEmpty()) {
                return sentence;
            }
        }
        return "";
    }

    private static void effect(EffectGuess guess, Yaml.Fields operation) {
        String why = guess.why() == null ? null : Remarks.REVIEW + guess.why();
        operation.put("effect", Yaml.of(guess.effect().word()), why);
        if (guess.looksLike() != null) {
            operation.put(
                    "effect",
                    Yaml.of(guess.effect().word()),
                    why + "; if it only reads, write `read` and `readBecause`");
        }
        Idempotency idempotency = guess.idempotency();
        if (idempotency != null) {
            operation.put(
                    "idempotency",
                    Yaml.of(idempotency.word()),
                    Remarks.REVIEW + "guessed from the method; `no` if a second time does more");
        }
    }

    private static void mention(Outline outline, Remarks remarks) {
        if (outline.operation().flag("deprecated")) {
            remarks.review("the description calls it deprecated");
        }
        if (outline.operation().has("callbacks")) {
            remarks.leftOut("its callbacks");
        }
        if (outline.operation().flag("x-ms-long-running-operation")) {
            remarks.review("its answer may only say that the work has begun");
        }
    }

    /** A value for each input that must be given, and for those that the description shows. */
    private Map<String, Value> inputExample(Inputs inputs) {
        Map<String, Value> example = new LinkedHashMap<>();
        for (String name : List.copyOf(inputs.properties().entries().keySet())) {
            Yaml.Fields schema = (Yaml.Fields) inputs.properties().entries().get(name).value();
            defaults(name, schema);
            boolean required = inputs.required().contains(name);
            if (!required && schema.examples().isEmpty()) {
                continue;
            }
            Value value = examples.find(name, schema, List.of());
            if (value == null && required) {
                Yaml.Fields open = new Yaml.Fields();
                if (schema.get("description") instanceof Yaml text) {
                    open.put("description", text);
                }
                open.remark(
                        Remarks.LEFT_OUT + "the schema of `" + name + "`, for want of an example");
                inputs.properties().put(name, open);
                value = new StringValue("any");
            }
            if (value != null) {
                example.put(name, value);
            }
        }
        return example;
    }

    /** A default that does not fit its own schema would fail every step that leaves it to be. */
    private void defaults(String name, Yaml.Fields schema) {
        if (schema.get("default") instanceof Yaml.Scalar(Value given)) {
            Yaml.Fields rules = schema.copy();
            rules.remove("default");
            rules.examples().clear();
            if (!given.equals(examples.find(name, rules, List.of(given)))) {
                schema.remove("default");
            }
        }
    }
}
