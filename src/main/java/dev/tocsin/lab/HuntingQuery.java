package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Runs a hunting query over the lab's tables. Knows a table name followed by {@code where}
 * (comparisons joined by {@code and}), {@code summarize}, {@code distinct}, {@code project}, {@code
 * sort by} and {@code order by} one column, {@code top}, {@code take} and {@code limit}.
 *
 * @see <a href="https://learn.microsoft.com/en-us/kusto/query/">Kusto query language</a>
 */
final class HuntingQuery {

    private final Company company;
    private final Tables tables;
    private final HuntingTokens tokens;

    /** Where rows come from. */
    interface Tables {

        /** The whole table, or null where there is none of this name. */
        @Nullable HuntingResult find(String name);
    }

    private HuntingQuery(Company company, Tables tables, HuntingTokens tokens) {
        this.company = company;
        this.tables = tables;
        this.tokens = tokens;
    }

    /**
     * The rows that a query finds.
     *
     * @throws HuntingException if it is wrong, or uses something that the lab does not know
     */
    static HuntingResult run(Company company, String query) {
        return run(
                company,
                name -> {
                    List<MapValue> rows = company.hunting(name);
                    return rows == null ? null : HuntingResult.of(rows);
                },
                query);
    }

    /** The same over other tables. */
    static HuntingResult run(Company company, Tables tables, String query) {
        return new HuntingQuery(company, tables, new HuntingTokens(query)).run();
    }

    private HuntingResult run() {
        String table = tokens.name();
        HuntingResult result = tables.find(table);
        if (result == null) {
            throw new HuntingException(
                    "Failed to resolve table or column expression named '" + table + "'");
        }
        while (!tokens.atEnd()) {
            // A semicolon may end a query.
            if (tokens.takeIf(";") && tokens.atEnd()) {
                return result;
            }
            tokens.expect("|");
            result = operator(result);
        }
        return result;
    }

    private HuntingResult operator(HuntingResult input) {
        String operator = tokens.name();
        return switch (operator) {
            case "where" -> where(input);
            case "summarize" -> HuntingSummary.read(tokens, input).apply(input);
            case "distinct" -> {
                HuntingResult projected = project(input);
                yield projected.withRows(List.copyOf(new LinkedHashSet<>(projected.rows())));
            }
            case "project" -> project(input);
            case "sort", "order" -> {
                tokens.expect("by");
                yield sort(input);
            }
            case "top" -> {
                int count = number();
                tokens.expect("by");
                yield first(sort(input), count);
            }
            case "take", "limit" -> first(input, number());
            default -> throw new HuntingException("The lab does not know the operator " + operator);
        };
    }

    private HuntingResult where(HuntingResult input) {
        Instant now = company.instant();
        List<HuntingCondition> conditions = new ArrayList<>();
        do {
            conditions.add(HuntingCondition.read(tokens, input, now));
        } while (tokens.takeIf("and"));
        List<MapValue> rows = new ArrayList<>();
        for (MapValue row : input.rows()) {
            if (conditions.stream().allMatch(condition -> condition.holds(row))) {
                rows.add(row);
            }
        }
        return input.withRows(rows);
    }

    private HuntingResult project(HuntingResult input) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns(tokens, input).forEach(name -> columns.put(name, input.column(name)));
        List<MapValue> rows = new ArrayList<>();
        input.rows().forEach(row -> rows.add(Table.only(row, columns.keySet())));
        return new HuntingResult(columns, rows);
    }

    private HuntingResult sort(HuntingResult input) {
        String column = tokens.name();
        input.column(column);
        Comparator<MapValue> order =
                (a, b) ->
                        HuntingCondition.compare(a.entries().get(column), b.entries().get(column));
        // Kusto sorts downwards unless told otherwise.
        boolean ascending = tokens.takeIf("asc");
        if (!ascending) {
            tokens.takeIf("desc");
            order = order.reversed();
        }
        List<MapValue> rows = new ArrayList<>(input.rows());
        rows.sort(order);
        return input.withRows(rows);
    }

    private static HuntingResult first(HuntingResult input, int count) {
        List<MapValue> rows = input.rows();
        return input.withRows(rows.subList(0, Math.min(count, rows.size())));
    }

    private int number() {
        String token = tokens.take();
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException _) {
            throw new HuntingException("Expected a number, found " + token);
        }
    }

    /** Names with commas between them, each a column of the input. */
    static List<String> columns(HuntingTokens tokens, HuntingResult input) {
        List<String> columns = new ArrayList<>();
        do {
            String name = tokens.name();
            input.column(name);
            columns.add(name);
        } while (tokens.takeIf(","));
        return columns;
    }
}
