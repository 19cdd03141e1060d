package dev.tocsin.playbook;

import dev.tocsin.value.ErrorKind;

import java.time.Duration;
import java.util.Set;

/** How a failed attempt is followed by another. */
public sealed interface Retry {

    /** {@code retry: none}. */
    record None() implements Retry {}

    /**
     * {@code retry: {times, every or backoff, upTo, on}}.
     *
     * @param times further attempts after the first, 1 to 100
     * @param first pause before the second attempt
     * @param growing whether each pause doubles ({@code backoff}) or stays ({@code every})
     * @param longest no pause is longer ({@code upTo})
     * @param on which failures are tried again; empty means those that may pass by themselves
     */
    record Again(int times, Duration first, boolean growing, Duration longest, Set<ErrorKind> on)
            implements Retry {
        public Again {
            on = Set.copyOf(on);
        }
    }
}
