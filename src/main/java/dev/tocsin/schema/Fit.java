package dev.tocsin.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether values of one type can stand where another is expected. */
public enum Fit {
    /** Every value fits. */
    YES,
    /** No value fits: worth a message before the run. */
    NO,
    /** Some may; the run finds out. */
    MAYBE;

    /**
     * Computed timestamps, durations and bytes fit where a string is expected, as they print; a
     * string may fit where a timestamp or duration is expected, as it may read as one. A secret
     * fits where what it holds does; whether it may go there is another question.
     */
    public static Fit between(Type expected, Type actual) {
        if (expected instanceof Type.Secret || actual instanceof Type.Secret) {
            return between(Type.Secret.open(expected), Type.Secret.open(actual));
        }
        if (expected.equals(Type.ANY) || expected.equals(actual)) {
            return YES;
        }
        if (actual.equals(Type.ANY)) {
            return MAYBE;
        }
        if (actual instanceof Type.Union(List<Type> options)) {
            return allOf(expected, options);
        }
        if (expected instanceof Type.Union(List<Type> options)) {
            return anyOf(options, actual);
        }
        return switch (expected) {
            case Type.Str(Set<String> values) -> string(values, actual);
            case Type.Number _ -> actual instanceof Type.Int ? YES : NO;
            case Type.Int _ -> actual instanceof Type.Number ? MAYBE : NO;
            case Type.Timestamp _, Type.Duration _ -> actual instanceof Type.Str ? MAYBE : NO;
            case Type.ListOf(Type item) ->
                    actual instanceof Type.ListOf(Type other) ? between(item, other) : NO;
            case Type.MapOf(Type value) -> map(value, actual);
            case Type.Obj object -> object(object, actual);
            case Type.Any _, Type.Null _, Type.Bool _, Type.Bytes _ -> NO;
            case Type.Union _, Type.Secret _ -> NO;
        };
    }

    private static Fit allOf(Type expected, List<Type> options) {
        Fit all = null;
        for (Type option : options) {
            Fit one = between(expected, option);
            all = all == null || all == one ? one : MAYBE;
        }
        return all == null ? YES : all;
    }

    private static Fit anyOf(List<Type> options, Type actual) {
        Fit best = NO;
        for (Type option : options) {
            Fit one = between(option, actual);
            if (one == YES) {
                return YES;
            }
            best = one == MAYBE ? MAYBE : best;
        }
        return best;
    }

    private static Fit string(Set<String> expected, Type actual) {
        return switch (actual) {
            case Type.Str(Set<String> values) -> {
                if (expected.isEmpty() || !values.isEmpty() && expected.containsAll(values)) {
                    yield YES;
                }
                boolean overlap = values.isEmpty() || values.stream().anyMatch(expected::contains);
                yield overlap ? MAYBE : NO;
            }
            case Type.Timestamp _, Type.Duration _, Type.Bytes _ ->
                    expected.isEmpty() ? YES : MAYBE;
            default -> NO;
        };
    }

    private static Fit map(Type value, Type actual) {
        return switch (actual) {
            case Type.MapOf(Type other) -> between(value, other);
            case Type.Obj object -> {
                Fit all = YES;
                for (Type field : object.fields().values()) {
                    all = and(all, between(value, field));
                }
                yield object.open() && !value.equals(Type.ANY) ? and(all, MAYBE) : all;
            }
            default -> NO;
        };
    }

    private static Fit object(Type.Obj expected, Type actual) {
        return switch (actual) {
            case Type.MapOf _ -> MAYBE;
            case Type.Obj object -> fields(expected, object);
            default -> NO;
        };
    }

    private static Fit fields(Type.Obj expected, Type.Obj actual) {
        Fit all = YES;
        for (Map.Entry<String, Type> field : expected.fields().entrySet()) {
            String name = field.getKey();
            Type found = actual.fields().get(name);
            boolean required = expected.required().contains(name);
            if (found != null) {
                all = and(all, between(field.getValue(), found));
                all = required && !actual.required().contains(name) ? and(all, MAYBE) : all;
            } else if (required) {
                all = and(all, actual.open() ? MAYBE : NO);
            } else if (actual.open() && !field.getValue().equals(Type.ANY)) {
                all = and(all, MAYBE);
            }
        }
        if (!expected.open()) {
            all = actual.open() ? and(all, MAYBE) : all;
            for (String name : actual.fields().keySet()) {
                if (!expected.fields().containsKey(name)) {
                    all = and(all, actual.required().contains(name) ? NO : MAYBE);
                }
            }
        }
        return all;
    }

    private static Fit and(Fit one, Fit other) {
        if (one == NO || other == NO) {
            return NO;
        }
        return one == MAYBE || other == MAYBE ? MAYBE : YES;
    }
}
