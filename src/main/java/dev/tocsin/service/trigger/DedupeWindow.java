package dev.tocsin.service.trigger;

import dev.tocsin.alert.Routing;
import dev.tocsin.service.trigger.SignalRouting.Decision;
import dev.tocsin.service.trigger.Starter.Begun;
import dev.tocsin.service.trigger.Starter.Prepared;
import dev.tocsin.store.DedupeTable;
import dev.tocsin.store.SignalRow;
import dev.tocsin.store.SignalState;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.Durations;
import dev.tocsin.value.Sha256;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs that are for the first signal with a key alone. Looked up, and opened, in the transaction
 * that stores the signal: of two that come at once exactly one is the first.
 *
 * @param policy its id
 * @param keyHash SHA-256 of the key; keys may be as long as an alert
 * @param starts those that the policy gives; not empty
 */
record DedupeWindow(String policy, String keyHash, Duration within, List<Prepared.Ready> starts) {

    static DedupeWindow of(Routing.Window window, List<Prepared.Ready> starts) {
        return new DedupeWindow(
                window.policy(), Sha256.hex(window.key()), window.within(), List.copyOf(starts));
    }

    /**
     * A decision without what another signal has started already. A later revision of the signal
     * that came first is no repetition of it.
     *
     * @param signal which one it is about; only its source, kind and id are looked at
     */
    static Decision withoutRepeated(
            Transaction tx, SignalRow signal, Decision decision, Instant now)
            throws StoreException {
        if (decision.windows().isEmpty()) {
            return decision;
        }
        List<Prepared.Ready> starts = new ArrayList<>(decision.starts());
        List<DedupeWindow> windows = new ArrayList<>();
        List<String> details = new ArrayList<>();
        if (decision.detail() != null) {
            details.add(decision.detail());
        }
        for (DedupeWindow window : decision.windows()) {
            DedupeTable.First first = DedupeTable.first(tx, window.policy(), window.keyHash(), now);
            if (first == null || isOf(first, signal)) {
                windows.add(window);
            } else {
                starts.removeAll(window.starts());
                details.add(window.text(first));
            }
        }
        SignalState state =
                decision.state() == SignalState.ROUTED && starts.isEmpty()
                        ? SignalState.PASSED_OVER
                        : decision.state();
        return new Decision(
                state,
                details.isEmpty() ? null : String.join("; ", details),
                List.copyOf(starts),
                List.copyOf(windows));
    }

    private static boolean isOf(DedupeTable.First first, SignalRow signal) {
        return first.source().equals(signal.source())
                && first.kind().equals(signal.kind())
                && first.id().equals(signal.id());
    }

    private String text(DedupeTable.First first) {
        return "policy `%s`: %s `%s` of `%s` came first with the same key; within %s, until %s, no other starts anything"
                .formatted(
                        policy,
                        first.kind(),
                        first.id(),
                        first.source(),
                        Durations.print(within),
                        first.until());
    }

    /** Begins the window if the signal really started something by it. */
    void open(Transaction tx, SignalRow signal, List<Begun> created, Instant now)
            throws StoreException {
        for (Prepared.Ready start : starts) {
            for (Begun run : created) {
                if (run.created().isNew() && run.created().id().equals(start.facts().runId())) {
                    DedupeTable.open(
                            tx,
                            policy,
                            keyHash,
                            new DedupeTable.First(
                                    signal.source(), signal.kind(), signal.id(), now.plus(within)),
                            now);
                    return;
                }
            }
        }
    }
}
