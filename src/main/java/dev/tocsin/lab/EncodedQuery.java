package dev.tocsin.lab;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The part of ServiceNow's encoded queries that the lab knows: {@code field=value} and {@code
 * field!=value} joined by {@code ^}, and {@code ORDERBY} or {@code ORDERBYDESC} of one field. As
 * with the real service, a condition on a field that the table does not have is silently ignored,
 * so a misspelt one finds everything.
 *
 * @param order null where the rows stay in the order in which they were made
 * @param fields {@code sysparm_fields}; empty means all
 * @param plainReferences whether a reference is its id only ({@code
 *     sysparm_exclude_reference_link})
 * @param unknown a parameter or part of the query that the lab does not know, or null
 */
record EncodedQuery(
        List<Condition> conditions,
        @Nullable Order order,
        List<String> fields,
        int offset,
        int limit,
        boolean plainReferences,
        @Nullable String unknown) {

    /** One comparison; {@code equal} false means {@code !=}. */
    record Condition(String field, boolean equal, String value) {}

    /** By one field, of two alike the later one first where downwards. */
    record Order(String field, boolean downwards) {

        static @Nullable Order parse(String part) {
            if (part.startsWith("ORDERBYDESC")) {
                return new Order(part.substring("ORDERBYDESC".length()), true);
            }
            return part.startsWith("ORDERBY")
                    ? new Order(part.substring("ORDERBY".length()), false)
                    : null;
        }

        void sort(List<MapValue> rows) {
            rows.sort(Comparator.comparing(row -> Company.text(row, field)));
            if (downwards) {
                Collections.reverse(rows);
            }
        }
    }

    EncodedQuery {
        conditions = List.copyOf(conditions);
        fields = List.copyOf(fields);
    }

    static EncodedQuery parse(Map<String, String> parameters) {
        List<Condition> conditions = new ArrayList<>();
        Order order = null;
        List<String> fields = List.of();
        int offset = 0;
        int limit = 10_000;
        boolean plain = false;
        String unknown = null;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "sysparm_query" -> {
                    for (String part : value.split("\\^")) {
                        Condition condition = condition(part);
                        Order ordered = Order.parse(part);
                        if (ordered != null) {
                            order = ordered;
                        } else if (condition != null) {
                            conditions.add(condition);
                        } else if (!part.isEmpty()) {
                            unknown = part;
                        }
                    }
                }
                case "sysparm_fields" -> fields = List.of(value.split(","));
                case "sysparm_limit" -> limit = number(value, limit);
                case "sysparm_offset" -> offset = number(value, 0);
                case "sysparm_exclude_reference_link" -> plain = value.equals("true");
                case "sysparm_display_value", "sysparm_input_display_value" -> {
                    if (!value.equals("false")) {
                        unknown = parameter.getKey() + "=" + value;
                    }
                }
                case "sysparm_no_count", "sysparm_suppress_pagination_header" -> {}
                default -> unknown = parameter.getKey();
            }
        }
        return new EncodedQuery(conditions, order, fields, offset, limit, plain, unknown);
    }

    List<MapValue> find(Collection<MapValue> rows) {
        List<MapValue> found = new ArrayList<>();
        for (MapValue row : rows) {
            boolean matches = true;
            for (Condition condition : conditions) {
                Value value = row.get(condition.field);
                matches &= value == null || text(value).equals(condition.value) == condition.equal;
            }
            if (matches) {
                found.add(row);
            }
        }
        if (order != null) {
            order.sort(found);
        }
        return found;
    }

    List<MapValue> page(List<MapValue> found) {
        int start = Math.min(offset, found.size());
        return found.subList(start, Math.min(found.size(), start + limit));
    }

    MapValue shown(MapValue row) {
        MapValue shown = fields.isEmpty() ? row : Table.only(row, fields);
        if (plainReferences) {
            for (Map.Entry<String, Value> field : shown.entries().entrySet()) {
                if (field.getValue() instanceof MapValue) {
                    StringValue id = new StringValue(text(field.getValue()));
                    shown = Table.with(shown, field.getKey(), id);
                }
            }
        }
        return shown;
    }

    private static @Nullable Condition condition(String part) {
        int equals = part.indexOf('=');
        if (equals <= 0 || part.startsWith("OR")) {
            return null;
        }
        boolean not = part.charAt(equals - 1) == '!';
        String field = part.substring(0, not ? equals - 1 : equals);
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '_' && !Character.isLowerCase(c) && !Character.isDigit(c)) {
                return null;
            }
        }
        return new Condition(field, !not, part.substring(equals + 1));
    }

    private static String text(Value value) {
        return value instanceof MapValue reference
                ? Company.text(reference, "value")
                : ServiceNowStandIn.text(value).value();
    }

    private static int number(String text, int fallback) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException _) {
            return fallback;
        }
    }
}
