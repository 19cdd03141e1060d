package dev.tocsin.host.durable;

import org.jspecify.annotations.Nullable;

/**
 * Names a question, or an attempt that waits for people, across restarts.
 *
 * @param run id of the run
 * @param sub which of the runs that it calls, 0 for itself
 * @param handle number of the question or attempt in that run, from 1; the two never share one
 */
public record Held(String run, long sub, long handle) {

    /** As ids of questions are written: {@code run-3f9c2a71b604.0.7}. */
    public String id() {
        return run + '.' + sub + '.' + handle;
    }

    /** What an id names; null where it is none. */
    public static @Nullable Held of(String id) {
        int last = id.lastIndexOf('.');
        int middle = last < 0 ? -1 : id.lastIndexOf('.', last - 1);
        if (middle <= 0
                || !isNumber(id, middle + 1, last)
                || !isNumber(id, last + 1, id.length())) {
            return null;
        }
        return new Held(
                id.substring(0, middle),
                Long.parseLong(id, middle + 1, last, 10),
                Long.parseLong(id, last + 1, id.length(), 10));
    }

    private static boolean isNumber(String text, int from, int to) {
        boolean canonical = to - from == 1 || to > from && text.charAt(from) != '0';
        for (int i = from; i < to; i++) {
            canonical &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return canonical && to - from < 10;
    }
}
