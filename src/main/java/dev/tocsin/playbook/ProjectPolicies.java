package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.FirstKey;
import dev.tocsin.document.SourceReader;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.YamlFiles;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies that are in force in a project: the files below its folder {@code policies}, however
 * deep. One elsewhere, in an example or a backup, must not decide about alerts.
 */
public final class ProjectPolicies {

    /** Where they stand, below the root of the project. */
    public static final String FOLDER = "policies";

    private static final int MOST_FILES = 20_000;

    private ProjectPolicies() {}

    /**
     * A file that says it is a policy.
     *
     * @param document null where it cannot be read as YAML
     * @param policy null where too little of it can be read
     * @param diagnostics what reading it alone found wrong: text, YAML, structure
     */
    public record Found(
            Path path,
            @Nullable Document document,
            @Nullable Policy policy,
            Diagnostics diagnostics) {}

    /**
     * Reads them all, in the order of their paths.
     *
     * @param root of the project
     * @param here the folder from which messages name the files
     */
    public static List<Found> below(Path root, Path here) {
        List<Found> found = new ArrayList<>();
        DocumentSchema schema = null;
        for (Path file : YamlFiles.below(root.resolve(FOLDER), MOST_FILES)) {
            if (FirstKey.of(file).equals(FileKind.POLICY.key())) {
                schema = schema == null ? DocumentSchema.of(FileKind.POLICY) : schema;
                found.add(read(file, here, schema));
            }
        }
        return found;
    }

    private static Found read(Path file, Path here, DocumentSchema schema) {
        String name = file.startsWith(here) ? here.relativize(file).toString() : file.toString();
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceReader.read(file, name, diagnostics);
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        Policy policy = null;
        if (document != null && FileKind.of(document, diagnostics) == FileKind.POLICY) {
            // Where YAML read something else than was meant, its meaning is not looked at.
            boolean readAsMeant = !diagnostics.hasErrors();
            policy = readAsMeant ? PolicyParser.parse(document, diagnostics) : null;
            schema.check(document, diagnostics);
        }
        return new Found(file, document, policy, diagnostics);
    }
}
