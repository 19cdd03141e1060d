package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.expression.TemplateParser;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.SignalForm;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether what a connector file makes of an event can be an alert, an incident, or the input of an
 * operation. Each method tells whether it reported nothing: only then the slot may be compiled.
 */
final class MappingCheck {

    /** The kinds of evidence and their fields would fill a screen. */
    private static final int LONGEST_TYPE = 200;

    private final MapReader reader;
    private final Diagnostics diagnostics;

    MappingCheck(MapReader reader) {
        this.reader = reader;
        this.diagnostics = reader.diagnostics();
    }

    /**
     * The fields of an alert or incident.
     *
     * @param map the key and its mapping
     * @param whole the type of the alert or incident
     */
    boolean form(MapNode.Entry map, Type whole, Slots names) {
        return whole instanceof Type.Obj object
                && fields(map, SignalForm.mapped(object), names, "`map`");
    }

    /** The input of the operation that completes an event. */
    boolean input(MapNode.Entry with, Type expected, String operation, Slots names) {
        return expected instanceof Type.Obj object
                && fields(with, object, names, "`" + operation + "`");
    }

    /** An expression that must give a list. */
    boolean list(String key, ScalarNode node, Slots names) {
        return fits(key, node, Type.LIST, names);
    }

    private boolean fields(MapNode.Entry entry, Type.Obj expected, Slots names, String whole) {
        int before = diagnostics.errorCount();
        Set<String> given = new HashSet<>();
        Set<@Nullable String> meant = new HashSet<>();
        if (entry.value() instanceof MapNode map) {
            for (MapNode.Entry field : map.entries()) {
                String name = field.key().text();
                given.add(name);
                Type wanted = expected.fields().get(name);
                if (wanted == null && !expected.open()) {
                    unknown(field, expected);
                    meant.add(Suggestion.closest(name, expected.fields().keySet()));
                }
                fits(name, field.value(), wanted == null ? Type.ANY : wanted, names);
            }
        }
        List<String> missing = new ArrayList<>();
        for (String name : expected.fields().keySet()) {
            // A key that is this one misspelt was reported already.
            if (expected.required().contains(name)
                    && !given.contains(name)
                    && !meant.contains(name)) {
                missing.add("`" + name + "`");
            }
        }
        if (!missing.isEmpty()) {
            diagnostics.report(
                    Code.MISSING_KEY,
                    reader.source(),
                    entry.key().span(),
                    whole + " needs " + String.join(", ", missing));
        }
        return diagnostics.errorCount() == before;
    }

    private void unknown(MapNode.Entry field, Type.Obj expected) {
        String name = field.key().text();
        Set<String> known = expected.fields().keySet();
        Note note = Suggestion.note(name, known);
        diagnostics.report(
                Code.UNKNOWN_KEY,
                reader.source(),
                field.key().span(),
                "unknown key `" + name + "`",
                note == null ? Note.fact("known here: " + String.join(", ", known)) : note);
    }

    private boolean fits(String name, Node value, Type wanted, Slots names) {
        int before = diagnostics.errorCount();
        Type type =
                TemplateChecker.check(
                        TemplateParser.data(value, reader.source(), diagnostics),
                        names,
                        reader.source(),
                        diagnostics);
        if (diagnostics.errorCount() == before && Fit.between(wanted, type) == Fit.NO) {
            mismatch(name, value, wanted, type);
        }
        return diagnostics.errorCount() == before;
    }

    private void mismatch(String name, Node value, Type wanted, Type given) {
        String expected = TypeNames.of(wanted);
        if (expected.length() > LONGEST_TYPE) {
            reader.report(
                    value.span(),
                    "`" + name + "` does not have the form that the schema gives it",
                    Note.help("`docs/alerts.md` lists the fields and the kinds of evidence"));
        } else {
            reader.report(
                    value.span(),
                    "`" + name + "` is " + expected + ", but this is " + TypeNames.of(given));
        }
    }
}
