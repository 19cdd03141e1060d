package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code summarize Name = count(), Other = dcount(Column) by Column, Column}: one row per group, in
 * the order in which the groups first occur.
 */
record HuntingSummary(List<Aggregate> aggregates, List<String> by) {

    /**
     * One computed column.
     *
     * @param column what is aggregated; empty for {@code count()}
     */
    record Aggregate(String name, String function, String column) {}

    HuntingSummary {
        aggregates = List.copyOf(aggregates);
        by = List.copyOf(by);
    }

    static HuntingSummary read(HuntingTokens tokens, HuntingResult input) {
        List<Aggregate> aggregates = new ArrayList<>();
        if (!tokens.peek().equals("by")) {
            do {
                aggregates.add(aggregate(tokens, input));
            } while (tokens.takeIf(","));
        }
        List<String> by = tokens.takeIf("by") ? HuntingQuery.columns(tokens, input) : List.of();
        return new HuntingSummary(aggregates, by);
    }

    HuntingResult apply(HuntingResult input) {
        Map<String, String> columns = new LinkedHashMap<>();
        by.forEach(column -> columns.put(column, input.column(column)));
        for (Aggregate aggregate : aggregates) {
            boolean keepsType =
                    aggregate.function.equals("max") || aggregate.function.equals("min");
            columns.put(
                    aggregate.name,
                    keepsType ? input.column(aggregate.column) : HuntingResult.NUMBER);
        }
        Map<MapValue, List<MapValue>> groups = new LinkedHashMap<>();
        for (MapValue row : input.rows()) {
            groups.computeIfAbsent(Table.only(row, by), _ -> new ArrayList<>()).add(row);
        }
        List<MapValue> rows = new ArrayList<>();
        groups.forEach((key, members) -> rows.add(row(key, members)));
        return new HuntingResult(columns, rows);
    }

    private MapValue row(MapValue key, List<MapValue> members) {
        Map<String, Value> entries = new LinkedHashMap<>(key.entries());
        for (Aggregate aggregate : aggregates) {
            entries.put(aggregate.name, compute(aggregate, members));
        }
        return new MapValue(entries);
    }

    private static Value compute(Aggregate aggregate, List<MapValue> members) {
        if (aggregate.function.equals("count")) {
            return IntValue.of(members.size());
        }
        List<Value> values = new ArrayList<>();
        for (MapValue member : members) {
            values.add(member.entries().get(aggregate.column));
        }
        Set<Value> distinct = new HashSet<>(values);
        return switch (aggregate.function) {
            case "dcount" -> IntValue.of(distinct.size());
            case "max" -> values.stream().max(HuntingCondition::compare).orElseThrow();
            case "min" -> values.stream().min(HuntingCondition::compare).orElseThrow();
            default -> throw new IllegalStateException("no function " + aggregate.function);
        };
    }

    private static Aggregate aggregate(HuntingTokens tokens, HuntingResult input) {
        String first = tokens.name();
        boolean named = tokens.takeIf("=");
        String function = named ? tokens.name() : first;
        tokens.expect("(");
        String column = "";
        switch (function) {
            case "count" -> {}
            case "dcount", "max", "min" -> {
                column = tokens.name();
                input.column(column);
            }
            default -> throw new HuntingException("The lab does not know the function " + function);
        }
        tokens.expect(")");
        // Kusto's own names for columns that the query does not name.
        String name = named ? first : function + "_" + column;
        return new Aggregate(name, function, column);
    }
}
