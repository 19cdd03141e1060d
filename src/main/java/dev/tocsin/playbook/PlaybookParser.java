package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a playbook from a document that the schema check has seen. Reports what a schema cannot
 * say: settings at the wrong kind of step, expressions that cannot be read, data where there may be
 * none. A node of the wrong shape is passed over silently, because the schema check has reported
 * it; where something is needed, a stand-in of unknown value takes its place.
 */
public final class PlaybookParser {

    private static final int MOST_RUNS = 5_000;

    private final Slots slots;

    private PlaybookParser(Slots slots) {
        this.slots = slots;
    }

    /**
     * Never fails on what a file says.
     *
     * @return null where the document is no mapping with a {@code playbook} id
     */
    public static @Nullable Playbook parse(Document document, Diagnostics diagnostics) {
        PlaybookParser parser = new PlaybookParser(new Slots(document.source(), diagnostics));
        return document.root() instanceof MapNode map ? parser.playbook(map) : null;
    }

    private @Nullable Playbook playbook(MapNode map) {
        Name id = Slots.text(map, "playbook");
        if (id == null) {
            return null;
        }
        ZoneId zone = new ZonedNames(slots).zone(map, "timeZone");
        return new Playbook(
                id,
                Slots.text(map, "title"),
                plain(map, "description"),
                plain(map, "owner"),
                texts(map.get("tags")),
                access(map.get("access")),
                zone == null ? ZoneOffset.UTC : zone,
                slots.duration(map, "timeout"),
                concurrency(map.get("concurrency")),
                defaults(map.get("defaults")),
                new TriggerParser(slots).triggers(map.get("on")),
                new TriggerParser(slots).accepted(map.get("accepts")),
                parameters(map.get("inputs")),
                parameters(map.get("outputs")),
                constants("const", map.get("const")),
                constants("vars", map.get("vars")),
                new StepParser(slots).steps(map.get("steps")),
                slots.source(),
                map.span());
    }

    private static @Nullable String plain(MapNode map, String key) {
        Name text = Slots.text(map, key);
        return text == null ? null : text.text();
    }

    private static Access access(@Nullable Node node) {
        if (!(node instanceof MapNode map)) {
            return Access.OPEN;
        }
        Map<String, List<String>> roles = new HashMap<>();
        for (MapNode.Entry entry : map.entries()) {
            roles.put(entry.key().text(), texts(entry.value()));
        }
        return new Access(roles);
    }

    private static List<String> texts(@Nullable Node node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof ListNode list) {
            for (Node item : list.items()) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(scalar.text());
                }
            }
        }
        return texts;
    }

    private @Nullable Concurrency concurrency(@Nullable Node node) {
        if (!(node instanceof MapNode map)) {
            return null;
        }
        Integer limit = Slots.whole(map, "limit", 1, MOST_RUNS);
        Name whenBusy = Slots.text(map, "whenBusy");
        return new Concurrency(
                limit == null ? 1 : limit,
                slots.expression(map, "key"),
                Concurrency.WhenBusy.of(whenBusy == null ? null : whenBusy.text()));
    }

    private Playbook.Defaults defaults(@Nullable Node node) {
        return node instanceof MapNode map
                ? new Playbook.Defaults(
                        new FailureSettings(slots).retry(map),
                        slots.duration(map, "timeout"),
                        FailureSettings.onError(map))
                : new Playbook.Defaults(null, null, null);
    }

    private List<Parameter> parameters(@Nullable Node node) {
        List<Parameter> parameters = new ArrayList<>();
        if (node instanceof MapNode map) {
            for (MapNode.Entry entry : map.entries()) {
                Name name = Slots.nameOf(entry.key());
                Schema schema = slots.schema(entry.value());
                Node fallback = entry.value() instanceof MapNode own ? own.get("default") : null;
                parameters.add(
                        new Parameter(
                                name,
                                schema,
                                fallback(fallback, schema),
                                fallback == null ? name.span() : fallback.span()));
            }
        }
        return parameters;
    }

    /** The schema knows whether a plain {@code true} is meant as a text. */
    private @Nullable Value fallback(@Nullable Node fallback, Schema schema) {
        if (fallback == null) {
            return null;
        }
        Value value = slots.constant("default", fallback, "compute the value in a `value` step");
        return value instanceof StringValue ? value : schema.json().get("default");
    }

    private List<Constant> constants(String key, @Nullable Node node) {
        List<Constant> constants = new ArrayList<>();
        if (node instanceof MapNode map) {
            String help =
                    key.equals("vars")
                            ? "start with `null` and assign it in a `set` step"
                            : "name it with a `value` step";
            for (MapNode.Entry entry : map.entries()) {
                constants.add(
                        new Constant(
                                Slots.nameOf(entry.key()),
                                slots.constant(key, entry.value(), help)));
            }
        }
        return constants;
    }
}
