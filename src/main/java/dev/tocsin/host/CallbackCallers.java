package dev.tocsin.host;

import dev.tocsin.interpreter.CallbackAnswer;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Those who posted a body to a callback URL and wait for a word on it. Callers are on threads of
 * their own; which callbacks are awaited is the business of the thread that advances the run.
 */
final class CallbackCallers {

    private final Map<Long, CompletableFuture<CallbackAnswer>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final Set<String> awaited = new HashSet<>(0);
    private volatile boolean over;

    /**
     * Waits until the run has looked at a body.
     *
     * @param handIn given the number by which the run will answer
     */
    CallbackAnswer call(LongConsumer handIn) throws InterruptedException {
        long request = requests.incrementAndGet();
        CompletableFuture<CallbackAnswer> answer = new CompletableFuture<>();
        waiting.put(request, answer);
        handIn.accept(request);
        if (over) {
            answer.complete(new CallbackAnswer.TooLate());
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("callers are only ever answered", e);
        } finally {
            waiting.remove(request);
        }
    }

    void answer(long request, CallbackAnswer answer) {
        CompletableFuture<CallbackAnswer> caller = waiting.get(request);
        if (caller != null) {
            caller.complete(answer);
        }
    }

    void expect(String token) {
        awaited.add(token);
    }

    void forget(String token) {
        awaited.remove(token);
    }

    /** Whether the run waits for some callback. */
    boolean areAwaited() {
        return !awaited.isEmpty();
    }

    /** The run has ended: whoever waits, or comes later, is too late. */
    void close() {
        over = true;
        waiting.values().forEach(caller -> caller.complete(new CallbackAnswer.TooLate()));
    }
}
