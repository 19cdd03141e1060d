package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import java.util.ArrayList;
import java.util.List;

/** Questions about static types. {@link Type.Any} answers every one so that nothing is reported. */
final class Types {

    /** What functions and operators that measure or visit take. */
    static final Type SIZED = new Type.Union(List.of(Type.STRING, Type.LIST, Type.MAP, Type.BYTES));

    static final Type TEXT_OR_BYTES = new Type.Union(List.of(Type.STRING, Type.BYTES));
    static final Type ITERABLE = new Type.Union(List.of(Type.LIST, Type.MAP));
    static final Type NUMBER_OR_LENGTH = new Type.Union(List.of(Type.NUMBER, Type.DURATION));

    /** What reads as text by itself. */
    static final Type TEXTUAL =
            new Type.Union(
                    List.of(Type.STRING, Type.NUMBER, Type.BOOL, Type.TIMESTAMP, Type.DURATION));

    static final Type TIME_OR_LENGTH = new Type.Union(List.of(Type.TIMESTAMP, Type.DURATION));

    /** What has an order. */
    static final Type ORDERED =
            new Type.Union(
                    List.of(
                            Type.STRING,
                            Type.NUMBER,
                            Type.BOOL,
                            Type.BYTES,
                            Type.TIMESTAMP,
                            Type.DURATION));

    private Types() {}

    static Type nullable(Type type) {
        return TypeUnion.withNull(type);
    }

    /** The types that a value may have, one by one. */
    static List<Type> options(Type type) {
        Type open = Type.Secret.open(type);
        if (open.equals(Type.NEVER)) {
            return List.of(Type.ANY);
        }
        return open instanceof Type.Union(List<Type> options) ? options : List.of(open);
    }

    /** What iterating over a value yields: its items, or the keys of a map. */
    static Type itemOf(Type type) {
        return switch (Type.Secret.open(TypeUnion.withoutNull(type))) {
            case Type.ListOf(Type item) -> item.equals(Type.NEVER) ? Type.ANY : item;
            case Type.MapOf _, Type.Obj _ -> Type.STRING;
            default -> Type.ANY;
        };
    }

    /** Whether some value of {@code given} may stand where {@code wanted} is needed. */
    static boolean mayBe(Type given, Type wanted) {
        for (Type one : options(TypeUnion.withoutNull(given))) {
            for (Type other : options(wanted)) {
                if (fits(one, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean fits(Type given, Type wanted) {
        if (given instanceof Type.Any || given instanceof Type.Null) {
            return given instanceof Type.Any || wanted instanceof Type.Any;
        }
        return switch (wanted) {
            case Type.Any _ -> true;
            case Type.Null _ -> false;
            case Type.Bool _ -> given instanceof Type.Bool;
            case Type.Int _ -> given instanceof Type.Int || given instanceof Type.Number;
            case Type.Number _ -> given instanceof Type.Int || given instanceof Type.Number;
            case Type.Str _ -> given instanceof Type.Str;
            case Type.Bytes _ -> given instanceof Type.Bytes;
            case Type.Timestamp _ -> given instanceof Type.Timestamp || given instanceof Type.Str;
            case Type.Duration _ -> given instanceof Type.Duration;
            case Type.ListOf _ -> given instanceof Type.ListOf;
            case Type.Obj _, Type.MapOf _ ->
                    given instanceof Type.Obj || given instanceof Type.MapOf;
            case Type.Secret(Type inner) -> fits(given, inner);
            case Type.Union(List<Type> options) -> {
                for (Type option : options) {
                    if (fits(given, option)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    /** As messages call it, without an article. */
    static String name(Type type) {
        return switch (type) {
            case Type.Any _ -> "any";
            case Type.Null _ -> "null";
            case Type.Bool _ -> "bool";
            case Type.Int _ -> "int";
            case Type.Number _ -> "number";
            case Type.Str _ -> "string";
            case Type.Bytes _ -> "bytes";
            case Type.Timestamp _ -> "timestamp";
            case Type.Duration _ -> "duration";
            case Type.Secret(Type inner) -> name(inner);
            case Type.ListOf _ -> "list";
            case Type.Obj _, Type.MapOf _ -> "map";
            case Type.Union(List<Type> options) -> {
                List<String> names = new ArrayList<>(options.size());
                for (Type option : options) {
                    if (!names.contains(name(option))) {
                        names.add(name(option));
                    }
                }
                int last = names.size() - 1;
                yield last == 0
                        ? names.getFirst()
                        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
            }
        };
    }

    /** With its article: {@code a list}, {@code an int}. */
    static String aName(Type type) {
        return type instanceof Type.Null ? "null" : Conversions.withArticle(name(type));
    }
}
