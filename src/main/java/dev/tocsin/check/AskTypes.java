package dev.tocsin.check;

import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        Type answers = new Type.ListOf(object(answer));
        Type answered = result(choice, form, Type.STRING, Type.TIMESTAMP, answers);
        return switch (step.onTimeout()) {
            case AskStep.OnTimeout.Fail _ -> answered;
            case AskStep.OnTimeout.NoAnswer _ -> orLapsed(answered, Type.NULL, answers);
            case AskStep.OnTimeout.Choose(Name lapsed) ->
                    orLapsed(answered, new Type.Str(Set.of(lapsed.text())), answers);
        };
    }

    /** A choice that only an answer can make says who made it. */
    private static Type orLapsed(Type answered, Type choice, Type answers) {
        Type lapsed = result(choice, Type.NULL, Type.NULL, Type.NULL, answers);
        return TypeUnion.alternatives(List.of(answered, lapsed));
    }

    private static Type result(Type choice, Type form, Type by, Type at, Type answers) {
        Map<String, Type> result = new LinkedHashMap<>();
        result.put("choice", choice);
        result.put("form", form);
        result.put("answered", Type.BOOL);
        result.put("by", by);
        result.put("at", at);
        result.put("answers", answers);
        return object(result);
    }

    private static Type choice(@Nullable List<String> known) {
        if (known == null) {
            return Type.STRING;
        }
        return known.isEmpty() ? Type.NULL : new Type.Str(new LinkedHashSet<>(known));
    }

    private static Type object(Map<String, Type> fields) {
        return new Type.Obj(fields, fields.keySet(), false);
    }
}
