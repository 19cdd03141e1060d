package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.ValueTypes;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A case that the value of its {@code switch} can never be. */
final class CaseValues {

    private final SourceText source;
    private final Diagnostics diagnostics;

    CaseValues(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The values that one case names. */
    static List<Value> of(SwitchStep.Case option) {
        List<Value> values = new ArrayList<>(option.values().size());
        for (SwitchStep.CaseValue value : option.values()) {
            values.add(value.value());
        }
        return values;
    }

    /**
     * The values of an enumeration, as literals of expressions, that no case names; empty where
     * every value has its case, or where they cannot be listed.
     *
     * @param subject what the value of the {@code switch} may be
     */
    static List<String> unhandled(SwitchStep step, Type subject) {
        List<String> rest = new ArrayList<>();
        for (Value value : listed(subject)) {
            if (!isHandled(value, step)) {
                rest.add(Json.write(value));
            }
        }
        return rest;
    }

    /** Whether each value there can be has its case. */
    static boolean isExhaustive(SwitchStep step, Type subject) {
        return !listed(subject).isEmpty() && unhandled(step, subject).isEmpty();
    }

    private static boolean isHandled(Value value, SwitchStep step) {
        for (SwitchStep.Case option : step.cases()) {
            if (of(option).contains(value)) {
                return true;
            }
        }
        return false;
    }

    /** All values of a type, or none where there are too many to list. */
    private static List<Value> listed(Type type) {
        return switch (Type.Secret.open(type)) {
            case Type.Bool _ -> List.of(BoolValue.TRUE, BoolValue.FALSE);
            case Type.Null _ -> List.of(NullValue.NULL);
            case Type.Str(Set<String> texts) -> {
                List<Value> values = new ArrayList<>(texts.size());
                for (String text : texts) {
                    values.add(new StringValue(text));
                }
                yield values;
            }
            case Type.Union(List<Type> options) -> {
                List<Value> values = new ArrayList<>();
                for (Type option : options) {
                    List<Value> some = listed(option);
                    if (some.isEmpty()) {
                        yield List.of();
                    }
                    values.addAll(some);
                }
                yield values;
            }
            case Type.Any _,
                    Type.Int _,
                    Type.Number _,
                    Type.Bytes _,
                    Type.Timestamp _,
                    Type.Duration _,
                    Type.ListOf _,
                    Type.Obj _,
                    Type.MapOf _,
                    Type.Secret _ ->
                    List.of();
        };
    }

    void check(SwitchStep step, Type subject) {
        for (SwitchStep.Case option : step.cases()) {
            for (SwitchStep.CaseValue value : option.values()) {
                if (Fit.between(subject, ValueTypes.of(value.value())) == Fit.NO) {
                    report(value, subject);
                }
            }
        }
        UnhandledEnumValue.check(step, subject, source, diagnostics);
    }

    private void report(SwitchStep.CaseValue value, Type subject) {
        String message = "this case is never met: the value is `" + TypeNames.of(subject) + "`";
        String meant =
                value.value() instanceof StringValue(String text) ? closest(text, subject) : null;
        if (meant == null) {
            diagnostics.report(Code.IMPOSSIBLE_COMPARISON, source, value.span(), message);
        } else {
            diagnostics.report(
                    Code.IMPOSSIBLE_COMPARISON,
                    source,
                    value.span(),
                    message,
                    Note.help("did you mean `" + meant + "`?"));
        }
    }

    private static @Nullable String closest(String text, Type subject) {
        return switch (subject) {
            case Type.Secret(Type inner) -> closest(text, inner);
            case Type.Str(Set<String> values) -> Suggestion.closest(text, values);
            case Type.Union(List<Type> options) -> {
                for (Type option : options) {
                    if (option instanceof Type.Str(Set<String> values)) {
                        yield Suggestion.closest(text, values);
                    }
                }
                yield null;
            }
            case Type.Any _,
                    Type.Null _,
                    Type.Bool _,
                    Type.Int _,
                    Type.Number _,
                    Type.Bytes _,
                    Type.Timestamp _,
                    Type.Duration _,
                    Type.ListOf _,
                    Type.Obj _,
                    Type.MapOf _ ->
                    null;
        };
    }
}
