package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Reads {@code probe} of a connector file. */
final class ProbeParser {

    private ProbeParser() {}

    /**
     * Null where there is none, or it has a mistake.
     *
     * @param operations of the same file; null where they are trusted
     */
    static @Nullable Probe parse(
            @Nullable MapReader reader, @Nullable Map<String, YamlOperation> operations) {
        if (reader == null) {
            return null;
        }
        ScalarNode name = reader.requiredScalar("operation");
        MapNode.Entry with = reader.entry("with");
        reader.finish();
        if (name == null) {
            return null;
        }
        MapValue input =
                with != null && with.value() instanceof MapNode map
                        ? (MapValue) NodeValues.of(map)
                        : MapValue.EMPTY;
        return operations == null || isRight(reader, name, with, input, operations)
                ? new Probe(name.text(), input)
                : null;
    }

    private static boolean isRight(
            MapReader reader,
            ScalarNode name,
            MapNode.@Nullable Entry with,
            MapValue input,
            Map<String, YamlOperation> operations) {
        YamlOperation operation = operations.get(name.text());
        if (operation == null) {
            Note near = Suggestion.note(name.text(), operations.keySet());
            reader.report(
                    name.span(),
                    "this file has no operation `" + name.text() + "`",
                    near == null ? new Note[0] : new Note[] {near});
            return false;
        }
        OperationSpec spec = operation.spec();
        if (spec.effect() != Effect.READ) {
            reader.report(
                    name.span(),
                    "`" + name.text() + "` is not a `read`",
                    Note.help("trying a connection must change nothing"));
            return false;
        }
        List<SchemaFault> faults = ValueCheck.of(spec.input()).checkFields(input, "the input");
        if (!faults.isEmpty()) {
            reader.report(with == null ? name.span() : with.span(), faults.getFirst().message());
            return false;
        }
        return true;
    }
}
