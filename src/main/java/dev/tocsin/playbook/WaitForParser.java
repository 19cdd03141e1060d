package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** Reads {@code waitFor}. */
final class WaitForParser {

    /** Often enough for a person who waits, seldom enough for any service. */
    static final Pause EVERY = new Pause(Duration.ofSeconds(15), Duration.ofSeconds(15));

    private static final List<String> OF_POLL =
            List.of("with", "connection", "until", "every", "retry");
    private static final List<String> OF_CALLBACK = List.of("schema");

    private final Slots slots;
    private final StepParser steps;

    WaitForParser(Slots slots, StepParser steps) {
        this.slots = slots;
        this.steps = steps;
    }

    WaitForStep waitFor(StepHead head, MapNode map, MapNode.Entry kind) {
        boolean callback =
                kind.value() instanceof ScalarNode scalar
                        && scalar.text().equals(WaitForStep.CALLBACK);
        return new WaitForStep(
                head,
                callback ? callback(head, map) : poll(head, map, kind),
                onTimeout(map),
                map.span());
    }

    private WaitForStep.Callback callback(StepHead head, MapNode map) {
        for (String key : OF_POLL) {
            misplaced(map, key, "belongs to a `waitFor` that polls, not to `waitFor: callback`");
        }
        if (head.id() == null) {
            slots.report(
                    Code.MISSING_KEY,
                    head.span(),
                    "`waitFor: callback` has no `id`",
                    Note.help(
                            "add one: `callbackUrl(\"id\")` is how somebody learns where to post"));
        }
        return new WaitForStep.Callback(slots.schema(map.get("schema")));
    }

    private WaitForStep.Poll poll(StepHead head, MapNode map, MapNode.Entry kind) {
        // A `waitFor` of the wrong shape may have been meant as either: the schema has said enough.
        boolean readable = kind.value() instanceof ScalarNode scalar && !scalar.text().isEmpty();
        if (readable) {
            for (String key : OF_CALLBACK) {
                misplaced(map, key, "belongs to `waitFor: callback`");
            }
        }
        if (readable && map.get("until") == null) {
            slots.report(
                    Code.MISSING_KEY,
                    kind.key().span(),
                    "`waitFor` does not say what it waits for",
                    Note.help(
                            "add `until: result.status == \"done\"`, over the operation's result"));
        }
        Name operation = slots.operation(map, kind.key().text());
        ActionStep read =
                new ActionStep(
                        head,
                        operation == null ? new Name("", kind.key().span()) : operation,
                        slots.fields(map.get("with"), kind.key().span()),
                        slots.fixed(map, "connection"),
                        null,
                        null,
                        kind.key().span(),
                        map.span());
        Pause pause = Pause.read(slots, map, EVERY);
        return new WaitForStep.Poll(
                read, slots.expression(map, "until", kind.key()), pause.first(), pause.longest());
    }

    private void misplaced(MapNode map, String key, String message) {
        MapNode.Entry entry = map.entry(key);
        if (entry != null) {
            slots.report(
                    Code.UNKNOWN_KEY,
                    entry.key().span(),
                    "`" + key + "` " + message,
                    Note.help("remove it"));
        }
    }

    /** Null for {@code fail}, which is also what a missing key means. */
    private @Nullable List<Step> onTimeout(MapNode map) {
        Node node = map.get("onTimeout");
        if (node instanceof ScalarNode scalar && !scalar.text().equals("fail")) {
            slots.report(
                    Code.INVALID_VALUE,
                    scalar.span(),
                    "`onTimeout` of a `waitFor` is `fail` or a list of steps",
                    Note.help("write the steps below it, or `fail`"));
        }
        return node instanceof ListNode ? steps.steps(node) : null;
    }
}
