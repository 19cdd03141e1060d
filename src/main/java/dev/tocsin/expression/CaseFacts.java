package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the cases of a {@code switch} prove of its subject, asked in their order. */
public final class CaseFacts {

    private final Expr subject;
    private final Type type;
    private final Facts before;
    private Facts rest;

    /**
     * @param type of the subject
     * @param before what is known before the {@code switch}
     */
    public CaseFacts(Expression subject, Type type, Facts before) {
        this.subject = subject.tree();
        this.type = type;
        this.before = before;
        this.rest = before;
    }

    /** What is known inside the case that names these values. */
    public Facts met(List<Value> values) {
        Set<String> texts = new LinkedHashSet<>();
        boolean isNull = false;
        boolean other = false;
        for (Value value : values) {
            switch (value) {
                case StringValue(String text) -> texts.add(text);
                case NullValue _ -> isNull = true;
                default -> other = true;
            }
        }
        if (isNull) {
            rest = TypeUnion.holdsNull(type) ? rest.notNull(subject) : rest;
        }
        boolean isEnumeration = Narrowing.isEnumeration(type);
        if (!texts.isEmpty() && isEnumeration) {
            rest = rest.noneOf(subject, texts);
        }
        if (isNull) {
            return before;
        }
        return !texts.isEmpty() && !other && isEnumeration
                ? before.oneOf(subject, texts)
                : Narrowing.mayNarrow(subject, type) ? before.notNull(subject) : before;
    }

    /** What is known where none of the cases is met. */
    public Facts rest() {
        return rest;
    }
}
