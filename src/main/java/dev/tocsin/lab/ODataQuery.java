package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The part of OData that the lab knows: {@code $filter} as {@link ODataFilter} reads it, {@code
 * $orderby} of one field, {@code $top}, {@code $skip}, {@code $count}, {@code $select}, and {@code
 * $expand}, which changes nothing because the lab's rows are complete.
 */
final class ODataQuery {

    private ODataQuery() {}

    /** The query asks for something that the lab does not know. */
    static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The collection that a request asks for: {@code {"value": [...]}}, with {@code @odata.count}
     * where it was asked for.
     *
     * @throws UnknownException if the lab does not know a part of the query
     */
    static MapValue.Builder apply(
            Collection<MapValue> rows, Map<String, String> query, MapValue.Builder out) {
        List<MapValue> found = new ArrayList<>(rows);
        int skip = 0;
        int top = 10_000;
        boolean count = false;
        List<String> select = List.of();
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "$filter" -> {
                    ODataFilter filter = ODataFilter.parse(value);
                    found.removeIf(row -> !filter.holds(row));
                }
                case "$orderby" -> sort(found, value);
                case "$top" -> top = number(parameter);
                case "$skip" -> skip = number(parameter);
                case "$count" -> count = "true".equals(value);
                case "$select" -> select = List.of(value.split(","));
                case "$expand" -> {}
                default -> throw new UnknownException("unknown query option " + parameter.getKey());
            }
        }
        List<Value> page = new ArrayList<>();
        for (int i = skip; i < found.size() && page.size() < top; i++) {
            page.add(select.isEmpty() ? found.get(i) : Table.only(found.get(i), select));
        }
        if (count) {
            out.put("@odata.count", IntValue.of(found.size()));
        }
        return out.put("value", new ListValue(page));
    }

    private static int number(Map.Entry<String, String> parameter) {
        try {
            return Integer.parseUnsignedInt(parameter.getValue());
        } catch (NumberFormatException _) {
            throw new UnknownException("no number in " + parameter.getKey());
        }
    }

    /** Downwards, of two alike the later one comes first: the lab's clock may stand still. */
    private static void sort(List<MapValue> rows, String text) {
        String[] words = text.strip().split(" +");
        rows.sort(Comparator.comparing(row -> plain(row, words[0])));
        if (words.length == 2 && words[1].equals("desc")) {
            Collections.reverse(rows);
        } else if (words.length > 2 || words.length == 2 && !words[1].equals("asc")) {
            throw new UnknownException("unknown order " + text);
        }
    }

    /** Times are RFC 3339 in UTC, so that comparing texts compares times. */
    private static String plain(MapValue row, String field) {
        Value value = row.get(field);
        if (value == null) {
            throw new UnknownException("no property " + field);
        }
        return switch (value) {
            case IntValue(long number) -> Long.toString(number);
            case NullValue _ -> "null";
            default -> Company.text(row, field);
        };
    }
}
