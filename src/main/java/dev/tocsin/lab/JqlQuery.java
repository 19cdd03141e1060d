package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * A search in JQL: conditions with {@code AND}, {@code OR}, {@code NOT} and parentheses, then
 * {@code ORDER BY}. What the lab does not know is refused in Jira's way.
 *
 * @param where null where only an order is given
 * @param order fields by importance
 * @see <a
 *     href="https://support.atlassian.com/jira-software-cloud/docs/use-advanced-search-with-jira-query-language-jql/">JQL</a>
 */
record JqlQuery(@Nullable Condition where, List<Order> order) {

    /** What an issue must be like. */
    sealed interface Condition {

        record All(List<Condition> parts) implements Condition {
            public All {
                parts = List.copyOf(parts);
            }
        }

        record Any(List<Condition> parts) implements Condition {
            public Any {
                parts = List.copyOf(parts);
            }
        }

        record Not(Condition inner) implements Condition {}

        /**
         * One field against values.
         *
         * @param operator {@code =}, {@code in}, {@code is}, {@code ~}, {@code <} and so on; those
         *     that negate are inside a {@link Not}
         * @param values none for {@code is EMPTY}
         */
        record Test(String field, String operator, List<String> values) implements Condition {
            public Test {
                values = List.copyOf(values);
            }
        }
    }

    /** One field of {@code ORDER BY}. */
    record Order(String field, boolean descending) {}

    /** A query that Jira refuses; the message is what it says. */
    static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;

        InvalidException(String message) {
            super(message, null, false, false);
        }
    }

    JqlQuery {
        order = List.copyOf(order);
    }

    /**
     * @throws InvalidException if it is none, or would find every issue of the site
     */
    static JqlQuery parse(String text) throws InvalidException {
        JqlQuery query = new JqlParser(text).query();
        if (query.where == null) {
            throw new InvalidException(
                    "Unbounded JQL queries are not allowed here. Please add a search restriction"
                            + " to your query.");
        }
        return query;
    }

    /** Those that fit, in the order asked for, else newest first. */
    List<MapValue> find(Collection<MapValue> issues, JqlFields fields) throws InvalidException {
        List<MapValue> found = new ArrayList<>();
        for (MapValue issue : issues) {
            if (where != null && holds(where, issue, fields)) {
                found.add(issue);
            }
        }
        Collections.reverse(found);
        for (Order each : order.reversed()) {
            fields.sort(found, each);
        }
        return found;
    }

    private static boolean holds(Condition condition, MapValue issue, JqlFields fields)
            throws InvalidException {
        return switch (condition) {
            case Condition.All(List<Condition> parts) -> {
                boolean all = true;
                for (Condition part : parts) {
                    all &= holds(part, issue, fields);
                }
                yield all;
            }
            case Condition.Any(List<Condition> parts) -> {
                boolean any = false;
                for (Condition part : parts) {
                    any |= holds(part, issue, fields);
                }
                yield any;
            }
            case Condition.Not(Condition inner) -> !holds(inner, issue, fields);
            case Condition.Test test -> fields.holds(test, issue);
        };
    }
}
