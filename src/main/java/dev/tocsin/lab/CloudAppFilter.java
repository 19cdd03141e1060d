package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code {"id": {"eq": ["a", "b"]}, "severity": {"eq": [2]}}}: fields are joined by "and", values
 * of one operator by "or". Knows {@code id}, {@code severity}, {@code resolutionStatus}, {@code
 * alertOpen}, {@code read} and {@code date}.
 *
 * @param conditions none of them matches every alert
 */
record CloudAppFilter(List<Condition> conditions) {

    /** A filter that the lab does not know. */
    static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownException(String message) {
            super(message, null, false, false);
        }
    }

    /** One field, its operator, what it is compared with. */
    record Condition(String field, String operator, List<Value> operands) {}

    CloudAppFilter {
        conditions = List.copyOf(conditions);
    }

    static CloudAppFilter from(MapValue filters) {
        List<Condition> conditions = new ArrayList<>();
        filters.entries()
                .forEach(
                        (field, test) -> {
                            if (!(test instanceof MapValue(Map<String, Value> operators))) {
                                throw new UnknownException("Filter " + field + " is no object.");
                            }
                            operators.forEach(
                                    (operator, operand) ->
                                            conditions.add(condition(field, operator, operand)));
                        });
        return new CloudAppFilter(conditions);
    }

    boolean matches(MapValue alert) {
        for (Condition condition : conditions) {
            if (!holds(condition, alert)) {
                return false;
            }
        }
        return true;
    }

    /** The ids that {@code id eq} names. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.field.equals("id") && condition.operator.equals("eq")) {
                for (Value operand : condition.operands) {
                    ids.add(operand instanceof StringValue(String id) ? id : "");
                }
            }
        }
        return ids;
    }

    private static Condition condition(String field, String operator, Value operand) {
        boolean known =
                switch (field) {
                    case "id", "severity", "resolutionStatus", "alertOpen", "read" ->
                            operator.equals("eq") || operator.equals("neq");
                    case "date" -> operator.equals("gte") || operator.equals("lte");
                    default -> false;
                };
        if (!known) {
            throw new UnknownException(
                    "The lab does not know the filter " + field + "." + operator);
        }
        List<Value> operands =
                operand instanceof ListValue(List<Value> list) ? list : List.of(operand);
        return new Condition(field, operator, operands);
    }

    private static boolean holds(Condition condition, MapValue alert) {
        Value actual =
                switch (condition.field) {
                    case "id" -> new StringValue(Company.text(alert, "_id"));
                    case "severity" -> IntValue.of(number(alert, "severityValue"));
                    case "resolutionStatus" -> IntValue.of(number(alert, "resolutionStatusValue"));
                    case "alertOpen" -> BoolValue.of(number(alert, "resolutionStatusValue") == 0);
                    case "read" -> BoolValue.of(number(alert, "statusValue") != 0);
                    case "date" -> IntValue.of(number(alert, "timestamp"));
                    default -> throw new IllegalStateException("no filter " + condition.field);
                };
        return switch (condition.operator) {
            case "eq" -> condition.operands.contains(actual);
            case "neq" -> !condition.operands.contains(actual);
            case "gte" -> number(actual) >= number(condition.operands.getFirst());
            case "lte" -> number(actual) <= number(condition.operands.getFirst());
            default -> throw new IllegalStateException("no operator " + condition.operator);
        };
    }

    private static long number(MapValue alert, String field) {
        return number(alert.entries().get(field));
    }

    private static long number(Value value) {
        return value instanceof IntValue(long number) ? number : 0;
    }
}
