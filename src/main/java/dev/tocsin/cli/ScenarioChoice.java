package dev.tocsin.cli;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.FirstKey;
import dev.tocsin.document.SourceReader;
import dev.tocsin.lab.Scenario;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds and reads the company of a lab. */
final class ScenarioChoice {

    private static final String FOLDER = "lab";

    private ScenarioChoice() {}

    /**
     * The company that is named; without a name the project's only one, or Contoso.
     *
     * @param named a file, the name of one in the project's folder, {@code contoso}, or null
     * @param diagnostics gets what is wrong with the file; then Contoso is returned
     */
    static Scenario of(@Nullable String named, Path root, Console console, Diagnostics diagnostics)
            throws CommandFault {
        Path file = named == null ? only(root) : find(named, root, console);
        if (file == null) {
            return Scenario.contoso();
        }
        String name =
                named != null && console.resolve(named).equals(file)
                        ? named
                        : console.directory().relativize(file).toString();
        SourceText source = SourceReader.read(file, name, diagnostics);
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        FileKind kind = document == null ? null : FileKind.of(document, diagnostics);
        if (document == null || kind == null) {
            return Scenario.contoso();
        }
        if (kind != FileKind.LAB) {
            throw CommandFault.usage(
                    "`" + name + "` is no scenario of the lab: its kind is `" + kind.key() + "`",
                    "a scenario starts with `lab: its-name`");
        }
        Scenario scenario = Scenario.parse(document, diagnostics);
        return scenario == null ? Scenario.contoso() : scenario;
    }

    private static @Nullable Path only(Path root) throws CommandFault {
        List<Path> files = files(root);
        if (files.size() > 1) {
            List<String> names = new ArrayList<>();
            files.forEach(file -> names.add(FOLDER + "/" + file.getFileName()));
            throw CommandFault.usage(
                    "the project has several scenarios: `" + String.join("`, `", names) + "`",
                    "say which one with `--scenario`");
        }
        return files.isEmpty() ? null : files.getFirst();
    }

    /** Null for Contoso. */
    private static @Nullable Path find(String named, Path root, Console console)
            throws CommandFault {
        Path file = console.resolve(named);
        if (Files.isRegularFile(file)) {
            return file;
        }
        for (Path each : files(root)) {
            String name = each.getFileName().toString();
            if (name.substring(0, name.lastIndexOf('.')).equals(named)) {
                return each;
            }
        }
        if (named.equals("contoso")) {
            return null;
        }
        throw CommandFault.configuration(
                "there is no scenario `" + named + "`",
                "name a file that starts with `lab:`, one in the project's folder `lab`, or"
                        + " `contoso`");
    }

    private static List<Path> files(Path root) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(root.resolve(FOLDER), "*.{yaml,yml}")) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry) && FirstKey.of(entry).equals("lab")) {
                    files.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // A project without the folder has no scenario of its own.
            return List.of();
        }
        Collections.sort(files);
        return files;
    }
}
