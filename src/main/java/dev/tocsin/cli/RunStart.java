package dev.tocsin.cli;

import dev.tocsin.check.EventTypes;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.SingleEvaluation;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run by hand is started with: the event of a trigger, and a value for each input. Whatever
 * does not fit is reported before the first step.
 */
final class RunStart {

    private final Playbook playbook;
    private final ConnectorRegistry connectors;
    private final Diagnostics diagnostics;

    RunStart(Playbook playbook, ConnectorRegistry connectors, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.connectors = connectors;
        this.diagnostics = diagnostics;
    }

    /** The facts of a run; meaningless where errors were reported. */
    RunFacts facts(StartOptions options, String runId, long seed, Instant now, Console console)
            throws CommandFault {
        Trigger trigger = trigger(options.trigger());
        Value event =
                options.event() == null
                        ? scheduled(trigger, now)
                        : event(options.event(), trigger, options.trigger() != null, console);
        if (options.event() != null && trigger != null && !diagnostics.hasErrors()) {
            tellIfPassedOver(trigger, event, now);
        }
        MapValue run =
                MapValue.builder()
                        .put("id", runId)
                        .put("startedAt", new TimestampValue(now))
                        .put("trigger", trigger == null ? "manual" : nameOf(trigger))
                        .put("startedBy", console.user())
                        .build();
        return new RunFacts(
                runId, seed, event, inputs(options), run, RunFacts.MAX_EXPRESSION_STEPS);
    }

    private @Nullable Trigger trigger(@Nullable String id) throws CommandFault {
        List<Trigger> triggers = playbook.triggers();
        if (id == null) {
            return triggers.size() == 1 ? triggers.getFirst() : null;
        }
        List<String> names = new ArrayList<>();
        for (Trigger trigger : triggers) {
            if (nameOf(trigger).equals(id)) {
                return trigger;
            }
            names.add(nameOf(trigger));
        }
        String meant = Suggestion.closest(id, names);
        throw CommandFault.usage(
                "the playbook has no trigger `" + id + "`",
                meant != null
                        ? "did you mean `" + meant + "`?"
                        : names.isEmpty()
                                ? "it has no triggers; leave out `--trigger`"
                                : "its triggers are " + String.join(", ", names));
    }

    private static String nameOf(Trigger trigger) {
        Name id = trigger.id();
        if (id != null) {
            return id.text();
        }
        return switch (trigger) {
            case Trigger.Alert _ -> "alert";
            case Trigger.Incident _ -> "incident";
            case Trigger.Schedule _ -> "schedule";
            case Trigger.Webhook _ -> "webhook";
            case Trigger.Poll _ -> "poll";
            case Trigger.Call _ -> "call";
        };
    }

    /** A schedule needs no file: by hand it fires now. */
    private Value scheduled(@Nullable Trigger trigger, Instant now) {
        return switch (trigger) {
            case Trigger.Schedule _ ->
                    MapValue.builder()
                            .put("scheduledAt", new TimestampValue(now))
                            .put("since", NullValue.NULL)
                            .build();
            case Trigger.Alert alert -> needsEvent(alert, "alert");
            case Trigger.Incident incident -> needsEvent(incident, "incident");
            case Trigger.Webhook webhook -> needsEvent(webhook, "webhook");
            case Trigger.Poll poll -> needsEvent(poll, "poll");
            case Trigger.Call _ -> NullValue.NULL;
            case null -> NullValue.NULL;
        };
    }

    private Value needsEvent(Trigger trigger, String kind) {
        diagnostics.report(
                Code.EVENT_DOES_NOT_FIT,
                playbook.source(),
                trigger.span(),
                "this playbook is started by an event of kind `" + kind + "`, and none is given",
                Note.help("give one with `--event FILE`"));
        return NullValue.NULL;
    }

    private Value event(String file, @Nullable Trigger chosen, boolean named, Console console)
            throws CommandFault {
        SourceText source = SourceText.of(file.equals("-") ? "<stdin>" : file, read(file, console));
        Value event;
        try {
            event = Json.parse(source.text());
        } catch (JsonException e) {
            int line = Math.min(e.line(), source.lineCount());
            int offset =
                    Math.min(source.startOfLine(line) + e.column() - 1, source.text().length());
            diagnostics.report(
                    Code.INVALID_JSON,
                    source,
                    Span.at(Math.max(0, offset)),
                    "the event is not JSON: " + e.getMessage());
            return NullValue.NULL;
        }
        if (chosen != null) {
            checkFit(chosen, event, source);
        } else if (!named && playbook.triggers().size() > 1) {
            checkFitsOne(event, source);
        }
        return event;
    }

    private void checkFit(Trigger trigger, Value event, SourceText source) {
        Schema schema = EventTypes.schemaOf(trigger, connectors);
        if (schema == null) {
            return;
        }
        List<SchemaFault> faults = ValueCheck.of(schema).check(event);
        if (faults.isEmpty()) {
            return;
        }
        // An event of another kind lacks every field: that is one mistake, not ten.
        SchemaFault first = faults.getFirst();
        List<Note> notes = new ArrayList<>();
        for (SchemaFault other : faults.subList(1, faults.size())) {
            notes.add(Note.fact("also" + placeOf(other) + ": " + other.message()));
        }
        notes.add(
                Note.fact(
                        "the trigger `"
                                + nameOf(trigger)
                                + "` in "
                                + playbook.source().name()
                                + ", line "
                                + playbook.source().lineAt(trigger.span().start())
                                + ", "
                                + shapeOf(trigger)));
        Note help = first.help();
        if (help != null) {
            notes.add(help);
        }
        diagnostics.report(
                Code.EVENT_DOES_NOT_FIT,
                source,
                EventPlaces.of(source, first.path()),
                "the event does not fit" + placeOf(first) + ": " + first.message(),
                notes.toArray(Note[]::new));
    }

