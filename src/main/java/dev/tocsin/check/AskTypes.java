package dev.tocsin.check;

import dev.tocsin.playbook.AskStep;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The type of what an {@code ask} gives. */
final class AskTypes {

    private AskTypes() {}

    /** {@code {choice, form, answered, by, at, answers}}. */
    static Type of(AskStep step) {
        Type choice = choice(step.knownChoices());
        Schema schema = step.answeredForm();
        Type form = schema == null ? Type.NULL : schema.type();
        Map<String, Type> answer = new LinkedHashMap<>();
        answer.put("choice", choice);
        answer.put("form", form);
        answer.put("by", Type.STRING);
        answer.put("at", Type.TIMESTAMP);
        boolean choiceMayLack = step.onTimeout() instanceof AskStep.OnTimeout.NoAnswer;
        boolean answerMayLack = !(step.onTimeout() instanceof AskStep.OnTimeout.Fail);
        Map<String, Type> result = new LinkedHashMap<>();
        result.put("choice", orNull(choice, choiceMayLack));
        result.put("form", orNull(form, answerMayLack));
        result.put("answered", Type.BOOL);
        result.put("by", orNull(Type.STRING, answerMayLack));
        result.put("at", orNull(Type.TIMESTAMP, answerMayLack));
        result.put("answers", new Type.ListOf(object(answer)));
        return object(result);
    }

    private static Type choice(@Nullable List<String> known) {
        if (known == null) {
            return Type.STRING;
        }
        return known.isEmpty() ? Type.NULL : new Type.Str(new LinkedHashSet<>(known));
    }

    private static Type orNull(Type type, boolean mayLack) {
        return mayLack ? TypeUnion.of(type, Type.NULL) : type;
    }

    private static Type object(Map<String, Type> fields) {
        return new Type.Obj(fields, fields.keySet(), false);
    }
}
