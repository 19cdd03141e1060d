package dev.tocsin.lab;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code lab:} files: structure first, then names, then what they extend below them. */
final class ScenarioParser {

    private static final String CONTOSO = "/lab/contoso.yaml";

    /** Entries of these lists are what their names say they are. */
    private static final List<String> NAMED = List.of("people", "devices");

    private ScenarioParser() {}

    /** The short form of the company that ships; a test holds it to be without findings. */
    static MapValue contoso() {
        Diagnostics diagnostics = new Diagnostics();
        try (InputStream in = ScenarioParser.class.getResourceAsStream(CONTOSO)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + CONTOSO);
            }
            SourceText source = SourceReader.read(in, CONTOSO, diagnostics);
            Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
            if (document != null) {
                return (MapValue) DocumentSchema.of(FileKind.LAB).read(document);
            }
            throw new IllegalStateException(CONTOSO + " is not YAML: " + diagnostics.sorted());
        } catch (IOException e) {
            throw new IllegalStateException(CONTOSO + " cannot be read", e);
        }
    }

    static @Nullable Scenario parse(Document document, Diagnostics diagnostics) {
        int before = diagnostics.errorCount();
        DocumentSchema schema = DocumentSchema.of(FileKind.LAB);
        if (!schema.check(document, diagnostics)) {
            return null;
        }
        MapValue own = (MapValue) schema.read(document);
        MapValue lower = own.get("extends") == null ? MapValue.EMPTY : contoso();
        Scenario scenario =
                new Scenario(
                        laidOver(lower, own),
                        lower.entries().isEmpty() ? Scenario.Base.NOTHING : Scenario.Base.CONTOSO);
        new ScenarioCheck(document, scenario, lower, diagnostics).check();
        if (diagnostics.errorCount() == before) {
            new SectionCheck(document, scenario, diagnostics).check();
        }
        return diagnostics.errorCount() == before ? scenario : null;
    }

    private static MapValue laidOver(MapValue lower, MapValue own) {
        Map<String, Value> all = new LinkedHashMap<>(Overlay.section(lower, own).entries());
        for (String list : NAMED) {
            all.put(list, named(Fields.entries(lower, list), Fields.entries(own, list)));
        }
        return new MapValue(all);
    }

    private static ListValue named(List<MapValue> lower, List<MapValue> own) {
        Map<String, Value> all = new LinkedHashMap<>();
        for (List<MapValue> entries : List.of(lower, own)) {
            for (MapValue entry : entries) {
                all.merge(
                        Directory.key(Fields.text(entry, "name", "")),
                        entry,
                        (below, above) -> changed((MapValue) below, (MapValue) above));
            }
        }
        return new ListValue(new ArrayList<>(all.values()));
    }

    /** Under the name that it had: the other may differ in capitals. */
    private static MapValue changed(MapValue below, MapValue above) {
        String name = Fields.text(below, "name", "");
        return Table.with(Overlay.fields(below, above), "name", new StringValue(name));
    }
}
