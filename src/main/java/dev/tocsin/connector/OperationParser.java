package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SchemaReader;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads one operation of a connector file. */
final class OperationParser {

    private final MapReader reader;
    private final FileContext context;
    private final SlotCompiler compiler;
    private final Schema input;
    private final Schema output;
    private final PagingParser paging;
    private final Slots requestSlots;

    private OperationParser(MapReader reader, FileContext context) {
        this.reader = reader;
        this.context = context;
        this.compiler = new SlotCompiler(reader.source(), reader.diagnostics(), context.trust());
        this.paging = PagingParser.bound(reader);
        this.input = OperationTypes.input(paging.addTo(schema("input")));
        this.output = OperationTypes.output(schema("output"));
        this.requestSlots =
                new Slots()
                        .with("input", OperationTypes.inside(input), Slots.INPUT)
                        .with("key", Type.STRING, Slots.KEY)
                        .with("settings", Type.ANY, Slots.SETTINGS);
        if (paging.isThere()) {
            requestSlots.with("page", Slots.PAGE_TYPE, Slots.PAGE);
        }
    }

    /**
     * @param reader of the operation's mapping
     */
    static YamlOperation.Description parse(String name, MapReader reader, FileContext context) {
        return new OperationParser(reader, context).parse(name);
    }

    private YamlOperation.Description parse(String name) {
        ScalarNode summary = reader.requiredScalar("summary");
        ScalarNode effectNode = reader.requiredScalar("effect");
        Effect effect = effect(effectNode);
        String readBecause = reader.text("readBecause");
        Idempotency idempotency = idempotency(effect);
        FollowUpParser followUp = new FollowUpParser(compiler, context, input, output.type());
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
                        LimitsParser.parse(reader),
                        texts("permissions"),
                        examples());
        return switch (context.trust()) {
            // To check a playbook the declaration is enough: the templates of what ships are read
            // when they are used, which is a fifth of a cold `validate`.
            case SHIPPED ->
                    new YamlOperation.Description(
                            spec, () -> exchange(effect, effectNode, readBecause));
            case PROJECT -> {
                Exchange exchange = exchange(effect, effectNode, readBecause);
                yield new YamlOperation.Description(spec, () -> exchange);
            }
        };
    }

    private Exchange exchange(
            Effect effect, @Nullable ScalarNode effectNode, @Nullable String readBecause) {
        List<Refusal> refusals = Refusal.parse(reader, compiler, requestSlots);
        RequestTemplate request =
                RequestParser.parse(requiredMap("request"), compiler, requestSlots, answerForm());
        if (request != null && effectNode != null) {
            checkEffect(effect, effectNode, request.method(), readBecause);
        }
        checkKey();
        AnswerParser answers = new AnswerParser(reader, compiler, input, output);
        Paging pages = paging.parse(compiler, answers.slots(Slots.RESPONSE));
        Batch batch = BatchParser.parse(reader, compiler, answers.slots(Slots.RESPONSE), input);
        checkBatch(effect, batch, pages);
        AnswerTemplate answer =
                answers.parse(pages != null || batch != null, context.errors().get());
        reader.finish();
        return new Exchange(refusals, request, answer, pages, batch);
    }

    private HttpRequest.AnswerForm answerForm() {
        ScalarNode node = reader.scalar("answer");
        return switch (node == null ? "" : node.text()) {
            case "" -> HttpRequest.AnswerForm.BY_TYPE;
            case "json" -> HttpRequest.AnswerForm.JSON;
            case "text" -> HttpRequest.AnswerForm.TEXT;
            case "bytes" -> HttpRequest.AnswerForm.BYTES;
            default -> {
                reader.report(
                        node == null ? reader.place() : node.span(),
                        "unknown form of answer `" + (node == null ? "" : node.text()) + "`",
                        Note.fact("there are `json`, `text` and `bytes`"));
                yield HttpRequest.AnswerForm.BY_TYPE;
            }
        };
    }

    /** An operation that is repeated because the service knows its key must send that key. */
    private void checkKey() {
        Node declared = reader.node().get("idempotency");
        boolean keyed = declared instanceof ScalarNode word && word.text().equals("keyed");
        if (keyed && context.trust() == Trust.PROJECT && !requestSlots.uses("key")) {
            reader.report(
                    declared.span(),
                    "a `keyed` operation sends its key, and this `request` has no `${key}`",
                    Note.help("add it, as in `headers: { Idempotency-Key: \"${key}\" }`"));
        }
    }

    private void checkBatch(Effect effect, @Nullable Batch batch, @Nullable Paging pages) {
        Node node = reader.node().get("batch");
        if (batch == null || node == null) {
            return;
        }
        boolean repeatable =
                effect.compareTo(Effect.READ) <= 0
                        || reader.node().get("idempotency") instanceof ScalarNode word
                                && word.text().equals("yes");
        if (!repeatable) {
            reader.report(
                    node.span(),
                    "only what may be repeated is sent in parts",
                    Note.fact("after a failed part the earlier ones are sent again"),
                    Note.help("write `idempotency: yes` if that does no harm"));
        }
        if (pages != null) {
            reader.report(node.span(), "an operation has `paging` or `batch`, not both");
        }
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
        if (context.trust() == Trust.PROJECT) {
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
        Node whole = context.schemas().inlined(map.node());
        return context.trust() == Trust.SHIPPED
                ? (MapValue) NodeValues.of(whole)
                : SchemaReader.read(whole, reader.source(), reader.diagnostics()).json();
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
