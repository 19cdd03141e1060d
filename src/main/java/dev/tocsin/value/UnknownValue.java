package dev.tocsin.value;

import java.util.Set;

/**
 * What a rehearsal knows of something it did not do. It spreads through expressions as cel-spec
 * says of unknowns, and decides nothing. Never appears in a real run.
 *
 * @param origin what is not known, in words for people: {@code steps.decision}
 * @param shown what a plan shows in its place: the expression it came from, or a text with the
 *     holes that could not be filled
 * @param texts where it is surely one of these texts; empty where nothing is known
 */
public record UnknownValue(String origin, String shown, Set<String> texts) implements Value {

    public UnknownValue {
        texts = Set.copyOf(texts);
    }

    public UnknownValue(String origin, String shown) {
        this(origin, shown, Set.of());
    }

    /** One that is surely one of these texts, if there are any. */
    public static UnknownValue oneOf(String origin, Set<String> texts) {
        return new UnknownValue(origin, new UnknownValue(origin).shown(), texts);
    }

    /** One that is shown by its origin. */
    public UnknownValue(String origin) {
        this(origin, "(unknown: " + origin + ")");
    }

    @Override
    public String kind() {
        return "unknown";
    }
}
