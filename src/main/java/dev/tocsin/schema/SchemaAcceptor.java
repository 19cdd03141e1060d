package dev.tocsin.schema;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says yes where a value surely fits a schema, straight from the schema's JSON. It never says why
 * not: for anything but a yes the validator (networknt) is asked, whose word is final. Nearly every
 * value fits, and the validator with its 350 classes is a fifth of what a short command costs.
 *
 * <p>A keyword, a kind of number or a depth that is not handled here counts as doubt, so that a yes
 * is never more generous than the validator; a test compares the two. Safe to share between
 * threads.
 */
final class SchemaAcceptor {

    private static final int MAX_DEPTH = 300;

    private final MapValue root;
    private final Map<String, LazyPattern> patterns = new ConcurrentHashMap<>();

    SchemaAcceptor(MapValue root) {
        this.root = root;
    }

    /** Whether the value surely fits. */
    boolean accepts(Value value) {
        try {
            return fits(value, root, 0);
        } catch (Doubt _) {
            return false;
        }
    }

    private boolean fits(Value value, Value schema, int depth) throws Doubt {
        if (schema instanceof BoolValue truth) {
            return truth.value();
        }
        if (!(schema instanceof MapValue owner) || depth > MAX_DEPTH) {
            throw Doubt.DOUBT;
        }
        for (Map.Entry<String, Value> rule : owner.entries().entrySet()) {
            if (!holds(rule.getKey(), rule.getValue(), owner, value, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(String keyword, Value rule, MapValue owner, Value value, int depth)
            throws Doubt {
        return switch (keyword) {
            case "$schema",
                    "$id",
                    "$defs",
                    "$comment",
                    "title",
                    "description",
                    "default",
                    "examples",
                    "format",
                    "deprecated",
                    "then",
                    "else" ->
                    true;
            case "$ref" -> fits(value, target(rule), depth);
            case "type" -> isOfType(value, rule);
            case "enum" -> isAmong(value, listOf(rule));
            case "const" -> isSame(value, rule);
            case "allOf" -> fitting(value, rule, depth) == listOf(rule).size();
            case "anyOf" -> fitting(value, rule, depth) > 0;
            case "oneOf" -> fitting(value, rule, depth) == 1;
            case "not" -> !fits(value, rule, depth);
            case "if" -> {
                Value next = owner.get(fits(value, rule, depth) ? "then" : "else");
                yield next == null || fits(value, next, depth);
            }
            case "minLength", "maxLength", "pattern" ->
                    !(value instanceof StringValue(String text)) || fitsText(text, keyword, rule);
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                    fitsNumber(value, keyword, rule);
            case "items", "minItems", "maxItems", "uniqueItems" ->
                    !(value instanceof ListValue list) || fitsList(list, keyword, rule, depth);
            case "properties",
                    "required",
                    "additionalProperties",
                    "propertyNames",
                    "minProperties",
                    "maxProperties",
                    "dependentRequired" ->
                    !(value instanceof MapValue map) || fitsMap(map, keyword, rule, owner, depth);
            default -> {
                if (keyword.startsWith("x-")) {
                    yield true;
                }
                throw Doubt.DOUBT;
            }
        };
    }

    private Value target(Value reference) throws Doubt {
        Value target =
                reference instanceof StringValue(String text)
                        ? LocalReferences.target(text, root)
                        : null;
        if (target == null) {
            throw Doubt.DOUBT;
        }
        return target;
    }

    private int fitting(Value value, Value schemas, int depth) throws Doubt {
        int fitting = 0;
        for (Value schema : listOf(schemas)) {
            if (fits(value, schema, depth)) {
                fitting++;
            }
        }
        return fitting;
    }

    private boolean fitsText(String text, String keyword, Value rule) throws Doubt {
        return switch (keyword) {
            case "minLength" -> text.codePointCount(0, text.length()) >= count(rule);
            case "maxLength" -> text.codePointCount(0, text.length()) <= count(rule);
            default -> pattern(textOf(rule)).matches(text);
        };
    }

    private LazyPattern pattern(String regex) {
        LazyPattern pattern = patterns.get(regex);
        if (pattern == null) {
            pattern = new LazyPattern(regex);
            patterns.put(regex, pattern);
        }
        return pattern;
    }

    private static boolean fitsNumber(Value value, String keyword, Value rule) throws Doubt {
        if (!(value instanceof IntValue(long number))) {
            return isPlainlyNoNumber(value);
        }
        long bound = count(rule);
        return switch (keyword) {
            case "minimum" -> number >= bound;
            case "maximum" -> number <= bound;
            case "exclusiveMinimum" -> number > bound;
            default -> number < bound;
        };
    }

    private boolean fitsList(ListValue list, String keyword, Value rule, int depth) throws Doubt {
        switch (keyword) {
            case "minItems":
                return list.size() >= count(rule);
            case "maxItems":
                return list.size() <= count(rule);
            case "uniqueItems":
                return !BoolValue.TRUE.equals(rule) || areDistinctTexts(list.items());
            default:
                for (Value item : list.items()) {
                    if (!fits(item, rule, depth)) {
                        return false;
                    }
                }
                return true;
        }
    }

    private boolean fitsMap(MapValue map, String keyword, Value rule, MapValue owner, int depth)
            throws Doubt {
        return switch (keyword) {
            case "required" -> hasAll(map, rule);
            case "minProperties" -> map.entries().size() >= count(rule);
            case "maxProperties" -> map.entries().size() <= count(rule);
            case "dependentRequired" -> {
                for (Map.Entry<String, Value> needs : mapOf(rule).entrySet()) {
                    if (map.get(needs.getKey()) != null && !hasAll(map, needs.getValue())) {
                        yield false;
                    }
                }
                yield true;
            }
            default -> {
                for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
                    if (!fitsEntry(entry, keyword, rule, owner, depth)) {
                        yield false;
                    }
                }
                yield true;
            }
        };
    }

    private boolean fitsEntry(
            Map.Entry<String, Value> entry, String keyword, Value rule, MapValue owner, int depth)
            throws Doubt {
        if (keyword.equals("propertyNames")) {
            return fits(new StringValue(entry.getKey()), rule, depth);
        }
        Value properties = keyword.equals("properties") ? rule : owner.get("properties");
        Value known = properties == null ? null : mapOf(properties).get(entry.getKey());
        if (keyword.equals("properties")) {
            return known == null || fits(entry.getValue(), known, depth);
        }
        return known != null || fits(entry.getValue(), rule, depth);
    }

    private static boolean hasAll(MapValue map, Value names) throws Doubt {
        for (Value name : listOf(names)) {
            if (map.get(textOf(name)) == null) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfType(Value value, Value rule) throws Doubt {
        if (rule instanceof StringValue(String type)) {
            return isOfType(value, type);
        }
        for (Value type : listOf(rule)) {
            if (isOfType(value, textOf(type))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(Value value, String type) throws Doubt {
        if (value instanceof IntValue) {
            return type.equals("integer") || type.equals("number");
        }
        return isPlainlyNoNumber(value)
                && switch (type) {
                    case "string" -> value instanceof StringValue;
                    case "boolean" -> value instanceof BoolValue;
                    case "null" -> value instanceof NullValue;
                    case "array" -> value instanceof ListValue;
                    case "object" -> value instanceof MapValue;
                    case "integer", "number" -> false;
                    default -> throw Doubt.DOUBT;
                };
    }

    /** Always true; other numbers, times and the like are left to the validator. */
    private static boolean isPlainlyNoNumber(Value value) throws Doubt {
        return switch (value) {
            case StringValue _, BoolValue _, NullValue _, ListValue _, MapValue _ -> true;
            default -> throw Doubt.DOUBT;
        };
    }

    private static boolean isAmong(Value value, List<Value> allowed) throws Doubt {
        for (Value one : allowed) {
            if (isSame(value, one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Value value, Value other) throws Doubt {
        boolean decided = value instanceof IntValue || isPlainlyNoNumber(value);
        if (decided && (isSimple(value) || isSimple(other))) {
            return value.equals(other);
        }
        throw Doubt.DOUBT;
    }

    private static boolean isSimple(Value value) {
        return value instanceof StringValue
                || value instanceof BoolValue
                || value instanceof NullValue;
    }

    private static boolean areDistinctTexts(List<Value> items) throws Doubt {
        Set<String> seen = new HashSet<>();
        for (Value item : items) {
            if (!seen.add(textOf(item))) {
                return false;
            }
        }
        return true;
    }

    private static long count(Value rule) throws Doubt {
        if (rule instanceof IntValue(long number)) {
            return number;
        }
        throw Doubt.DOUBT;
    }

    private static String textOf(Value rule) throws Doubt {
        if (rule instanceof StringValue(String text)) {
            return text;
        }
        throw Doubt.DOUBT;
    }

    private static List<Value> listOf(Value rule) throws Doubt {
        if (rule instanceof ListValue(List<Value> items)) {
            return items;
        }
        throw Doubt.DOUBT;
    }

    private static Map<String, Value> mapOf(Value rule) throws Doubt {
        if (rule instanceof MapValue(Map<String, Value> entries)) {
            return entries;
        }
        throw Doubt.DOUBT;
    }

    /** Something that only the validator can decide. */
    private static final class Doubt extends Exception {

        private static final long serialVersionUID = 1;
        private static final Doubt DOUBT = new Doubt();

        private Doubt() {
            super("", null, false, false);
        }
    }
}
