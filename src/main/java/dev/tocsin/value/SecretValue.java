package dev.tocsin.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value that no record, plan, log or message may show: everything that prints it writes {@link
 * #SHOWN}. It may be passed on as it is; whoever computes with what it holds wraps the result
 * again. Made only by {@link #of}.
 *
 * @param value neither a secret itself nor unknown nor null; a list or map may hold some of these
 */
public record SecretValue(Value value) implements Value {

    /** What stands where the value would: {@value}. */
    public static final String SHOWN = "(secret)";

    public SecretValue {
        if (value instanceof SecretValue
                || value instanceof UnknownValue
                || value == NullValue.NULL) {
            throw new IllegalStateException("a secret holds no secret, no unknown and no null");
        }
    }

    /**
     * The value as a secret. Null stays null, because whether there is a value is no secret; what
     * is not known stays unknown, shown by its origin alone, because the rest of a text around it
     * may be secret.
     */
    public static Value of(Value value) {
        return switch (value) {
            case SecretValue secret -> secret;
            case NullValue none -> none;
            case UnknownValue unknown -> new UnknownValue(unknown.origin());
            default -> new SecretValue(value);
        };
    }

    /** What a secret holds; any other value as it is. */
    public static Value open(Value value) {
        return value instanceof SecretValue(Value inner) ? inner : value;
    }

    /** A value with every secret in it opened; the same value where it holds none. */
    public static Value openAll(Value value) {
        return switch (value) {
            case SecretValue(Value inner) -> openAll(inner);
            case ListValue(List<Value> items) -> {
                List<Value> opened = new ArrayList<>(items.size());
                items.forEach(item -> opened.add(openAll(item)));
                yield isSame(items, opened) ? value : new ListValue(opened);
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> opened = LinkedHashMap.newLinkedHashMap(entries.size());
                entries.forEach((key, item) -> opened.put(key, openAll(item)));
                yield isSame(entries.values(), opened.values()) ? value : new MapValue(opened);
            }
            default -> value;
        };
    }

    private static boolean isSame(Collection<Value> before, Collection<Value> after) {
        Iterator<Value> others = after.iterator();
        for (Value value : before) {
            if (value != others.next()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String kind() {
        return "secret";
    }

    @Override
    public String toString() {
        return SHOWN;
    }
}
