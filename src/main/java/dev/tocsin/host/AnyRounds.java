package dev.tocsin.host;

import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Way;

import org.jspecify.annotations.Nullable;

/** What is known inside a loop that goes round any number of times. */
final class AnyRounds {

    private AnyRounds() {}

    /** One round that is walked without being shown; null where none can follow it. */
    interface Round {
        @Nullable Way walk(Scope scope) throws InterruptedException;
    }

    /**
     * The scope at the begin of any round: where a round leaves a value that another round or no
     * round at all would not, the value is unknown. Each pass makes at least one more slot unknown,
     * so it comes to an end; most loops need two.
     */
    static Scope scope(Scope start, Round round) throws InterruptedException {
        Scope any = Flow.copy(start);
        while (true) {
            Way way = round.walk(Flow.copy(any));
            if (way == null) {
                return any;
            }
            Scope merged = Flow.merge(any, way.scope());
            if (same(any, merged)) {
                return any;
            }
            any = merged;
        }
    }

    private static boolean same(@Nullable Scope a, @Nullable Scope b) {
        if (a == null || b == null) {
            return a == b;
        }
        for (int slot = 0; slot < a.size(); slot++) {
            if (!a.get(slot).equals(b.get(slot))) {
                return false;
            }
        }
        return same(a.parent(), b.parent());
    }
}
