package dev.tocsin.host;

/**
 * How often something may happen.
 *
 * @param least on the shortest way through
 * @param most on the longest; meaningless where {@code open}
 * @param open whether there is no bound, as inside a loop over a list that is not known
 */
public record Range(int least, int most, boolean open) {

    static final Range NONE = new Range(0, 0, false);
    static final Range ONCE = new Range(1, 1, false);

    Range plus(Range other) {
        return new Range(least + other.least, most + other.most, open || other.open);
    }

    /** Either this or the other happens. */
    Range or(Range other) {
        return new Range(
                Math.min(least, other.least), Math.max(most, other.most), open || other.open);
    }

    /** Happens any number of times, or {@code bound} times at most where that is not 0. */
    Range repeated(int atLeast, int bound) {
        boolean unbounded = open || bound == 0 && most > 0;
        return new Range(least * atLeast, most * Math.max(bound, 1), unbounded);
    }

    /** As in the last line of a plan: {@code 2}, {@code 0-1}, {@code 1 or more}. */
    @Override
    public String toString() {
        if (open) {
            return least == 0 ? "any number of" : least + " or more";
        }
        return least == most ? Integer.toString(least) : least + "-" + most;
    }
}
