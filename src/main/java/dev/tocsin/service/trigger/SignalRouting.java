package dev.tocsin.service.trigger;

import dev.tocsin.alert.Routing;
import dev.tocsin.alert.SignalFacts;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.SignalStart;
import dev.tocsin.service.trigger.Starter.Prepared;
import dev.tocsin.store.SignalState;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what an alert or incident starts. Writes nothing. Thread-safe. */
final class SignalRouting {

    private final Starter starter;
    private final Suppressor suppressor;
    private final boolean alwaysReads;

    /**
     * @param alwaysReads whether runs get the common form of what started them even where their
     *     playbook does not ask for it: who protects devices by name has to know it
     */
    SignalRouting(Starter starter, Suppressor suppressor, boolean alwaysReads) {
        this.starter = starter;
        this.suppressor = suppressor;
        this.alwaysReads = alwaysReads;
    }

    /**
     * What becomes of a signal.
     *
     * @param detail why it has its state, for people, or null
     * @param starts the runs to create with it
     * @param windows which of them are for the first signal with a key alone
     */
    record Decision(
            SignalState state,
            @Nullable String detail,
            List<Prepared.Ready> starts,
            List<DedupeWindow> windows) {

        /** One that starts nothing. */
        static Decision idle(SignalState state, @Nullable String detail) {
            return new Decision(state, detail, List.of(), List.of());
        }
    }

    /**
     * Whether the form that all sources share is looked at by something that is for such signals,
     * so that a source that sends ids alone has to be asked first.
     */
    boolean readsSignal(Generation generation, SignalKind kind, String source) {
        if (alwaysReads || generation.router().readsSignal(kind, source)) {
            return true;
        }
        for (LoadedPlaybook playbook : generation.playbooks().values()) {
            if (playbook.program().usesSignals()
                    && SignalStart.of(playbook.program().playbook(), kind, source) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Routes one signal.
     *
     * @param id at its source
     * @param event as received
     * @param signal in the common form; null value where nobody looks at it
     * @param by who handed it in
     */
    Decision decide(
            Generation generation,
            SignalForm form,
            String id,
            Value event,
            Value signal,
            String by,
            Instant now)
            throws InterruptedException {
        Value marked = form.eventOf(event);
        SignalFacts facts = new SignalFacts(form.kind(), form.source(), marked, signal);
        String suppressed = suppressor.suppresses(facts, now);
        if (suppressed != null) {
            return Decision.idle(SignalState.SUPPRESSED, suppressed);
        }
        Routing routing = generation.router().route(facts, now);
        List<Prepared.Ready> starts = new ArrayList<>();
        Map<String, List<Prepared.Ready>> byPolicy = new HashMap<>();
        List<String> faults = new ArrayList<>();
        routing.faults().forEach(fault -> faults.add(fault.text()));
        for (Routing.Start start : routing.starts()) {
            LoadedPlaybook playbook = generation.playbook(start.playbook());
            if (playbook == null) {
                throw new IllegalStateException(
                        "the router knows `" + start.playbook() + "`, and it is not loaded");
            }
            Start whole =
                    new Start(
                            playbook,
                            start.trigger(),
                            marked,
                            alwaysReads || playbook.program().usesSignals()
                                    ? held(form.kind(), signal)
                                    : RunFacts.Signal.NONE,
                            start.inputs(),
                            once(form, id, playbook.id()),
                            by);
            switch (starter.prepare(whole, now)) {
                case Prepared.Ready ready -> {
                    starts.add(ready);
                    String policy = start.policy();
                    if (policy != null) {
                        byPolicy.computeIfAbsent(policy, _ -> new ArrayList<>()).add(ready);
                    }
                }
                case Prepared.Impossible(Start _, String reason) -> faults.add(reason);
            }
        }
        List<DedupeWindow> windows = new ArrayList<>();
        for (Routing.Window window : routing.windows()) {
            List<Prepared.Ready> own = byPolicy.get(window.policy());
            if (own != null) {
                windows.add(DedupeWindow.of(window, own));
            }
        }
        return new Decision(
                faults.isEmpty() ? state(routing.state()) : SignalState.ROUTING_FAILED,
                faults.isEmpty() ? passedOver(routing) : String.join("; ", faults),
                List.copyOf(starts),
                List.copyOf(windows));
    }

    /** One run of a playbook for one alert, however often it is sent, changed or routed again. */
    static String once(SignalForm form, String id, String playbook) {
        return OnceText.of(form.kind().word(), playbook, form.source(), id);
    }

    private static RunFacts.Signal held(SignalKind kind, Value signal) {
        return switch (kind) {
            case ALERT -> new RunFacts.Signal(signal, NullValue.NULL);
            case INCIDENT -> new RunFacts.Signal(NullValue.NULL, signal);
        };
    }

    private static SignalState state(Routing.State state) {
        return switch (state) {
            case ROUTED -> SignalState.ROUTED;
            case UNROUTED -> SignalState.UNROUTED;
            case ROUTING_FAILED -> SignalState.ROUTING_FAILED;
            case PASSED_OVER -> SignalState.PASSED_OVER;
        };
    }

    private static @Nullable String passedOver(Routing routing) {
        if (!routing.starts().isEmpty() || routing.passedOver().isEmpty()) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        routing.passedOver().forEach(each -> lines.add(each.text()));
        return String.join("; ", lines);
    }
}