    private static String placeOf(SchemaFault fault) {
        boolean told = fault.path().isEmpty() || fault.message().contains(fault.path());
        return told ? "" : " at `" + fault.path() + "`";
    }

    private static String shapeOf(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Alert(_, Name source, _, _) ->
                    "takes alerts of `"
                            + source
                            + "`; `tocsin connectors show "
                            + source
                            + "` lists their fields";
            case Trigger.Incident _,
                    Trigger.Schedule _,
                    Trigger.Webhook _,
                    Trigger.Poll _,
                    Trigger.Call _ ->
                    "says what it must look like";
        };
    }

    /** A run by hand is an order; but what the trigger would have kept out is said. */
    private void tellIfPassedOver(Trigger trigger, Value event, Instant now) {
        Expression when =
                switch (trigger) {
                    case Trigger.Alert alert -> alert.when();
                    case Trigger.Incident incident -> incident.when();
                    case Trigger.Schedule _, Trigger.Webhook _, Trigger.Poll _, Trigger.Call _ ->
                            null;
                };
        if (when == null) {
            return;
        }
        MapValue names = MapValue.builder().put("event", event).build();
        if (SingleEvaluation.evaluate(when.text(), names, now)
                        instanceof SingleEvaluation.Evaluated(Value taken)
                && taken.equals(BoolValue.TRUE)) {
            return;
        }
        diagnostics.report(
                Code.EVENT_PASSED_OVER,
                playbook.source(),
                when.span(),
                "the trigger `" + nameOf(trigger) + "` would not start a run for this event",
                Note.fact("a run by hand does not ask it, and goes on"));
    }

    private void checkFitsOne(Value event, SourceText source) throws CommandFault {
        List<String> fits = new ArrayList<>();
        for (Trigger trigger : playbook.triggers()) {
            Schema schema = EventTypes.schemaOf(trigger, connectors);
            if (schema == null || ValueCheck.of(schema).check(event).isEmpty()) {
                fits.add(nameOf(trigger));
            }
        }
        if (fits.isEmpty()) {
            diagnostics.report(
                    Code.EVENT_DOES_NOT_FIT,
                    source,
                    Span.at(0),
                    "the event fits none of the triggers of `" + playbook.id() + "`",
                    Note.help("name one with `--trigger` to see what does not fit it"));
        } else if (fits.size() > 1) {
            throw CommandFault.usage(
                    "the event fits several triggers: " + String.join(", ", fits),
                    "name one with `--trigger`");
        }
    }

    private static String read(String file, Console console) throws CommandFault {
        try {
            return file.equals("-")
                    ? new String(
                            console.in().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    : Files.readString(console.resolve(file));
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot read the event `" + file + "`: " + ReadFault.reason(e),
                    "examples of events are in `examples/events`");
        }
    }

    private MapValue inputs(StartOptions options) throws CommandFault {
        MapValue.Builder inputs = MapValue.builder();
        List<String> names = new ArrayList<>();
        for (Parameter input : playbook.inputs()) {
            names.add(input.name().text());
            String given = options.inputs().get(input.name().text());
            if (given != null) {
                inputs.put(input.name().text(), value(input, given));
            } else if (input.fallback() != null) {
                inputs.put(input.name().text(), input.fallback());
            } else {
                diagnostics.report(
                        Code.INVALID_RUN_INPUT,
                        playbook.source(),
                        input.name().span(),
                        "the input `" + input.name() + "` has no value",
                        Note.help("give it with `--input " + input.name() + "=...`"));
            }
        }
        for (String given : options.inputs().keySet()) {
            if (!names.contains(given)) {
                String meant = Suggestion.closest(given, names);
                throw CommandFault.usage(
                        "the playbook has no input `" + given + "`",
                        meant != null
                                ? "did you mean `" + meant + "`?"
                                : names.isEmpty()
                                        ? "it takes no inputs"
                                        : "its inputs are " + String.join(", ", names));
            }
        }
        return inputs.build();
    }

    /** A text that stands for a text is taken as it is; anything else is read as JSON. */
    private Value value(Parameter input, String given) {
        ValueCheck check = ValueCheck.of(input.schema());
        Value text = new StringValue(given);
        if (check.check(text).isEmpty()) {
            return text;
        }
        Value value = text;
        try {
            value = Json.parse(given);
        } catch (JsonException _) {
            // Told below, as what it is not rather than as bad JSON.
        }
        for (SchemaFault fault : check.check(value)) {
            diagnostics.report(
                    Code.INVALID_RUN_INPUT,
                    playbook.source(),
                    input.name().span(),
                    "the input `"
                            + input.name()
                            + "`, given as `"
                            + given
                            + "`: "
                            + fault.message());
        }
        return value;
    }
}
