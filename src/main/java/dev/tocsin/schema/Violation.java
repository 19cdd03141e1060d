package dev.tocsin.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What the validator found, without its words.
 *
 * @param keyword the schema keyword that does not hold
 * @param path keys (String) and positions (Integer, from 0) down to the value at fault
 * @param property the key that is unknown, missing or badly named; null for other keywords
 * @param rule what the schema says under {@code keyword}
 * @param owner the schema that says it
 */
record Violation(
        String keyword, List<Object> path, @Nullable String property, Value rule, MapValue owner) {

    /** The finding of a schema, or null where it only explains another one. */
    static @Nullable Violation from(Error error, MapValue schema) {
        NodePath way = error.getEvaluationPath();
        int alternative = firstAlternative(way);
        if (alternative >= 0) {
            // Of `oneOf` the validator tells itself; of `anyOf` it tells only why each part fails.
            return way.getElement(alternative).equals("anyOf")
                    ? AnyOfPlace.violation(error, alternative, schema)
                    : null;
        }
        NodePath place = error.getSchemaLocation().getFragment();
        Value owner = schema;
        for (int i = 0; i < place.getNameCount() - 1 && owner != null; i++) {
            owner = step(owner, place.getElement(i));
        }
        MapValue map = owner instanceof MapValue found ? found : MapValue.EMPTY;
        Value rule = map.get(error.getKeyword());
        return new Violation(
                error.getKeyword(),
                elements(error.getInstanceLocation()),
                property(error),
                rule == null ? NullValue.NULL : rule,
                map);
    }

    /** The same, told from a value that is {@code start} of the way down. */
    Violation below(List<Object> start) {
        return new Violation(
                keyword, path.subList(start.size(), path.size()), property, rule, owner);
    }

    /** The last key of the path, or null at the root or within a list only. */
    @Nullable String key() {
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) instanceof String key) {
                return key;
            }
        }
        return null;
    }

    private static @Nullable String property(Error error) {
        if (error.getKeyword().equals("dependentRequired")) {
            return String.valueOf(error.getArguments()[0]);
        }
        return error.getDetails() == null ? null : error.getProperty();
    }

    /** Errors below {@code oneOf/3} only say why that alternative is not the one; else -1. */
    private static int firstAlternative(NodePath path) {
        for (int i = 0; i + 1 < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            boolean alternatives = element.equals("oneOf") || element.equals("anyOf");
            if (alternatives && isIndex(path.getElement(i + 1))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isIndex(Object element) {
        return element instanceof Integer
                || element instanceof String text
                        && !text.isEmpty()
                        && Character.isDigit(text.charAt(0));
    }

    static List<Object> elements(NodePath path) {
        List<Object> elements = new ArrayList<>(path.getNameCount());
        for (int i = 0; i < path.getNameCount(); i++) {
            elements.add(path.getElement(i));
        }
        return elements;
    }

    static @Nullable Value step(Value value, Object element) {
        return switch (value) {
            case MapValue map -> map.get(element.toString());
            case ListValue(List<Value> items) -> {
                int index = index(element);
                yield index >= 0 && index < items.size() ? items.get(index) : null;
            }
            default -> null;
        };
    }

    private static int index(Object element) {
        if (element instanceof Integer index) {
            return index;
        }
        String text = element.toString();
        return isIndex(element) && text.length() < 9 ? Integer.parseInt(text) : -1;
    }
}
