package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaReader;
import dev.tocsin.schema.SignalSchemas;
import dev.tocsin.schema.Type;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code alerts} and {@code incidents} of a connector file: what an event holds, which read
 * operation completes it, and how it becomes the form that is the same for every source.
 */
final class SignalParser {

    private final MapReader reader;
    private final FileContext context;
    private final SlotCompiler compiler;
    private final MappingCheck checks;

    private SignalParser(MapReader reader, FileContext context) {
        this.reader = reader;
        this.context = context;
        this.compiler = new SlotCompiler(reader.source(), reader.diagnostics(), context.trust());
        this.checks = new MappingCheck(reader);
    }

    /**
     * A section of a project's file, checked as a whole.
     *
     * @param ofAlerts whether alerts are read, else incidents
     */
    static YamlSignals project(MapReader section, FileContext context, boolean ofAlerts) {
        Node node = section.node("event");
        if (node == null) {
            section.missing("event");
        }
        Schema event =
                node == null
                        ? Schema.ANY
                        : SchemaReader.read(
                                context.schemas().inlined(node),
                                section.source(),
                                section.diagnostics());
        YamlSignals.Reading reading = new SignalParser(section, context).reading(event, ofAlerts);
        section.finish();
        return new YamlSignals(new YamlSignals.Read(event, reading));
    }

    /** The schema of an event of a file that ships. */
    static Schema shippedEvent(MapReader section, SharedSchemas schemas) {
        Node event = section.node().entries().getFirst().value();
        return new Schema((MapValue) NodeValues.of(schemas.inlined(event)));
    }

    /** The rest of a section of a file that ships, whose expressions a test has checked. */
    static YamlSignals.Reading shippedReading(
            MapReader section, FileContext context, boolean ofAlerts) {
        YamlSignals.Reading reading =
                new SignalParser(section, context).reading(Schema.ANY, ofAlerts);
        section.finish();
        return reading;
    }

    private YamlSignals.Reading reading(Schema event, boolean ofAlerts) {
        Type eventType = OperationTypes.inside(event);
        Slots before = new Slots().with("event", eventType, Slots.EVENT);
        Type fetchedType = eventType;
        String operation = null;
        Evaluator with = null;
        MapReader fetch = reader.map("fetch");
        if (fetch != null) {
            ScalarNode name = fetch.requiredScalar("operation");
            operation = name == null ? null : name.text();
            MapNode target = name == null ? null : target(name);
            fetchedType = target == null ? Type.ANY : outputOf(target);
            MapNode.Entry given = fetch.entry("with");
            if (given == null) {
                fetch.missing("with");
            } else if (target == null || checks.input(given, inputOf(target), operation, before)) {
                with = compiler.body(given.value(), before);
            }
            fetch.finish();
        }
        Slots after =
                new Slots()
                        .with("event", eventType, Slots.EVENT)
                        .with("fetched", fetchedType, Slots.FETCHED);
        return new YamlSignals.Reading(
                operation, with, map(after, ofAlerts), ofAlerts ? null : alerts(after));
    }

    private @Nullable Evaluator map(Slots names, boolean ofAlerts) {
        MapNode.Entry map = reader.entry("map");
        if (map == null) {
            reader.missing("map");
            return null;
        }
        if (!(map.value() instanceof MapNode)) {
            reader.report(map.value().span(), "`map` must be a mapping");
            return null;
        }
        if (context.trust() == Trust.PROJECT) {
            Schema form = ofAlerts ? SignalSchemas.alert() : SignalSchemas.incident();
            if (!checks.form(map, form.type(), names)) {
                return null;
            }
        }
        return compiler.data(map.value(), names);
    }

    private @Nullable Evaluator alerts(Slots names) {
        ScalarNode node = reader.scalar("alerts");
        boolean compiles =
                node != null
                        && (context.trust() == Trust.SHIPPED || checks.list("alerts", node, names));
        return compiles ? compiler.data(node, names) : null;
    }

    private @Nullable MapNode target(ScalarNode name) {
        MapReader operations = context.operations();
        if (operations == null) {
            return null;
        }
        if (!(operations.node().get(name.text()) instanceof MapNode target)) {
            reader.report(name.span(), "this file has no operation `" + name.text() + "`");
            return null;
        }
        if (target.get("effect") instanceof ScalarNode effect && !effect.text().equals("read")) {
            reader.report(
                    name.span(),
                    "`" + name.text() + "` is not a `read`",
                    Note.help("an event is completed before anybody decides anything about it"));
        }
        return target;
    }

    private Type outputOf(MapNode operation) {
        Schema output =
                operation.get("output") instanceof MapNode node
                        ? OperationTypes.output(whole(node))
                        : Schema.ANY;
        return OperationTypes.inside(output);
    }

    private Type inputOf(MapNode operation) {
        return operation.get("input") instanceof MapNode node
                ? OperationTypes.input(whole(node)).type()
                : Type.ANY;
    }

    private MapValue whole(MapNode schema) {
        return (MapValue) NodeValues.of(context.schemas().inlined(schema));
    }
}
