package dev.tocsin.value;

/**
 * What a rehearsal knows of something it did not do. It spreads through expressions as cel-spec
 * says of unknowns, and decides nothing. Never appears in a real run.
 *
 * @param origin what is not known, in words for people: {@code steps.decision}
 * @param shown what a plan shows in its place: the expression it came from, or a text with the
 *     holes that could not be filled
 */
public record UnknownValue(String origin, String shown) implements Value {

    /** One that is shown by its origin. */
    public UnknownValue(String origin) {
        this(origin, "(unknown: " + origin + ")");
    }

    @Override
    public String kind() {
        return "unknown";
    }
}
