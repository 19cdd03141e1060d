package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code {"id": {"eq": ["a", "b"]}, "severity": {"eq": [2]}}}: fields are joined by "and", values
 * of one operator by "or".
 *
 * @param conditions none of them matches every record
 * @param now what {@code gte_ndays} is counted back from
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-cloud-apps/api-introduction#filters">filters</a>
 */
record CloudAppFilter(List<Condition> conditions, Instant now) {

    /** One field, its operator, what it is compared with. */
    record Condition(
            String name, CloudAppFields.Field field, String operator, List<Value> operands) {}

    CloudAppFilter {
        conditions = List.copyOf(conditions);
    }

    /**
     * @throws RefusedException if there is no such filter, or it does not take the operator
     */
    static CloudAppFilter from(@Nullable Value filters, CloudAppFields fields, Instant now) {
        List<Condition> conditions = new ArrayList<>();
        if (filters instanceof MapValue(Map<String, Value> all)) {
            all.forEach(
                    (name, test) -> {
                        if (!(test instanceof MapValue(Map<String, Value> operators))) {
                            throw CloudAppErrors.refuse("Filter " + name + " is no object.");
                        }
                        operators.forEach(
                                (operator, operand) ->
                                        conditions.add(condition(name, fields, operator, operand)));
                    });
        }
        return new CloudAppFilter(conditions, now);
    }

    private static Condition condition(
            String name, CloudAppFields fields, String operator, Value operand) {
        CloudAppFields.Field field = fields.field(name);
        if (field == null || !field.operators().contains(operator)) {
            throw CloudAppErrors.refuse(
                    "The lab does not know the filter " + name + "." + operator);
        }
        List<Value> operands =
                operand instanceof ListValue(List<Value> list) ? list : List.of(operand);
        return new Condition(name, field, operator, operands);
    }

    boolean matches(MapValue record) {
        for (Condition condition : conditions) {
            if (!holds(condition, condition.field.values().apply(record))) {
                return false;
            }
        }
        return true;
    }

    /** The ids that {@code id eq} names. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.name.equals("id") && condition.operator.equals("eq")) {
                for (Value operand : condition.operands) {
                    ids.add(operand instanceof StringValue(String id) ? id : "");
                }
            }
        }
        return ids;
    }

    private boolean holds(Condition condition, List<Value> actual) {
        List<Value> operands = condition.operands;
        return switch (condition.operator) {
            case "eq" -> any(actual, operands);
            case "neq" -> !any(actual, operands);
            case "contains" -> anyText(actual, operands, String::contains);
            case "ncontains" -> !anyText(actual, operands, String::contains);
            case "startswith", "startswithsingle" -> anyText(actual, operands, String::startsWith);
            case "doesnotstartwith" -> !anyText(actual, operands, String::startsWith);
            case "endswith" -> anyText(actual, operands, String::endsWith);
            case "text" -> anyText(actual, operands, String::contains);
            case "isset" -> operands.contains(BoolValue.TRUE) == !actual.isEmpty();
            case "isnotset" -> operands.contains(BoolValue.TRUE) == actual.isEmpty();
            default -> !actual.isEmpty() && isInTime(condition, number(actual.getFirst()));
        };
    }

    private boolean isInTime(Condition condition, long actual) {
        Value operand = condition.operands.getFirst();
        return switch (condition.operator) {
            case "gt" -> actual > number(operand);
            case "gte" -> actual >= number(operand);
            case "lt" -> actual < number(operand);
            case "lte" -> actual <= number(operand);
            case "gte_ndays" -> actual >= daysAgo(number(operand));
            case "lte_ndays" -> actual <= daysAgo(number(operand));
            case "range" -> {
                boolean within = false;
                for (Value range : condition.operands) {
                    within |=
                            range instanceof MapValue map
                                    && actual >= CloudAppFields.number(map, "start")
                                    && actual <= CloudAppFields.number(map, "end");
                }
                yield within;
            }
            default -> throw new IllegalStateException("no operator " + condition.operator);
        };
    }

    private long daysAgo(long days) {
        return now.minus(Duration.ofDays(days)).toEpochMilli();
    }

    private static boolean any(List<Value> actual, List<Value> operands) {
        for (Value operand : operands) {
            if (operand == NullValue.NULL && actual.isEmpty()) {
                return true;
            }
            for (Value value : actual) {
                if (isSame(value, operand)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A person may be named without all parts of the key. */
    private static boolean isSame(Value actual, Value operand) {
        if (!(actual instanceof MapValue map) || !(operand instanceof MapValue wanted)) {
            return actual.equals(operand);
        }
        boolean same = wanted.get("id") != null;
        for (Map.Entry<String, Value> part : wanted.entries().entrySet()) {
            same &= part.getValue().equals(map.get(part.getKey()));
        }
        return same;
    }

    private interface TextTest {
        boolean holds(String actual, String operand);
    }

    private static boolean anyText(List<Value> actual, List<Value> operands, TextTest test) {
        for (Value value : actual) {
            for (Value operand : operands) {
                if (value instanceof StringValue(String text)
                        && operand instanceof StringValue(String wanted)
                        && test.holds(
                                text.toLowerCase(Locale.ROOT), wanted.toLowerCase(Locale.ROOT))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static long number(Value value) {
        return value instanceof IntValue(long number) ? number : 0;
    }
}
