package dev.tocsin.host;

import java.util.HashMap;
import java.util.Map;

/**
 * The open questions of a run and of those it calls. Each has one number for people whatever run it
 * is of, and it is known whether somebody is going to answer it. Not thread-safe.
 */
final class OpenQuestions {

    private record Handle(RunTree.Run run, long question) {}

    private final Map<Handle, Long> numbers = new HashMap<>(2);
    private final Map<Long, Boolean> expected = new HashMap<>(2);
    private long last;

    /** Expected to be answered until something else is said; gives its number, from 1. */
    long open(RunTree.Run run, long question) {
        long number = ++last;
        numbers.put(new Handle(run, question), number);
        expected.put(number, true);
        return number;
    }

    /** Says whether somebody is going to answer. */
    void expect(long number, boolean answer) {
        expected.replace(number, answer);
    }

    /** 0 where it is not open. */
    long number(RunTree.Run run, long question) {
        return numbers.getOrDefault(new Handle(run, question), 0L);
    }

    /** Gives the number that it had. */
    long close(RunTree.Run run, long question) {
        Long number = numbers.remove(new Handle(run, question));
        if (number == null) {
            throw new IllegalStateException("a question is withdrawn that is not open");
        }
        expected.remove(number);
        return number;
    }

    boolean isAnswerExpected() {
        return expected.containsValue(true);
    }
}
