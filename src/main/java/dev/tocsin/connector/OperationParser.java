package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SchemaReader;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads one operation of a connector file. */
final class OperationParser {

    private final MapReader reader;
    private final Trust trust;
    private final SlotCompiler compiler;
    private final Schema input;
    private final Schema output;
    private final Slots requestSlots;

    private OperationParser(MapReader reader, Trust trust) {
        this.reader = reader;
        this.trust = trust;
        this.compiler = new SlotCompiler(reader.source(), reader.diagnostics(), trust);
        this.input = OperationTypes.input(schema("input"));
        this.output = OperationTypes.output(schema("output"));
        this.requestSlots =
                new Slots()
                        .with("input", OperationTypes.inside(input), Slots.INPUT)
                        .with("key", Type.STRING, Slots.KEY)
                        .with("settings", Type.ANY, Slots.SETTINGS);
    }

    /**
     * @param reader of the operation's mapping
     * @param operations of the mapping that holds all operations; null where they are trusted
     */
    static YamlOperation.Description parse(
            String name, MapReader reader, @Nullable MapReader operations, Trust trust) {
        return new OperationParser(reader, trust).parse(name, operations);
    }

    private YamlOperation.Description parse(String name, @Nullable MapReader operations) {
        ScalarNode summary = reader.requiredScalar("summary");
        ScalarNode effectNode = reader.requiredScalar("effect");
        Effect effect = effect(effectNode);
        String readBecause = reader.text("readBecause");
        Idempotency idempotency = idempotency(effect);
        FollowUpParser followUp = new FollowUpParser(compiler, operations, input, output.type());
        Job job = followUp.job(reader.map("job"));
        MapReader checkReader = reader.map("check");
        Check check = followUp.check(checkReader);
        if (idempotency == Idempotency.CHECK && checkReader == null) {
            reader.missing("check");
        }
        OperationSpec spec =
                new OperationSpec(
                        name,
                        summary == null ? "" : summary.text(),
                        effect,
                        idempotency,
                        readBecause,
                        input,
                        output,
                        job,
                        check,
                        texts("permissions"),
                        examples());
        return switch (trust) {
            // To check a playbook the declaration is enough: the templates of what ships are read
            // when they are used, which is a fifth of a cold `validate`.
            case SHIPPED ->
                    new YamlOperation.Description(
                            spec, () -> exchange(effect, effectNode, readBecause));
            case PROJECT -> {
                YamlOperation.Exchange exchange = exchange(effect, effectNode, readBecause);
                yield new YamlOperation.Description(spec, () -> exchange);
            }
        };
    }

    private YamlOperation.Exchange exchange(
            Effect effect, @Nullable ScalarNode effectNode, @Nullable String readBecause) {
        RequestTemplate request =
                RequestParser.parse(requiredMap("request"), compiler, requestSlots);
        if (request != null && effectNode != null) {
            checkEffect(effect, effectNode, request.method(), readBecause);
        }
        AnswerTemplate answer = answer();
        reader.finish();
        return new YamlOperation.Exchange(request, answer);
    }

    private AnswerTemplate answer() {
        Slots slots =
                new Slots()
                        .with("input", OperationTypes.inside(input), Slots.INPUT)
                        .with("settings", Type.ANY, Slots.SETTINGS)
                        .with("response", Slots.RESPONSE_TYPE, Slots.RESPONSE);
        List<Integer> accepted = new ArrayList<>();
        for (ScalarNode node : reader.scalars("accept")) {
            accepted.add(status(node));
        }
        List<ErrorRule> errors = new ArrayList<>();
        for (Node item : reader.list("errors")) {
            ErrorRule rule = error(item, slots);
            if (rule != null) {
                errors.add(rule);
            }
        }
        Evaluator result = compiler.data(reader.node("result"), slots);
        return new AnswerTemplate(accepted, errors, result, output);
    }

