package dev.tocsin.alert;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * What becomes of one signal.
 *
 * @param starts the playbooks to start, each once: those of policies by their order, then those
 *     whose own triggers fire, by id
 * @param passedOver what is for such signals and starts nothing now, in the order it was asked
 * @param windows of the policies that took it and take only the first with a key: their starts are
 *     for whoever knows what came before
 * @param faults conditions, keys and inputs that have no value; what hangs on one is not started
 */
public record Routing(
        List<Start> starts, List<PassedOver> passedOver, List<Window> windows, List<Fault> faults) {

    public Routing {
        starts = List.copyOf(starts);
        passedOver = List.copyOf(passedOver);
        windows = List.copyOf(windows);
        faults = List.copyOf(faults);
    }

    /**
     * What the signal is then, in the queue; a fault is not hidden by what started all the same.
     */
    public State state() {
        if (!faults.isEmpty()) {
            return State.ROUTING_FAILED;
        }
        if (!starts.isEmpty()) {
            return State.ROUTED;
        }
        for (PassedOver each : passedOver) {
            if (each.why() == Why.ENDED || each.why() == Why.POLICY) {
                return State.PASSED_OVER;
            }
        }
        return State.UNROUTED;
    }

    /** How a signal ended up. */
    public enum State {
        ROUTED("routed"),
        /** Nothing was for it. */
        UNROUTED("unrouted"),
        ROUTING_FAILED("routingFailed"),
        /** A policy says that it starts nothing. */
        PASSED_OVER("passedOver");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As the store and the queue have it. */
        public String word() {
            return word;
        }
    }

    /**
     * A playbook to start.
     *
     * @param policy the id of the policy that says so; null where its own trigger does
     * @param trigger what {@code run.trigger} is then
     * @param inputs that the policy gives; the others have settings or defaults
     */
    public record Start(
            @Nullable String policy, String playbook, String trigger, MapValue inputs) {}

    /**
     * What the starts of a policy hang on: that no other signal with the key started some within
     * that time.
     *
     * @param policy its id
     * @param key as JSON
     */
    public record Window(String policy, String key, Duration within) {}

    /**
     * What starts nothing.
     *
     * @param policy its id, or null where it is a trigger
     * @param playbook null where it is the policy as a whole
     */
    public record PassedOver(@Nullable String policy, @Nullable String playbook, Why why) {

        /** One line for people. */
        public String text() {
            String what =
                    policy == null
                            ? "trigger of `" + playbook + "`"
                            : playbook == null
                                    ? "policy `" + policy + "`"
                                    : "policy `" + policy + "`, route to `" + playbook + "`";
            return what + ": " + why.text();
        }
    }

    /** Why something starts nothing. */
    public enum Why {
        DISABLED("is not enabled"),
        EXPIRED("has expired"),
        CONDITION("its `when` is false"),
        NO_ROUTE("none of its routes holds"),
        /** A policy whose list of routes is empty took it. */
        ENDED("starts nothing, on purpose"),
        AFTER("comes after what decided"),
        POLICY("a policy passes triggers over"),
        TWICE("the playbook is started already"),
        NOT_TAKEN("the playbook does not take such a signal");

        private final String text;

        Why(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * A condition, a key, or inputs, without a value.
     *
     * @param policy its id, or null where it is a trigger
     * @param playbook null where it is the condition or the key of the whole policy
     * @param text where and why, in one line
     */
    public record Fault(@Nullable String policy, @Nullable String playbook, String text) {}
}
