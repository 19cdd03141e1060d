package dev.tocsin.connector.openapi;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.Document;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a connector file of an OpenAPI description. Reading it tells what there is to choose from;
 * writing reads the rest of what was chosen. For one thread.
 */
public final class OpenApiImport {

    private final Description description;
    private final Diagnostics diagnostics;

    /** By the name that the connector gives them, in the order of the description. */
    private final Map<String, Outline> operations = new LinkedHashMap<>();

    private OpenApiImport(Description description, Diagnostics diagnostics) {
        this.description = description;
        this.diagnostics = diagnostics;
        Names names = new Names();
        for (Outline outline : description.outlines()) {
            String name = Names.operation(outline.id());
            if (name == null) {
                name = Names.operation(outline.method() + " " + outline.path());
            }
            operations.put(names.unique(name == null ? "operation" : name), outline);
        }
    }

    /**
     * @return null if the text is no description; then {@code diagnostics} says why
     */
    public static @Nullable OpenApiImport read(SourceText source, Diagnostics diagnostics) {
        Document document = DescriptionReader.read(source, diagnostics);
        Description description =
                document == null || diagnostics.hasErrors()
                        ? null
                        : DescriptionParser.parse(document, diagnostics);
        return description == null ? null : new OpenApiImport(description, diagnostics);
    }

    /**
     * What the connector is called if nobody says otherwise, or null where no word offers itself.
     */
    public @Nullable String name() {
        return Names.connector(description.title());
    }

    /** Whether a connector can be called this: lower-case letters, digits and hyphens. */
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.charAt(0) >= 'a'
                && name.charAt(0) <= 'z'
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }

    /** Whether a word chooses at least one operation: by its name, its id, or one of its tags. */
    public boolean isChoice(String word) {
        for (Map.Entry<String, Outline> operation : operations.entrySet()) {
            if (chooses(word, operation.getKey(), operation.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** The names and tags there are. */
    public List<String> choices() {
        Set<String> choices = new LinkedHashSet<>(operations.keySet());
        operations.values().forEach(outline -> choices.addAll(outline.tags()));
        return List.copyOf(choices);
    }

    private static boolean chooses(String word, String name, Outline outline) {
        return name.equals(word)
                || word.equals(outline.id())
                || outline.tags().stream().anyMatch(word::equalsIgnoreCase);
    }

    /**
     * @param name of the connector
     * @param only names, ids or tags of the operations that are wanted; all where it is empty
     * @param credentials which texts never go into the file
     * @return null where a part that was wanted cannot be read, or nothing is left; then the
     *     diagnostics say why
     */
    public @Nullable Imported write(String name, List<String> only, CredentialTest credentials) {
        SchemaTranslator schemas = new SchemaTranslator(description.references());
        SecurityWriter security = new SecurityWriter(description);
        ExampleMaker examples = new ExampleMaker(schemas.shared(), new GivenExamples(credentials));
        OperationWriter writer = new OperationWriter(description, schemas, examples, security);
        Yaml.Fields written = new Yaml.Fields().spread();
        List<Imported.LeftOut> leftOut = new ArrayList<>();
        for (Map.Entry<String, Outline> operation : operations.entrySet()) {
            String key = operation.getKey();
            Outline outline = operation.getValue();
            if (!only.isEmpty() && only.stream().noneMatch(word -> chooses(word, key, outline))) {
                continue;
            }
            Remarks remarks = remarks(key, outline);
            try {
                Yaml.Fields one = writer.write(key, outline, remarks);
                List<String> above = new ArrayList<>();
                if (!written.isEmpty()) {
                    above.add("");
                }
                above.addAll(remarks.lines());
                written.put(key, one, above);
            } catch (Unsupported e) {
                leftOut.add(new Imported.LeftOut(key + " (" + outline.signature() + ")", e.why()));
            }
        }
        if (written.isEmpty()) {
            nothingLeft(leftOut);
        }
        return diagnostics.hasErrors()
                ? null
                : new ConnectorWriter(description, schemas.shared(), security, credentials)
                        .write(name, written, leftOut);
    }

    private static Remarks remarks(String name, Outline outline) {
        Remarks remarks = new Remarks();
        String id = Names.operation(outline.id());
        if (id != null && !id.equals(name)) {
            remarks.review("another operation has the id `" + Prose.inComment(id) + "` as well");
        }
        return remarks;
    }

    private void nothingLeft(List<Imported.LeftOut> leftOut) {
        List<Note> notes = new ArrayList<>();
        for (Imported.LeftOut one : leftOut.subList(0, Math.min(5, leftOut.size()))) {
            notes.add(Note.fact("`" + one.operation() + "` " + one.why()));
        }
        diagnostics.report(
                Code.INVALID_DESCRIPTION,
                description.document().source(),
                Span.at(0),
                "no operation of this description can be one of a connector",
                notes.toArray(new Note[0]));
    }
}
