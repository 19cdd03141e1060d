package dev.tocsin.connector;

import dev.tocsin.expression.Evaluator;

import org.jspecify.annotations.Nullable;

/**
 * How a list that comes in pages is read as one.
 *
 * @param items the list that one page holds
 * @param next where the following page is
 * @param atMost how many items are enough; null where all are wanted
 */
record Paging(Evaluator items, Next next, @Nullable Evaluator atMost) {

    /** The input that bounds the list; the reader adds it to those of the operation. */
    static final String MAX_ITEMS = "maxItems";

    /** The most that a step may raise the bound to. */
    static final int MOST_ITEMS = 100_000;

    /** Where the following page is. Each slot is over {@code response}, {@code page} and so on. */
    sealed interface Next {

        Evaluator slot();

        /** The service gives a link; null or empty ends. */
        record Link(Evaluator slot) implements Next {}

        /** The service gives a mark that the next request repeats; null or empty ends. */
        record Cursor(Evaluator slot) implements Next {}

        /** The request counts by itself; false ends. */
        record More(Evaluator slot) implements Next {}
    }
}
