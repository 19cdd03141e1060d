package dev.tocsin.check;

import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.schema.ValueTypes;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the variables of a run hold: their first value, or whatever some {@code set} gives them. A
 * {@code set} may stand after the place that reads, and may read variables itself, so the types are
 * read in one walk of the playbook and grow for the next, until one walk adds nothing.
 */
final class VariableTypes {

    /** A type that still grows after so many walks grows without end: a list of lists of lists. */
    private static final int MAX_WALKS = 4;

    private final Map<String, Type> read;
    private final Map<String, Type> grown = new LinkedHashMap<>();
    private final int walk;

    private VariableTypes(Map<String, Type> read, int walk) {
        this.read = read;
        this.walk = walk;
    }

    /** Before the first walk: the types of the first values, any text for a text. */
    static VariableTypes of(Playbook playbook) {
        Map<String, Type> first = new LinkedHashMap<>();
        for (Constant variable : playbook.variables()) {
            first.put(variable.name().text(), TypeUnion.widened(ValueTypes.of(variable.value())));
        }
        return new VariableTypes(first, 1);
    }

    /** By name, for this walk. */
    Map<String, Type> read() {
        return read;
    }

    /** A {@code set} of a value of this type. */
    void assigned(String variable, Type given) {
        Type known = grown.getOrDefault(variable, read.get(variable));
        if (known != null && Fit.between(known, given) != Fit.YES) {
            grown.put(variable, TypeUnion.of(known, TypeUnion.widened(given)));
        }
    }

    /** Whether this walk read types that hold everything that is set. */
    boolean isComplete() {
        return grown.isEmpty();
    }

    /** For the next walk. */
    VariableTypes next() {
        Map<String, Type> more = new LinkedHashMap<>(read);
        more.putAll(grown);
        if (walk == MAX_WALKS) {
            grown.keySet().forEach(name -> more.put(name, Type.ANY));
        }
        return new VariableTypes(more, walk + 1);
    }
}
