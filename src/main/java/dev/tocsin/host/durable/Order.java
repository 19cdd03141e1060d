package dev.tocsin.host.durable;

import dev.tocsin.interpreter.CallbackAnswer;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/** Something for a run to take in, one after the other. */
sealed interface Order {

    /** Why a run takes nothing in. */
    sealed interface Refusal {

        /** There is none. */
        record NoRun() implements Refusal {}

        /** It has ended. */
        record Ended(String status) implements Refusal {}

        /** For now. */
        record Unavailable(String why) implements Refusal {}
    }

    /** It will not be taken in; whoever waits is told. */
    void refuse(Refusal refusal);

    /** One without anybody who waits. */
    sealed interface Silent extends Order {
        @Override
        default void refuse(Refusal refusal) {}
    }

    /** Go on from wherever it is. */
    record Begin(@Nullable NewRun created) implements Silent {}

    /** A timer may be due. */
    record Tick() implements Silent {}

    /** Others had their turn. */
    record Continue(long sub) implements Silent {}

    /** It waits for too long to be kept in memory. */
    record Evict() implements Silent {}

    /** Rows are committed, or never will be. */
    record Committed(Batch batch, @Nullable Throwable failure) implements Silent {}

    /** An attempt ended; exactly one of result and failure is there, or neither if broken off. */
    record AttemptEnded(Attempt attempt, @Nullable Value result, @Nullable Failure failure)
            implements Silent {}

    /** See {@link DurableHost#answer}. */
    record Answer(
            Held question,
            dev.tocsin.interpreter.Answer answer,
            String via,
            CompletableFuture<Answering> reply)
            implements Order {
        @Override
        public void refuse(Refusal refusal) {
            reply.complete(
                    switch (refusal) {
                        case Refusal.NoRun _ -> new Answering.Unknown();
                        case Refusal.Ended _ -> new Answering.Late();
                        case Refusal.Unavailable(String why) -> new Answering.Unavailable(why);
                    });
        }
    }

    /** See {@link DurableHost#calledBack}. */
    record Callback(String token, Value body, CompletableFuture<CallbackAnswer> reply)
            implements Order {
        @Override
        public void refuse(Refusal refusal) {
            switch (refusal) {
                case Refusal.NoRun _ -> reply.complete(new CallbackAnswer.Unknown());
                case Refusal.Ended _ -> reply.complete(new CallbackAnswer.TooLate());
                case Refusal.Unavailable(String why) ->
                        reply.completeExceptionally(new UnavailableException(why));
            }
        }
    }

    /** What somebody wants a run to do; all are answered alike. */
    sealed interface Wish extends Order {

        CompletableFuture<Control> reply();

        @Override
        default void refuse(Refusal refusal) {
            reply().complete(
                            switch (refusal) {
                                case Refusal.NoRun _ -> new Control.Unknown();
                                case Refusal.Ended(String status) ->
                                        new Control.Refused("the run has ended: " + status);
                                case Refusal.Unavailable(String why) -> new Control.Refused(why);
                            });
        }
    }

    record Cancel(String reason, String by, CompletableFuture<Control> reply) implements Wish {}

    /** See {@link DurableHost#takeUp}. */
    record TakeUp(CompletableFuture<Control> reply) implements Wish {}

    record Resume(String by, CompletableFuture<Control> reply) implements Wish {}

    record Resolve(
            @Nullable String step,
            Resolution resolution,
            String by,
            CompletableFuture<Control> reply)
            implements Wish {}

    /**
     * @param denial why it may not go out; null where it may
     */
    record Settle(Held held, String by, @Nullable String denial, CompletableFuture<Control> reply)
            implements Wish {}
}
