package dev.tocsin.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a value before the run. {@link Any} is silent: nothing is reported about it, and
 * the run checks instead.
 */
public sealed interface Type {

    /** Nothing is known. */
    record Any() implements Type {}

    /** Only null. */
    record Null() implements Type {}

    record Bool() implements Type {}

    /** A whole number. */
    record Int() implements Type {}

    /** Any number ({@code type: number}, or CEL's double). */
    record Number() implements Type {}

    /**
     * A text.
     *
     * @param values the only texts it can be, empty where it can be any, or one of more than {@link
     *     #MAX_VALUES}: each condition on the text goes over all of them
     */
    record Str(Set<String> values) implements Type {

        static final int MAX_VALUES = 1000;

        public Str {
            values =
                    values.size() > MAX_VALUES
                            ? Set.of()
                            : java.util.Collections.unmodifiableSet(
                                    new java.util.LinkedHashSet<>(values));
        }
    }

    record Bytes() implements Type {}

    record Timestamp() implements Type {}

    record Duration() implements Type {}

    record ListOf(Type item) implements Type {}

    /**
     * An object with known fields.
     *
     * @param fields in the order of the schema
     * @param required those always present
     * @param open whether it may have fields that are not listed (their type is {@link Any})
     */
    record Obj(Map<String, Type> fields, Set<String> required, boolean open) implements Type {
        public Obj {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            required = Set.copyOf(required);
        }
    }

    /** A map with any keys and values of one type. */
    record MapOf(Type value) implements Type {}

    /**
     * One of several; never nested, never with {@link Any}, at least two; {@link #NEVER} alone has
     * none.
     */
    record Union(List<Type> options) implements Type {
        public Union {
            options = List.copyOf(options);
        }
    }

    /**
     * A value that nobody may read in the clear ({@code x-secret: true}). Never nested; a union
     * never holds one: what is secret in one alternative is secret as a whole.
     *
     * @param of what it is once opened, never a secret, never {@link Null} alone
     */
    record Secret(Type of) implements Type {
        public Secret {
            if (of instanceof Secret || of instanceof Null) {
                throw new IllegalStateException("a secret type of " + of);
            }
        }

        /** The type as a secret one; null alone is none. */
        public static Type of(Type type) {
            return type instanceof Secret || type instanceof Null ? type : new Secret(type);
        }

        /** What a secret type is once opened; any other as it is. */
        public static Type open(Type type) {
            return type instanceof Secret(Type inner) ? inner : type;
        }
    }

    Type ANY = new Any();
    Type NULL = new Null();
    Type BOOL = new Bool();
    Type INT = new Int();
    Type NUMBER = new Number();
    Type STRING = new Str(Set.of());
    Type BYTES = new Bytes();
    Type TIMESTAMP = new Timestamp();
    Type DURATION = new Duration();
    Type LIST = new ListOf(ANY);
    Type MAP = new MapOf(ANY);

    /** No value at all: what an empty list holds. Stands within {@link ListOf} only. */
    Type NEVER = new Union(List.of());
}
