package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A {@code $filter} of OData, as far as the lab knows the language: {@code eq ne gt ge lt le in},
 * {@code startswith}, {@code endswith}, {@code contains}, {@code and}, {@code or}, {@code not} and
 * parentheses. Texts are compared without regard to case, as Entra does.
 *
 * @see <a
 *     href="https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html">
 *     URL conventions, 5.1.1</a>
 */
sealed interface ODataFilter {

    /**
     * @throws ODataQuery.UnknownException if the row has not a property that is asked for
     */
    boolean holds(MapValue row);

    /** The properties that it looks at. */
    List<String> properties();

    /** Whether Entra answers it from its index only: it asks for what is not so. */
    boolean advanced();

    /**
     * @throws ODataQuery.UnknownException if the lab cannot read it
     */
    static ODataFilter parse(String text) {
        return new ODataFilterParser(text).parse();
    }

    /** All of them, or one of them. */
    record Joined(boolean all, List<ODataFilter> parts) implements ODataFilter {

        @Override
        public boolean holds(MapValue row) {
            return all
                    ? parts.stream().allMatch(part -> part.holds(row))
                    : parts.stream().anyMatch(part -> part.holds(row));
        }

        @Override
        public List<String> properties() {
            List<String> found = new ArrayList<>();
            parts.forEach(part -> found.addAll(part.properties()));
            return found;
        }

        @Override
        public boolean advanced() {
            return parts.stream().anyMatch(ODataFilter::advanced);
        }
    }

    /** What does not hold. */
    record Not(ODataFilter part) implements ODataFilter {

        @Override
        public boolean holds(MapValue row) {
            return !part.holds(row);
        }

        @Override
        public List<String> properties() {
            return part.properties();
        }

        @Override
        public boolean advanced() {
            return true;
        }
    }

    /**
     * One property compared with values.
     *
     * @param operator {@code eq}, {@code in}, {@code startswith} and so on
     * @param values one, but for {@code in}
     */
    record Compared(String property, String operator, List<Value> values) implements ODataFilter {

        @Override
        public boolean holds(MapValue row) {
            Value value = row.get(property);
            if (value == null) {
                throw new ODataQuery.UnknownException(
                        "Could not find a property named '" + property + "'.");
            }
            Value wanted = values.getFirst();
            return switch (operator) {
                case "eq" -> same(value, wanted);
                case "ne" -> !same(value, wanted);
                case "in" -> values.stream().anyMatch(each -> same(value, each));
                case "gt" -> ordered(value, wanted) && order(value, wanted) > 0;
                case "ge" -> ordered(value, wanted) && order(value, wanted) >= 0;
                case "lt" -> ordered(value, wanted) && order(value, wanted) < 0;
                case "le" -> ordered(value, wanted) && order(value, wanted) <= 0;
                case "startswith" -> lower(value).startsWith(lower(wanted));
                case "endswith" -> lower(value).endsWith(lower(wanted));
                case "contains" -> lower(value).contains(lower(wanted));
                default ->
                        throw new ODataQuery.UnknownException(
                                "A binary operator was expected, not '" + operator + "'.");
            };
        }

        @Override
        public List<String> properties() {
            return List.of(property);
        }

        @Override
        public boolean advanced() {
            return operator.equals("ne")
                    || operator.equals("endswith")
                    || operator.equals("contains");
        }

        private static boolean same(Value value, Value wanted) {
            return value instanceof ListValue(List<Value> items)
                    ? items.stream().anyMatch(item -> same(item, wanted))
                    : value.equals(wanted) || ordered(value, wanted) && order(value, wanted) == 0;
        }

        private static boolean ordered(Value value, Value wanted) {
            return value instanceof IntValue && wanted instanceof IntValue
                    || value instanceof StringValue && wanted instanceof StringValue;
        }

        private static int order(Value value, Value wanted) {
            if (value instanceof IntValue(long one) && wanted instanceof IntValue(long other)) {
                return Long.compare(one, other);
            }
            Instant at = instant(value);
            Instant then = instant(wanted);
            return at == null || then == null
                    ? lower(value).compareTo(lower(wanted))
                    : at.compareTo(then);
        }

        private static @Nullable Instant instant(Value value) {
            try {
                return value instanceof StringValue(String text) && text.endsWith("Z")
                        ? Instant.parse(text)
                        : null;
            } catch (DateTimeException _) {
                return null;
            }
        }

        private static String lower(Value value) {
            return switch (value) {
                case StringValue(String text) -> text.toLowerCase(Locale.ROOT);
                case BoolValue truth -> Boolean.toString(truth.value());
                case NullValue _ -> "";
                default -> "";
            };
        }
    }
}
