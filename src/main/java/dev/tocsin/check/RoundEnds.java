package dev.tocsin.check;

import java.util.ArrayList;
import java.util.List;

/** Where the rounds of one loop end before their last step. */
final class RoundEnds {

    private final List<LexicalEnvironment> next = new ArrayList<>(0);
    private final List<LexicalEnvironment> stop = new ArrayList<>(0);

    void next(LexicalEnvironment at) {
        next.add(at);
    }

    void stop(LexicalEnvironment at) {
        stop.add(at);
    }

    /** What is known after a round, which ended with its last step or with a {@code next}. */
    LexicalEnvironment endOfRound(LexicalEnvironment start, LexicalEnvironment end) {
        if (next.isEmpty()) {
            return end;
        }
        List<LexicalEnvironment> ways = new ArrayList<>(next);
        ways.addFirst(end);
        return start.joined(ways);
    }

    /** Where a {@code stop} ended the whole loop. */
    List<LexicalEnvironment> stops() {
        return stop;
    }
}
