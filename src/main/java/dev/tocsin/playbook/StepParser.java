package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;
import dev.tocsin.value.Durations;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of steps; the kinds that hold further steps are left to {@link BlockParser}. */
final class StepParser {

    private static final Duration UNREAD = Duration.ofMinutes(1);

    private final Slots slots;
    private final FailureSettings failures;
    private final BlockParser blocks;

    StepParser(Slots slots) {
        this.slots = slots;
        this.failures = new FailureSettings(slots);
        this.blocks = new BlockParser(slots, this);
    }

    /** The steps of a list; none where the node is missing or no list. */
    List<Step> steps(@Nullable Node node) {
        List<Step> steps = new ArrayList<>();
        for (MapNode map : Slots.maps(node)) {
            Step step = step(map);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private @Nullable Step step(MapNode map) {
        MapNode.Entry kind = null;
        boolean several = false;
        for (MapNode.Entry entry : map.entries()) {
            if (StepKeys.isKind(entry.key().text())) {
                several = kind != null;
                kind = kind == null ? entry : kind;
            }
        }
        if (kind == null && map.entries().isEmpty()) {
            return null;
        }
        if (kind == null) {
            ScalarNode place = map.entries().getFirst().key();
            return standIn(head(map, place), map, place);
        }
        if (!several) {
            checkSettings(map, kind.key().text());
        }
        return step(map, kind);
    }

    /**
     * A step that cannot be read still has its id, so that the steps after it may name it without
     * further messages.
     */
    private static Step standIn(StepHead head, MapNode map, ScalarNode place) {
        Template unknown = new Template.Single(Slots.standIn(place), place.span());
        return new ValueStep(head, unknown, map.span());
    }

    private void checkSettings(MapNode map, String kind) {
        for (MapNode.Entry entry : map.entries()) {
            String key = entry.key().text();
            if (StepKeys.isKind(key) || StepKeys.isCommon(key) || StepKeys.takes(kind, key)) {
                continue;
            }
            String takers = StepKeys.takers(key);
            if (!takers.isEmpty()) {
                slots.report(
                        Code.UNKNOWN_KEY,
                        entry.key().span(),
                        "`" + key + "` belongs to " + takers + ", not to `" + kind + "`",
                        Note.help("check the indentation, or write it as a step of its own"));
            }
        }
    }

    private StepHead head(MapNode map, ScalarNode kind) {
        return new StepHead(
                Slots.text(map, "id"),
                Slots.text(map, "name"),
                slots.expression(map, "when"),
                timeout(map),
                failures.retry(map),
                FailureSettings.onError(map),
                Slots.text(map, "unattended"),
                Slots.nameOf(kind));
    }

    private Step step(MapNode map, MapNode.Entry kind) {
        StepHead head = head(map, kind.key());
        Node main = kind.value();
        Span span = map.span();
        return switch (kind.key().text()) {
            case "action" ->
                    map.get("with") instanceof ScalarNode || map.get("with") instanceof ListNode
                            ? standIn(head, map, kind.key())
                            : action(head, map, kind);
            case "if" -> blocks.ifStep(head, map, kind);
            case "switch" -> blocks.switchStep(head, map, kind);
            case "forEach" -> blocks.forEach(head, map, kind);
            case "repeat" -> blocks.repeat(head, map, kind);
            case "parallel" -> blocks.parallel(head, map, main);
            case "try" -> blocks.tryStep(head, map, main);
            case "wait" -> new WaitStep(head, until(main), span);
            case "waitFor" -> new WaitForParser(slots, this).waitFor(head, map, kind);
            case "ask" -> new AskParser(slots).ask(head, map, kind);
            case "value" -> new ValueStep(head, slots.data(main), span);
            case "set" -> new SetStep(head, assignments(main), span);
            case "call" ->
                    map.get("with") instanceof ScalarNode || map.get("with") instanceof ListNode
                            ? standIn(head, map, kind.key())
                            : call(head, map, kind);
            case "return" -> new ReturnStep(head, slots.fields(main, main.span()), span);
            case "fail" -> new FailStep(head, slots.text(main), span);
            case "cancel" -> new CancelStep(head, slots.text(main), span);
            case "next" -> new NextStep(head, slots.data(main), span);
            case "stop" -> new StopStep(head, slots.data(main), span);
            case "log" -> new LogStep(head, slots.text(main), span);
            case String other -> throw new IllegalStateException("`" + other + "` is no kind key");
        };
    }

    private ActionStep action(StepHead head, MapNode map, MapNode.Entry kind) {
        Name operation = slots.operation(map, "action");
        MapNode.Entry onUnknown = map.entry("onUnknown");
        return new ActionStep(
                head,
                operation == null ? new Name("", kind.key().span()) : operation,
                slots.fields(map.get("with"), kind.key().span()),
                slots.fixed(map, "connection"),
                slots.duration(map, "await"),
                OnUnknown.of(Slots.text(map, "onUnknown")),
                onUnknown == null ? kind.key().span() : onUnknown.span(),
                map.span());
    }

    private CallStep call(StepHead head, MapNode map, MapNode.Entry kind) {
        Name playbook = slots.fixed(map, "call");
        return new CallStep(
                head,
                playbook == null ? new Name("", kind.key().span()) : playbook,
                slots.fields(map.get("with"), kind.key().span()),
                map.span());
    }

    private Template until(Node node) {
        if (node instanceof ScalarNode scalar && !scalar.text().contains("${")) {
            String text = scalar.text();
            if (!text.isEmpty() && Durations.parse(text) == null && !isInstant(text)) {
                slots.report(
                        Code.INVALID_DURATION,
                        scalar.span(),
                        "`" + text + "` is neither a length of time nor an instant",
                        Note.help(
                                "write `30s`, `5m`, `1h30m`, `2d`, or an instant such as"
                                        + " `2026-01-31T08:00:00Z`"));
            }
        }
        return slots.text(node);
    }

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private List<SetStep.Assignment> assignments(Node node) {
        List<SetStep.Assignment> assignments = new ArrayList<>();
        if (node instanceof MapNode map) {
            for (MapNode.Entry entry : map.entries()) {
                assignments.add(
                        new SetStep.Assignment(
                                Slots.nameOf(entry.key()), slots.data(entry.value())));
            }
        }
        return assignments;
    }

    /** One that cannot be read is reported; that a step lacks one would be said in error. */
    private @Nullable Duration timeout(MapNode map) {
        Duration timeout = slots.duration(map, "timeout");
        return timeout == null && map.get("timeout") != null ? UNREAD : timeout;
    }
}
