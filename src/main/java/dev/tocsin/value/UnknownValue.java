package dev.tocsin.value;

import java.util.List;
import java.util.Map;
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

    /** Whether a value is one of these, or holds one. */
    public static boolean isWithin(Value value) {
        return switch (value) {
            case UnknownValue _ -> true;
            case SecretValue(Value inner) -> isWithin(inner);
            case ListValue(List<Value> items) -> {
                for (Value item : items) {
                    if (isWithin(item)) {
                        yield true;
                    }
                }
                yield false;
            }
            case MapValue(Map<String, Value> entries) -> {
                for (Value entry : entries.values()) {
                    if (isWithin(entry)) {
                        yield true;
                    }
                }
                yield false;
            }
            case NullValue _,
                    BoolValue _,
                    IntValue _,
                    DoubleValue _,
                    BigValue _,
                    StringValue _,
                    BytesValue _,
                    TimestampValue _,
                    DurationValue _ ->
                    false;
        };
    }

    @Override
    public String kind() {
        return "unknown";
    }
}
