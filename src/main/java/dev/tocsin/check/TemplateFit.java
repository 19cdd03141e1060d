package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SchemaPlace;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Json;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A template against the schema of the place that its value goes to, leaf by leaf: what is written
 * out is checked as the run would check it, of what is computed its type. Types the expressions on
 * the way.
 */
final class TemplateFit {

    private final LexicalEnvironment names;
    private final Code code;
    private final SourceText source;
    private final Diagnostics diagnostics;

    /**
     * @param code of a value that does not fit
     */
    TemplateFit(LexicalEnvironment names, Code code, SourceText source, Diagnostics diagnostics) {
        this.names = names;
        this.code = code;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /**
     * Reports what cannot fit, each at the smallest place that shows it.
     *
     * @param subject how messages call the value: {@code the input `id`}
     * @param nulls whether null is taken also where the schema does not, as what was left out
     * @return the type of the template
     */
    Type check(Template template, SchemaPlace place, Subject subject, Nulls nulls) {
        return switch (template) {
            case Template.Constant constant -> {
                Type actual = type(constant, place);
                constant(constant, place, subject);
                yield actual;
            }
            case Template.Single single -> {
                Type actual = type(single, place);
                single(single, actual, place.type(), subject, nulls);
                yield actual;
            }
            case Template.Interpolated text -> {
                Type actual = type(text, place);
                interpolated(text, place, subject);
                yield actual;
            }
            case Template.Items items -> items(items, place, subject);
            case Template.Fields fields -> fields(fields, place, subject);
        };
    }

    /** Whether a null that the schema does not take stands for a value that was left out. */
    enum Nulls {
        LEFT_OUT,
        REFUSED
    }

    /**
     * What messages call a value.
     *
     * @param whole {@code the input `fields`}
     * @param path below it, {@code items[0].id}; empty for itself
     * @param key where the value belongs to: the place of what it lacks
     */
    record Subject(String whole, String path, Span key) {

        static Subject of(String whole, Template.Field field) {
            return new Subject(whole, "", field.key().span());
        }

        @Override
        public String toString() {
            return path.isEmpty() ? whole : whole + ", at `" + path + "`,";
        }

        Subject field(Template.Field field) {
            String name = field.key().text();
            return new Subject(
                    whole, path.isEmpty() ? name : path + "." + name, field.key().span());
        }

        Subject item(int index, Template item) {
            boolean hasKeys = item instanceof Template.Fields map && !map.fields().isEmpty();
            Span place = hasKeys ? ((Template.Fields) item).fields().getFirst().key().span() : key;
            return new Subject(whole, path + "[" + index + "]", place);
        }
    }

    /** A constant is checked against the whole schema: bounds and patterns, not only the type. */
    private void constant(Template.Constant constant, SchemaPlace place, Subject subject) {
        Type expected = place.type();
        Value value = constant.value();
        boolean plainText =
                expected instanceof Type.Str && !(value instanceof StringValue) && isScalar(value);
        Value meant = plainText ? new StringValue(source.slice(constant.span())) : value;
        if (expected instanceof Type.Str(Set<String> texts)
                && !texts.isEmpty()
                && meant instanceof StringValue(String text)
                && !texts.contains(text)) {
            Schema own = place.schema();
            if (own != null
                    && DeprecatedValue.check(text, own, constant.span(), source, diagnostics)) {
                return;
            }
            String closest = Suggestion.closest(text, texts);
            report(
                    constant.span(),
                    subject + " is " + TypeNames.of(expected) + ", but this is `" + text + "`",
                    closest == null ? null : "did you mean `" + closest + "`?");
            return;
        }
        Schema schema = place.schema();
        List<SchemaFault> faults =
                schema == null ? List.of() : ValueCheck.of(schema).check(meant, subject.toString());
        if (!faults.isEmpty()) {
            boolean oneForList = expected instanceof Type.ListOf && meant instanceof StringValue;
            String help =
                    oneForList ? "write `[" + Json.write(meant) + "]` for a list of one" : null;
            report(constant.span(), faults.getFirst().message(), help);
        }
    }

    private static boolean isScalar(Value value) {
        return switch (value.kind()) {
            case "int", "double", "bool" -> true;
            default -> false;
        };
    }

    private void single(
            Template.Single single, Type actual, Type expected, Subject subject, Nulls nulls) {
        boolean takesNull = nulls == Nulls.LEFT_OUT || Fit.between(expected, Type.NULL) != Fit.NO;
        Type rest = TypeUnion.withoutNull(actual);
        if (Fit.between(expected, rest) == Fit.NO) {
            if (!(rest instanceof Type.Null && takesNull)) {
                mismatch(single, expected, actual, subject);
            }
        } else if (!takesNull) {
            TemplateChecker.refuseNull(
                    single.expression(), actual, subject.toString(), source, diagnostics);
        }
    }

    private void interpolated(Template.Interpolated text, SchemaPlace place, Subject subject) {
        Type expected = place.type();
        if (Fit.between(expected, Type.STRING) == Fit.NO) {
            mismatch(text, expected, Type.STRING, subject);
            return;
        }
        if (expected instanceof Type.Str(Set<String> texts)
                && !texts.isEmpty()
                && !LiteralParts.mayBeOneOf(text, texts)) {
            report(
                    text.span(),
                    subject + " is " + TypeNames.of(expected) + ", and this text is none of them",
                    null);
            return;
        }
        Schema bounds = place.bounds("maxLength");
        if (bounds != null) {
            counts(new StringValue(LiteralParts.of(text)), bounds, text.span(), subject);
        }
    }

    private Type items(Template.Items items, SchemaPlace place, Subject subject) {
        if (!(SchemaPlace.open(place.type()) instanceof Type.ListOf)) {
            return whole(items, place, subject);
        }
        Schema bounds = place.bounds("minItems", "maxItems");
        if (bounds != null) {
            counts(SchemaPlace.listOf(items.items().size()), bounds, items.span(), subject);
        }
        SchemaPlace item = place.item();
        List<Type> types = new ArrayList<>(items.items().size());
        for (int i = 0; i < items.items().size(); i++) {
            Template one = items.items().get(i);
            types.add(check(one, item, subject.item(i, one), Nulls.REFUSED));
        }
        return new Type.ListOf(TypeUnion.of(types));
    }

    private Type fields(Template.Fields map, SchemaPlace place, Subject subject) {
        Type expected = SchemaPlace.open(place.type());
        if (!(expected instanceof Type.Obj) && !(expected instanceof Type.MapOf)) {
            return whole(map, place, subject);
        }
        Map<String, Type> given = new LinkedHashMap<>();
        Set<String> misspelt = new HashSet<>();
        for (Template.Field field : map.fields()) {
            String name = field.key().text();
            if (expected instanceof Type.Obj object
                    && !object.open()
                    && !object.fields().containsKey(name)) {
                given.put(name, TemplateChecker.check(field.value(), names, source, diagnostics));
                String meant = Suggestion.closest(name, object.fields().keySet());
                if (meant != null) {
                    misspelt.add(meant);
                }
                diagnostics.report(
                        Code.UNKNOWN_INPUT,
                        source,
                        field.key().span(),
                        subject + " has no key `" + name + "`",
                        Note.help(meant == null ? "remove it" : "did you mean `" + meant + "`?"));
            } else {
                SchemaPlace inner = place.field(name);
                given.put(name, check(field.value(), inner, subject.field(field), Nulls.REFUSED));
            }
        }
        if (expected instanceof Type.Obj object) {
            misspelt.addAll(given.keySet());
            missing(object, misspelt, subject);
        }
        return new Type.Obj(given, given.keySet(), false);
    }

    private void missing(Type.Obj object, Set<String> given, Subject subject) {
        List<String> missing = new ArrayList<>();
        for (String name : object.fields().keySet()) {
            if (object.required().contains(name) && !given.contains(name)) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            diagnostics.report(
                    Code.MISSING_INPUT,
                    source,
                    subject.key(),
                    subject + " needs " + ActionCheck.listed(missing),
                    Note.help("add " + (missing.size() == 1 ? "it" : "them") + " here"));
        }
    }

    /** Where the schema says no more of the parts: the type as a whole. */
    private Type whole(Template template, SchemaPlace place, Subject subject) {
        Type expected = place.type();
        Type actual = type(template, place);
        if (Fit.between(expected, actual) == Fit.NO) {
            mismatch(template, expected, actual, subject);
        }
        return actual;
    }

    private Type type(Template template, SchemaPlace place) {
        Schema schema = place.schema();
        return TemplateChecker.check(
                template, schema == null ? Schema.ANY : schema, names, source, diagnostics);
    }

    private void counts(Value sample, Schema bounds, Span span, Subject subject) {
        List<SchemaFault> faults = ValueCheck.of(bounds).check(sample, subject.toString());
        if (!faults.isEmpty()) {
            report(span, faults.getFirst().message(), null);
        }
    }

    private void mismatch(Template template, Type expected, Type actual, Subject subject) {
        report(
                template.span(),
                subject + " is " + TypeNames.of(expected) + ", but this is " + TypeNames.of(actual),
                null);
    }

    private void report(Span span, String message, @Nullable String help) {
        if (help == null) {
            diagnostics.report(code, source, span, message);
        } else {
            diagnostics.report(code, source, span, message, Note.help(help));
        }
    }
}
