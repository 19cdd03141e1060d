package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the triggers of a playbook. One that the schema check found faults in may be left out. */
final class TriggerParser {

    private final Slots slots;

    TriggerParser(Slots slots) {
        this.slots = slots;
    }

    List<Trigger> triggers(@Nullable Node node) {
        List<Trigger> triggers = new ArrayList<>();
        // A single one without its `- ` is reported, and read all the same: its names are in scope.
        List<MapNode> maps = node instanceof MapNode only ? List.of(only) : Slots.maps(node);
        for (MapNode map : maps) {
            Trigger trigger = trigger(map);
            if (trigger != null) {
                triggers.add(trigger);
            }
        }
        return triggers;
    }

    /** The items of {@code accepts}. */
    List<Accepted> accepted(@Nullable Node node) {
        List<Accepted> accepts = new ArrayList<>();
        for (MapNode map : Slots.maps(node)) {
            for (SignalKind kind : SignalKind.values()) {
                if (map.get(kind.word()) instanceof MapNode settings) {
                    Name source = slots.fixed(settings, "source");
                    accepts.add(new Accepted(kind, source, map.span()));
                }
            }
        }
        return accepts;
    }

    private @Nullable Trigger trigger(MapNode map) {
        for (MapNode.Entry entry : map.entries()) {
            if (isKind(entry.key().text()) && entry.value() instanceof MapNode settings) {
                checkWhen(map, entry.key().text());
                return trigger(map, entry.key(), settings);
            }
        }
        return null;
    }

    private static boolean isKind(String key) {
        return switch (key) {
            case "alert", "incident", "schedule", "webhook", "poll", "call" -> true;
            default -> false;
        };
    }

    private void checkWhen(MapNode map, String kind) {
        MapNode.Entry when = map.entry("when");
        if (when != null && !kind.equals("alert") && !kind.equals("incident")) {
            slots.report(
                    Code.UNKNOWN_KEY,
                    when.key().span(),
                    "`when` belongs to `alert` and `incident`, not to `" + kind + "`",
                    Note.help("begin the steps with one under `when` that returns"));
        }
    }

    private @Nullable Trigger trigger(MapNode map, ScalarNode kind, MapNode settings) {
        Name id = Slots.text(map, "id");
        return switch (kind.text()) {
            case "alert" -> {
                Name source = slots.fixed(settings, "source");
                yield source == null
                        ? null
                        : new Trigger.Alert(id, source, slots.expression(map, "when"), map.span());
            }
            case "incident" -> {
                Name source = slots.fixed(settings, "source");
                yield source == null
                        ? null
                        : new Trigger.Incident(
                                id, source, slots.expression(map, "when"), map.span());
            }
            case "schedule" -> schedule(id, map, settings);
            case "webhook" -> webhook(id, map, settings);
            case "poll" -> poll(id, map, kind, settings);
            case "call" -> new Trigger.Call(id, map.span());
            case String other -> throw new IllegalStateException("`" + other + "` is no trigger");
        };
    }

    private @Nullable Trigger schedule(@Nullable Name id, MapNode map, MapNode settings) {
        ZonedNames names = new ZonedNames(slots);
        Cron cron =
                settings.get("cron") instanceof ScalarNode node && !node.text().isEmpty()
                        ? new CronParser(slots).parse(node)
                        : null;
        Name missed = Slots.text(settings, "missed");
        Trigger.Schedule schedule =
                new Trigger.Schedule(
                        id,
                        cron,
                        names.zone(settings, "zone"),
                        slots.duration(settings, "every"),
                        Missed.of(missed == null ? null : missed.text()),
                        map.span());
        MapNode.Entry zone = settings.entry("zone");
        if (zone != null && settings.get("every") != null && settings.get("cron") == null) {
            slots.report(
                    Code.UNKNOWN_KEY,
                    zone.key().span(),
                    "`zone` belongs to `cron`, not to `every`",
                    Note.help("remove it; a fixed pause is the same in every zone"));
        }
        return (schedule.cron() == null) == (schedule.every() == null) ? null : schedule;
    }

    private @Nullable Trigger webhook(@Nullable Name id, MapNode map, MapNode settings) {
        Name path = Slots.text(settings, "path");
        return path == null
                ? null
                : new Trigger.Webhook(
                        id,
                        path,
                        slots.schema(settings.get("body")),
                        new SenderProofParser(slots).parse(settings),
                        map.span());
    }

    private @Nullable Trigger poll(
            @Nullable Name id, MapNode map, ScalarNode kind, MapNode settings) {
        Name operation = slots.operation(settings, "operation");
        Duration every = slots.duration(settings, "every");
        if (operation == null || every == null) {
            return null;
        }
        return new Trigger.Poll(
                id,
                operation,
                slots.fields(settings.get("with"), kind.span()),
                every,
                slots.expression(settings, "items", kind),
                slots.expression(settings, "key", kind),
                map.span());
    }
}
