package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.StringValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of {@code [a, b]} and <code>{"a": b}</code>. */
final class LiteralChecks {

    private LiteralChecks() {}

    static Type list(Expr.ListLiteral list, TypeChecker checker) {
        if (list.items().isEmpty()) {
            return new Type.ListOf(Type.NEVER);
        }
        List<Type> types = new ArrayList<>(list.items().size());
        for (Expr item : list.items()) {
            types.add(checker.passed(item));
        }
        return new Type.ListOf(TypeUnion.of(types));
    }

    static Type map(Expr.MapLiteral map, TypeChecker checker) {
        Map<String, Type> fields = new LinkedHashMap<>();
        boolean open = false;
        for (Expr.Entry entry : map.entries()) {
            Type value = checker.passed(entry.value());
            if (entry.key() instanceof Expr.Literal(StringValue(String key), int at, int end)) {
                if (fields.put(key, value) != null) {
                    checker.fault(
                            new Fault(
                                    Code.TYPE_MISMATCH,
                                    "the key `" + key + "` is there twice",
                                    at,
                                    end,
                                    null));
                }
                continue;
            }
            open = true;
            if (entry.key() instanceof Expr.Name name && !checker.isKnown(name.name())) {
                checker.fault(
                        Code.UNKNOWN_NAME,
                        name,
                        "there is no `" + name.name() + "` here",
                        "a key that is meant as it stands is written `\"" + name.name() + "\"`");
                continue;
            }
            Type key = checker.type(entry.key());
            if (!Types.mayBe(key, Type.STRING)) {
                checker.fault(
                        Code.TYPE_MISMATCH,
                        entry.key(),
                        "the keys of a map are texts, and `"
                                + ExprPrinter.excerpt(entry.key())
                                + "` is "
                                + Types.aName(key),
                        null);
            } else {
                NullUse.check(entry.key(), key, "a key", checker);
            }
        }
        return new Type.Obj(fields, fields.keySet(), open);
    }
}
