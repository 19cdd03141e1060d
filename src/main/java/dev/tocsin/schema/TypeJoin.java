package dev.tocsin.schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What {@link TypeUnion} has joined so far: at most one type of each kind, in a fixed order. */
final class TypeJoin {

    private static final int INT = 1;
    private static final int NUMBER = 2;
    private static final int TEXT = 3;
    private static final int NULL = 10;

    private final @Nullable Type[] kinds = new @Nullable Type[NULL + 1];

    /** Grown in place: joined one by one, many texts would take quadratic time. */
    private @Nullable Set<String> texts;

    private boolean any;
    private boolean secret;

    void add(Type added) {
        secret |= added instanceof Type.Secret;
        Type type = Type.Secret.open(added);
        switch (type) {
            case Type.Any _ -> any = true;
            case Type.Union(List<Type> options) -> options.forEach(this::add);
            case Type.Bool _ -> kinds[0] = type;
            case Type.Int _ -> kinds[INT] = type;
            case Type.Number _ -> kinds[NUMBER] = type;
            case Type.Str(Set<String> values) -> text(values, type);
            case Type.Bytes _ -> kinds[4] = type;
            case Type.Timestamp _ -> kinds[5] = type;
            case Type.Duration _ -> kinds[6] = type;
            case Type.ListOf(Type item) ->
                    kinds[7] =
                            kinds[7] instanceof Type.ListOf(Type other)
                                    ? new Type.ListOf(TypeUnion.of(other, item))
                                    : type;
            case Type.Obj object ->
                    kinds[8] =
                            kinds[8] instanceof Type.Obj other && !other.equals(object)
                                    ? TypeUnion.join(other, object)
                                    : type;
            case Type.MapOf(Type value) ->
                    kinds[9] =
                            kinds[9] instanceof Type.MapOf(Type other)
                                    ? new Type.MapOf(TypeUnion.of(other, value))
                                    : type;
            case Type.Null _ -> kinds[NULL] = type;
            case Type.Secret _ -> throw new IllegalStateException("a secret within a secret");
        }
    }

    private void text(Set<String> values, Type type) {
        Type before = kinds[TEXT];
        if (before == null || values.isEmpty()) {
            kinds[TEXT] = type;
            texts = null;
        } else if (!before.equals(Type.STRING)) {
            if (texts == null) {
                texts = new LinkedHashSet<>(((Type.Str) before).values());
            }
            texts.addAll(values);
        }
    }

    Type result() {
        Type type = any ? Type.ANY : known();
        return secret ? Type.Secret.of(type) : type;
    }

    private Type known() {
        if (kinds[NUMBER] != null) {
            kinds[INT] = null;
        }
        Set<String> several = texts;
        if (several != null) {
            kinds[TEXT] = new Type.Str(several);
        }
        List<Type> options = new ArrayList<>(2);
        for (Type kind : kinds) {
            if (kind != null) {
                options.add(kind);
            }
        }
        return options.isEmpty()
                ? Type.NEVER
                : options.size() == 1 ? options.getFirst() : new Type.Union(options);
    }
}