    private @Nullable ErrorRule error(Node item, Slots slots) {
        if (!(item instanceof MapNode map)) {
            reader.report(item.span(), "an error must be a mapping with `status` or `when`");
            return null;
        }
        MapReader rule = reader.below(map, map.span());
        ScalarNode status = rule.scalar("status");
        ScalarNode when = rule.scalar("when");
        ScalarNode kindNode = rule.requiredScalar("kind");
        Evaluator condition = compiler.condition(when, slots);
        Evaluator message = compiler.data(rule.node("message"), slots);
        rule.finish();
        if (status == null && when == null) {
            rule.report(map.span(), "an error needs `status` or `when`");
            return null;
        }
        ErrorKind kind = kindNode == null ? null : ErrorKind.of(kindNode.text());
        if (kindNode != null && (kind == null || !kind.canBeCaught())) {
            rule.report(
                    kindNode.span(),
                    "unknown kind of error `" + kindNode.text() + "`",
                    Note.help("`tocsin explain invalid-connector` lists the kinds"));
            return null;
        }
        boolean broken = kind == null || when != null && condition == null;
        return broken
                ? null
                : new ErrorRule(status == null ? 0 : status(status), condition, kind, message);
    }

    private int status(ScalarNode node) {
        int status = Digits.number(node.text(), 599);
        if (status < 100) {
            reader.report(node.span(), "`" + node.text() + "` is no HTTP status");
        }
        return status;
    }

    private Effect effect(@Nullable ScalarNode node) {
        if (node == null) {
            return Effect.CHANGE;
        }
        for (Effect effect : Effect.values()) {
            if (effect.word().equals(node.text())) {
                return effect;
            }
        }
        reader.report(
                node.span(),
                "unknown effect `" + node.text() + "`",
                Note.fact("there are `pure`, `read`, `change` and `contain`"));
        return Effect.CHANGE;
    }

    private Idempotency idempotency(Effect effect) {
        ScalarNode node = reader.scalar("idempotency");
        if (node == null) {
            return effect.compareTo(Effect.READ) <= 0 ? Idempotency.YES : Idempotency.NO;
        }
        for (Idempotency idempotency : Idempotency.values()) {
            if (idempotency.word().equals(node.text())) {
                return idempotency;
            }
        }
        reader.report(
                node.span(),
                "unknown idempotency `" + node.text() + "`",
                Note.fact("there are `yes`, `keyed`, `check` and `no`"));
        return Idempotency.NO;
    }

    private void checkEffect(
            Effect effect, ScalarNode node, String method, @Nullable String readBecause) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (effect == Effect.PURE) {
            reader.report(node.span(), "an operation that sends a request is not `pure`");
        } else if (effect == Effect.READ && method.equals("POST") && readBecause == null) {
            reader.report(
                    node.span(),
                    "a POST that only reads needs `readBecause`",
                    Note.help("say in one sentence why it changes nothing, or write `change`"));
        } else if (effect == Effect.READ && !reads && !method.equals("POST")) {
            reader.report(
                    node.span(),
                    "a " + method + " is never a `read`",
                    Note.help("write `change`, or `contain` if it cuts somebody off"));
        }
    }

    private List<OperationSpec.Example> examples() {
        List<OperationSpec.Example> examples = new ArrayList<>();
        if (reader.node().get("examples") == null) {
            reader.missing("examples");
        }
        for (Node item : reader.list("examples")) {
            if (!(item instanceof MapNode map)) {
                reader.report(item.span(), "an example must be a mapping");
                continue;
            }
            MapReader example = reader.below(map, map.span());
            Value given = value(example.node("input"), MapValue.EMPTY, input);
            Value answered = value(example.node("output"), NullValue.NULL, output);
            example.finish();
            if (given instanceof MapValue fields) {
                examples.add(new OperationSpec.Example(fields, answered));
            }
        }
        return examples;
    }

    private Value value(@Nullable Node node, Value otherwise, Schema schema) {
        if (node == null) {
            return otherwise;
        }
        Value value = NodeValues.of(node);
        if (trust == Trust.PROJECT) {
            List<SchemaFault> faults = ValueCheck.of(schema).check(value);
            if (!faults.isEmpty()) {
                reader.report(
                        node.span(),
                        "the example does not fit the schema: " + faults.getFirst().message());
            }
        }
        return value;
    }

    private MapValue schema(String key) {
        MapReader map = reader.map(key);
        if (map == null) {
            return MapValue.EMPTY;
        }
        return trust == Trust.SHIPPED
                ? (MapValue) NodeValues.of(map.node())
                : SchemaReader.read(map.node(), reader.source(), reader.diagnostics()).json();
    }

    private @Nullable MapReader requiredMap(String key) {
        if (reader.node().get(key) == null) {
            reader.missing(key);
        }
        return reader.map(key);
    }

    private List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (ScalarNode node : reader.scalars(key)) {
            texts.add(node.text());
        }
        return texts;
    }
}
