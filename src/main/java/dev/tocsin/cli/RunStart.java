package dev.tocsin.cli;

import dev.tocsin.alert.SignalFetch;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.SingleEvaluation;
import dev.tocsin.host.PlannedFetch;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.program.Program;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What a run by hand is started with: the event of a trigger, the alert or incident behind it where
 * the playbook asks for that, and a value for each input. Whatever does not fit is reported before
 * the first step.
 */
final class RunStart {

    private final Program program;
    private final Playbook playbook;
    private final ConnectorRegistry connectors;
    private final GivenSettings settings;
    private final Diagnostics diagnostics;
    private final StartedSignal signals;

    /** Of a run, which may read what it needs. */
    RunStart(
            Program program,
            ConnectorRegistry connectors,
            GivenSettings settings,
            Diagnostics diagnostics) {
        this(program, connectors, settings, _ -> true, diagnostics);
    }

    /** Of a rehearsal: whether a POST only reads, it believes connectors that ship. */
    static RunStart ofRehearsal(
            Program program,
            ConnectorRegistry connectors,
            GivenSettings settings,
            Diagnostics diagnostics) {
        return new RunStart(
                program,
                connectors,
                settings,
                fetch ->
                        fetch.operation().spec().readBecause() == null
                                || connectors.isBuiltIn(fetch.connector().name()),
                diagnostics);
    }

    private RunStart(
            Program program,
            ConnectorRegistry connectors,
            GivenSettings settings,
            Predicate<SignalFetch> allowed,
            Diagnostics diagnostics) {
        this.program = program;
        this.playbook = program.playbook();
        this.connectors = connectors;
        this.settings = settings;
        this.diagnostics = diagnostics;
        this.signals = new StartedSignal(playbook, connectors, allowed, diagnostics);
    }

    /**
     * What the options say, before anything is read from a service.
     *
     * @param start null where nothing but a person starts the playbook
     * @param startedBy the person
     */
    record Given(
            @Nullable Start start, Value event, MapValue inputs, Instant now, String startedBy) {}

    /** Reads the options; meaningless where errors were reported. */
    Given given(StartOptions options, Instant now, Console console)
            throws CommandFault, InterruptedException {
        EventChoice choice = new EventChoice(playbook, connectors, diagnostics);
        Start start;
        Value event;
        if (options.event() == null) {
            start = choice.withoutEvent(options.trigger());
            event = scheduled(start, now);
        } else {
            String file = options.event();
            SourceText source =
                    SourceText.of(file.equals("-") ? "<stdin>" : file, read(file, console));
            event = event(source);
            start = diagnostics.hasErrors() ? null : choice.of(event, options.trigger(), source);
            Schema schema = start == null ? null : start.schema(connectors);
            event = schema == null ? event : SecretMarks.mark(event, schema);
        }
        MapValue inputs = new RunInputs(playbook, settings, diagnostics, console).values(options);
        return new Given(start, event, inputs, now, console.user());
    }

    /**
     * The facts of a run; meaningless where errors were reported.
     *
     * @param services where the alert behind an event is read, or null to leave it unknown
     */
    RunFacts facts(Given given, String runId, long seed, @Nullable Services services)
            throws InterruptedException {
        Start start = given.start();
        RunFacts.Signal signal =
                program.usesSignals()
                        ? signals.of(start, given.event(), services)
                        : RunFacts.Signal.NONE;
        if (start != null && !diagnostics.hasErrors()) {
            tellIfPassedOver(start, given, signal);
        }
        MapValue run =
                MapValue.builder()
                        .put("id", runId)
                        .put("startedAt", new TimestampValue(given.now()))
                        .put("trigger", start == null ? "manual" : start.name())
                        .put("startedBy", given.startedBy())
                        .build();
        return new RunFacts(
                runId,
                seed,
                eventOf(start, given.event()),
                signal,
                given.inputs(),
                run,
                RunFacts.MAX_EXPRESSION_STEPS);
    }

    /** Whether {@link #facts} found the connection that it needed. */
    boolean isConnected() {
        return signals.isConnected();
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /** What {@link #facts} read, or would read, before the first step; null where nothing. */
    @Nullable PlannedFetch fetch() {
        return signals.planned();
    }

    /** A signal that was read already holds what its source gave. */
    private static Value eventOf(@Nullable Start start, Value given) {
        boolean readAlready = start != null && start.signal() != null && start.source() == null;
        return readAlready && given instanceof MapValue map && map.get("raw") instanceof Value raw
                ? raw
                : given;
    }

    /** A schedule needs no file: by hand it fires now. */
    private static Value scheduled(@Nullable Start start, Instant now) {
        return start instanceof Start.OfTrigger(Trigger.Schedule _)
                ? MapValue.builder()
                        .put("scheduledAt", new TimestampValue(now))
                        .put("since", NullValue.NULL)
                        .build()
                : NullValue.NULL;
    }

    private Value event(SourceText source) {
        try {
            return Json.parse(source.text());
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
    }

    /** A run by hand is an order; but what the trigger would have kept out is said. */
    private void tellIfPassedOver(Start start, Given given, RunFacts.Signal signal) {
        SignalKind kind = start.signal();
        Expression when = start instanceof Start.OfTrigger(Trigger trigger) ? trigger.when() : null;
        if (when == null || kind == null) {
            return;
        }
        MapValue names =
                MapValue.builder()
                        .put("event", given.event())
                        .put("const", program.constants())
                        .put(kind.word(), signal.any())
                        .put("signal", signal.any())
                        .build();
        if (SingleEvaluation.evaluate(when.text(), names, given.now())
                        instanceof SingleEvaluation.Evaluated(Value taken)
                && (taken.equals(BoolValue.TRUE) || taken instanceof UnknownValue)) {
            return;
        }
        diagnostics.report(
                Code.EVENT_PASSED_OVER,
                playbook.source(),
                when.span(),
                "the trigger `" + start.name() + "` would not start a run for this event",
                Note.fact("a run by hand does not ask it, and goes on"));
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
}
