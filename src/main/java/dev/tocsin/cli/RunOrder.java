package dev.tocsin.cli;

import dev.tocsin.host.durable.Answering;
import dev.tocsin.host.durable.Control;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.Resolution;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** What somebody wants done about a run that is in a store. */
sealed interface RunOrder {

    /** For the audit log, with the words that a service uses: {@code run.cancel}. */
    String action();

    /** For the audit log, or null. */
    @Nullable String detail();

    /** Where a service takes it, below the run. */
    String path();

    /** What a service is sent. */
    MapValue body();

    /** What the host makes of it, by whoever gives it. */
    Control give(String run, DurableHost host, String by) throws InterruptedException;

    /** To end. */
    record Cancel(String reason) implements RunOrder {

        @Override
        public String action() {
            return "run.cancel";
        }

        @Override
        public String detail() {
            return reason;
        }

        @Override
        public String path() {
            return "/cancel";
        }

        @Override
        public MapValue body() {
            return MapValue.builder().put("reason", reason).build();
        }

        @Override
        public Control give(String run, DurableHost host, String by) throws InterruptedException {
            return host.cancel(run, reason, by);
        }
    }

    /** To be tried again where it could not be taken up. */
    record Resume() implements RunOrder {

        @Override
        public String action() {
            return "run.resume";
        }

        @Override
        public @Nullable String detail() {
            return null;
        }

        @Override
        public String path() {
            return "/resume";
        }

        @Override
        public MapValue body() {
            return MapValue.EMPTY;
        }

        @Override
        public Control give(String run, DurableHost host, String by) throws InterruptedException {
            return host.resume(run, by);
        }
    }

    /**
     * To go on although the outcome of an operation is not known.
     *
     * @param step its path or id; null where only one is unknown
     */
    record Resolve(@Nullable String step, Resolution resolution) implements RunOrder {

        @Override
        public String action() {
            return "run.resolve";
        }

        @Override
        public String detail() {
            return outcome();
        }

        private String outcome() {
            return switch (resolution) {
                case Resolution.WasDone _ -> "done";
                case Resolution.Repeat _ -> "repeat";
                case Resolution.GiveUp _ -> "giveUp";
            };
        }

        @Override
        public String path() {
            return "/resolve";
        }

        @Override
        public MapValue body() {
            MapValue.Builder body = MapValue.builder().put("outcome", outcome());
            if (step != null) {
                body.put("step", step);
            }
            if (resolution instanceof Resolution.WasDone(Value result)) {
                body.put("result", result);
            }
            return body.build();
        }

        @Override
        public Control give(String run, DurableHost host, String by) throws InterruptedException {
            return host.resolve(run, step, resolution, by);
        }
    }

    /** To be done again from a step on, as a new run. */
    record RetryFrom(String step) implements RunOrder {

        @Override
        public String action() {
            return "run.retry";
        }

        @Override
        public String detail() {
            return "from " + step;
        }

        @Override
        public String path() {
            return "/retry";
        }

        @Override
        public MapValue body() {
            return MapValue.builder().put("step", step).build();
        }

        @Override
        public Control give(String run, DurableHost host, String by) throws InterruptedException {
            return host.makeRetry(run, step, by);
        }
    }

    /** To go on with what somebody answers. */
    record Answered(String question, Answer answer) implements RunOrder {

        @Override
        public String action() {
            return "question.answer";
        }

        @Override
        public @Nullable String detail() {
            return answer.choice();
        }

        @Override
        public String path() {
            throw new IllegalStateException("a service takes answers at the question");
        }

        @Override
        public MapValue body() {
            MapValue.Builder body = MapValue.builder().put("via", "cli").put("form", answer.form());
            if (answer.choice() != null) {
                body.put("choice", answer.choice());
            }
            return body.build();
        }

        @Override
        public Control give(String run, DurableHost host, String by) throws InterruptedException {
            return switch (host.answer(question, answer, "cli")) {
                case Answering.Taken _ -> new Control.Done(run);
                case Answering.Refused(String why) ->
                        new Control.Refused("the answer was not taken: " + why);
                case Answering.Unknown _ -> new Control.Unknown();
                case Answering.Late _ ->
                        new Control.Refused("the question is decided, or its time is up");
                case Answering.Unavailable(String why) -> new Control.Refused(why);
            };
        }
    }
}
