package dev.tocsin.service.trigger;

import dev.tocsin.alert.SignalFetch;
import dev.tocsin.alert.UnreadableSignalException;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.service.http.Fault;
import dev.tocsin.service.http.RunOrders.Started;
import dev.tocsin.service.trigger.Starter.Begun;
import dev.tocsin.service.trigger.Starter.Prepared;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Starts a run because somebody says so, as {@code tocsin run} does: with the event of one of the
 * playbook's triggers, or with none. Does not ask the trigger's {@code when}: it is an order.
 * Thread-safe.
 */
public final class StartByHand {

    private final Store store;
    private final Supplier<Generation> generation;
    private final Starter starter;
    private final Reads reads;
    private final InstantSource clock;

    public StartByHand(
            Store store,
            Supplier<Generation> generation,
            Starter starter,
            Reads reads,
            InstantSource clock) {
        this.store = store;
        this.generation = generation;
        this.starter = starter;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * One thing that may start the playbook.
     *
     * @param form of the signal that it brings, or null
     * @param check of its event; null where it brings none
     */
    private record Choice(
            String name,
            @Nullable SignalForm form,
            @Nullable ValueCheck check,
            Trigger.@Nullable Webhook webhook) {}

    /**
     * Starts, and waits for the commit.
     *
     * @param event what a trigger would have brought, or null
     * @param by the principal
     */
    public Started start(String playbook, @Nullable Value event, MapValue inputs, String by)
            throws StoreException, InterruptedException {
        LoadedPlaybook loaded = generation.get().playbook(playbook);
        if (loaded == null) {
            return new Started.NoPlaybook();
        }
        for (String name : inputs.entries().keySet()) {
            if (!takes(loaded, name)) {
                return invalid("#/inputs/" + name, "the playbook has no input `" + name + "`");
            }
        }
        List<Choice> choices = choices(loaded);
        List<Choice> fitting = new ArrayList<>();
        for (Choice choice : choices) {
            ValueCheck check = choice.check();
            boolean fits =
                    event == null ? check == null : check != null && check.check(event).isEmpty();
            if (fits) {
                fitting.add(choice);
            }
        }
        if (fitting.size() != 1 && !choices.isEmpty()) {
            return unclear(choices, fitting, event);
        }
        Instant now = clock.instant();
        Choice chosen = fitting.isEmpty() ? null : fitting.getFirst();
        try {
            return begin(start(loaded, chosen, event, inputs, by, now), now);
        } catch (UnreadableSignalException e) {
            return invalid("#/event", e.text());
        } catch (ConnectorException e) {
            return new Started.Refused("what the event is about cannot be read: " + e.text());
        }
    }

    private static boolean takes(LoadedPlaybook loaded, String name) {
        for (Parameter input : loaded.program().playbook().inputs()) {
            if (input.name().text().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Started invalid(String pointer, String detail) {
        return new Started.Invalid(List.of(new Fault(pointer, detail)));
    }

    private static Started unclear(
            List<Choice> choices, List<Choice> fitting, @Nullable Value event) {
        ValueCheck only = choices.size() == 1 ? choices.getFirst().check() : null;
        if (event != null && only != null) {
            List<Fault> faults = new ArrayList<>();
            for (SchemaFault fault : only.check(event)) {
                faults.add(
                        new Fault(
                                "#/event" + Receipt.Refused.pointer(fault.path()),
                                fault.message()));
            }
            return new Started.Invalid(faults);
        }
        List<String> names = new ArrayList<>();
        (fitting.isEmpty() ? choices : fitting).forEach(choice -> names.add(choice.name()));
        String all = String.join(", ", names);
        return invalid(
                "#/event",
                event == null
                        ? "the playbook is started with the event of one of " + all
                        : fitting.isEmpty()
                                ? "the event fits none of " + all
                                : "the event fits several: " + all);
    }

    private static List<Choice> choices(LoadedPlaybook loaded) {
        List<Choice> choices = new ArrayList<>();
        for (Trigger trigger : loaded.program().playbook().triggers()) {
            switch (trigger) {
                case Trigger.Alert alert ->
                        add(loaded, alert.name(), SignalKind.ALERT, alert.source(), choices);
                case Trigger.Incident incident ->
                        add(
                                loaded,
                                incident.name(),
                                SignalKind.INCIDENT,
                                incident.source(),
                                choices);
                case Trigger.Webhook webhook ->
                        choices.add(
                                new Choice(
                                        webhook.name(),
                                        null,
                                        ValueCheck.of(webhook.body()),
                                        webhook));
                case Trigger.Schedule schedule ->
                        choices.add(new Choice(schedule.name(), null, null, null));
                case Trigger.Call call -> choices.add(new Choice(call.name(), null, null, null));
                // Whatever the operation finds is an item.
                case Trigger.Poll poll ->
                        choices.add(
                                new Choice(
                                        poll.name(),
                                        null,
                                        ValueCheck.of(new Schema(MapValue.EMPTY)),
                                        null));
            }
        }
        for (Accepted accepted : loaded.program().playbook().accepts()) {
            add(loaded, accepted.kind().word(), accepted.kind(), accepted.source(), choices);
        }
        return choices;
    }

    private static void add(
            LoadedPlaybook loaded,
            String name,
            SignalKind kind,
            @Nullable Name source,
            List<Choice> choices) {
        Connector connector = source == null ? null : loaded.connector(source.text());
        SignalForm form =
                connector == null ? SignalForm.common("", kind) : SignalForm.of(connector, kind);
        if (form != null) {
            choices.add(new Choice(name, form, form.check(), null));
        }
    }

    private Start start(
            LoadedPlaybook loaded,
            @Nullable Choice chosen,
            @Nullable Value event,
            MapValue inputs,
            String by,
            Instant now)
            throws UnreadableSignalException, ConnectorException, InterruptedException {
        SignalForm form = chosen == null ? null : chosen.form();
        Value given = event == null ? NullValue.NULL : event;
        RunFacts.Signal signal = RunFacts.Signal.NONE;
        if (form != null) {
            signal = loaded.program().usesSignals() ? signal(form, given) : signal;
            given = form.eventOf(given);
        } else if (chosen != null && chosen.webhook() != null) {
            given = SecretMarks.mark(given, chosen.webhook().body());
        } else if (chosen != null && chosen.check() == null) {
            given = scheduled(loaded, chosen.name(), now);
        }
        return new Start(
                loaded, chosen == null ? "manual" : chosen.name(), given, signal, inputs, null, by);
    }

    /** A schedule fires now; a call brings nothing. */
    private static Value scheduled(LoadedPlaybook loaded, String name, Instant now) {
        for (Trigger trigger : loaded.program().playbook().triggers()) {
            if (trigger instanceof Trigger.Schedule && trigger.name().equals(name)) {
                return MapValue.builder()
                        .put("scheduledAt", new TimestampValue(now))
                        .put("since", NullValue.NULL)
                        .build();
            }
        }
        return NullValue.NULL;
    }

    private RunFacts.Signal signal(SignalForm form, Value event)
            throws UnreadableSignalException, ConnectorException, InterruptedException {
        SignalFetch fetch = form.fetch(event);
        Value fetched =
                fetch == null
                        ? event
                        : reads.read(fetch.connector(), fetch.operation(), fetch.input());
        Value read = form.read(event, fetched);
        return switch (form.kind()) {
            case ALERT -> new RunFacts.Signal(read, NullValue.NULL);
            case INCIDENT -> new RunFacts.Signal(NullValue.NULL, read);
        };
    }

    private Started begin(Start start, Instant now) throws StoreException, InterruptedException {
        return switch (starter.prepare(start, now)) {
            case Prepared.Impossible(Start _, String reason) -> invalid("#/inputs", reason);
            case Prepared.Ready ready -> {
                try {
                    Begun begun = store.await(tx -> created(tx, ready, now));
                    starter.begin(List.of(begun), List.of(ready));
                    yield new Started.Begun(begun.created().id());
                } catch (Unstorable e) {
                    yield new Started.Refused(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private Begun created(Transaction tx, Prepared.Ready ready, Instant now) throws StoreException {
        try {
            return starter.create(tx, ready, null, now);
        } catch (UnstorableRunException e) {
            throw new Unstorable(e.text());
        }
    }
}
