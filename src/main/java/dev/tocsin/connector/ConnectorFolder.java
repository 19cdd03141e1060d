package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.SourceReader;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code connectors} folder of a project.
 *
 * @param root of the project, or null for none
 * @param here the folder from which messages name the files, or null for no such folder
 */
record ConnectorFolder(@Nullable Path root, @Nullable Path here) {

    /** Its YAML files by name; what cannot be read is reported and left out. */
    List<SourceText> read(Diagnostics diagnostics) {
        List<SourceText> texts = new ArrayList<>();
        for (Path file : files(diagnostics)) {
            SourceText text = SourceReader.read(file, nameOf(file), diagnostics);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private String nameOf(Path file) {
        return here != null && file.startsWith(here)
                ? here.relativize(file).toString()
                : file.toString();
    }

    private List<Path> files(Diagnostics diagnostics) {
        List<Path> files = new ArrayList<>();
        if (root == null || !Files.isDirectory(root.resolve("connectors"))) {
            return files;
        }
        try (DirectoryStream<Path> folder =
                Files.newDirectoryStream(root.resolve("connectors"), "*.{yaml,yml}")) {
            folder.forEach(files::add);
        } catch (IOException | DirectoryIteratorException _) {
            diagnostics.report(
                    Code.FILE_UNREADABLE,
                    SourceText.of("connectors", ""),
                    Span.at(0),
                    "the folder `connectors` cannot be read",
                    Note.help("check its permissions: the project's own connectors are in it"));
        }
        files.sort(null);
        return files;
    }
}
