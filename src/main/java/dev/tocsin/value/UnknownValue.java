package dev.tocsin.value;

/**
 * What a rehearsal knows of something it did not do. It spreads through expressions as cel-spec
 * says of unknowns, and decides nothing. Never appears in a real run.
 *
 * @param origin what is not known, in words for people: {@code steps.decision}
 */
public record UnknownValue(String origin) implements Value {

    @Override
    public String kind() {
        return "unknown";
    }
}
