package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.value.StringValue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is left of the texts of a type once it is known which they are, or are not. */
final class TextChoices {

    private TextChoices() {}

    /**
     * @param chosen whether the value is one of {@code texts}, else it is none of them
     */
    static Type narrowed(Type type, boolean chosen, Set<String> texts) {
        return switch (type) {
            case Type.Str(Set<String> values) -> text(values, chosen, texts);
            case Type.Secret(Type inner) -> Type.Secret.of(narrowed(inner, chosen, texts));
            case Type.Union(List<Type> options) -> {
                List<Type> rest = new ArrayList<>(options.size());
                for (Type option : options) {
                    rest.add(
                            option instanceof Type.Str(Set<String> values)
                                    ? text(values, chosen, texts)
                                    : option);
                }
                yield new Type.Union(rest);
            }
            default -> type;
        };
    }

    /** The texts of a list of literals; empty where it holds anything else. */
    static Set<String> literals(List<Expr> items) {
        Set<String> texts = new LinkedHashSet<>();
        for (Expr item : items) {
            if (!(item instanceof Expr.Literal literal)
                    || !(literal.value() instanceof StringValue(String text))) {
                return Set.of();
            }
            texts.add(text);
        }
        return texts;
    }

    /** Where nothing is left the place is not reached; it keeps its type, and nothing is said. */
    private static Type text(Set<String> values, boolean chosen, Set<String> texts) {
        if (values.isEmpty()) {
            return chosen ? new Type.Str(texts) : Type.STRING;
        }
        Set<String> rest = new LinkedHashSet<>(values);
        if (chosen) {
            rest.retainAll(texts);
        } else {
            rest.removeAll(texts);
        }
        return new Type.Str(rest.isEmpty() ? values : rest);
    }
}
