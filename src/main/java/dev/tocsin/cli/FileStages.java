package dev.tocsin.cli;

import dev.tocsin.check.HardCodedCredential;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.ConnectorParser;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.lab.Scenario;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.PlaybookParser;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.PolicyParser;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.service.config.ServiceFileParser;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The stages that look at one file alone: reading, YAML, structure. Thread-safe. */
final class FileStages {

    private final InputStream in;
    private final FutureTask<DocumentSchema> playbooks =
            new FutureTask<>(FileStages::loadPlaybookSchema);

    /**
     * @param in what the name {@code -} stands for
     */
    FileStages(InputStream in) {
        this.in = in;
        // Loading the schema takes a seventh of a cold start, and reading the first file needs no
        // schema: the two go side by side.
        Thread.ofPlatform().daemon().name("schema").start(playbooks);
    }

    private static DocumentSchema loadPlaybookSchema() {
        return DocumentSchema.of(FileKind.PLAYBOOK);
    }

    /**
     * What one file came to.
     *
     * @param kind null where the file does not say what it is, or is no YAML
     * @param document null likewise
     * @param playbook null where the file is none, or has too little of one
     * @param connections null where the file defines none
     * @param policy null where the file is none, or has too little of one
     */
    record Result(
            ProjectFile file,
            @Nullable FileKind kind,
            @Nullable Document document,
            @Nullable Playbook playbook,
            @Nullable Connections connections,
            @Nullable Policy policy,
            Diagnostics diagnostics) {

        /** The document of a connector file, else null. */
        @Nullable Document connector() {
            return kind == FileKind.CONNECTOR ? document : null;
        }
    }

    /** Reads one file, and all that can be said of it without the schema of playbooks. */
    Result run(ProjectFile file) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source =
                file.name().equals("-")
                        ? SourceReader.read(in, "<stdin>", diagnostics)
                        : SourceReader.read(file.path(), file.name(), diagnostics);
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        FileKind kind = document == null ? null : FileKind.of(document, diagnostics);
        if (source == null || document == null || kind == null) {
            return new Result(file, null, null, null, null, null, diagnostics);
        }
        Playbook playbook = null;
        Connections connections = null;
        Policy policy = null;
        switch (kind) {
            case PLAYBOOK -> {
                // Where YAML read something else than was meant, its meaning is not looked at.
                boolean readAsMeant = !diagnostics.hasErrors();
                playbook = readAsMeant ? PlaybookParser.parse(document, diagnostics) : null;
                HardCodedCredential.check(document, diagnostics);
            }
            case CONNECTOR -> {
                ConnectorParser.check(document, diagnostics);
                HardCodedCredential.check(document, diagnostics);
            }
            case CONNECTIONS -> connections = Connections.parse(document, null, diagnostics);
            case LAB -> {
                Scenario.parse(document, diagnostics);
                HardCodedCredential.check(document, diagnostics);
            }
            case POLICY -> {
                boolean readAsMeant = !diagnostics.hasErrors();
                policy = readAsMeant ? PolicyParser.parse(document, diagnostics) : null;
                DocumentSchema.of(FileKind.POLICY).check(document, diagnostics);
                HardCodedCredential.check(document, diagnostics);
            }
            case SERVICE -> {
                ServiceFileParser.parse(document, diagnostics);
                HardCodedCredential.check(document, diagnostics);
            }
        }
        return new Result(file, kind, document, playbook, connections, policy, diagnostics);
    }

    /**
     * Holds a playbook file against its schema, and adds what is wrong to its diagnostics. No other
     * stage waits for this one, so it comes last: by then the schema is loaded.
     */
    void checkStructure(Result result) {
        Document document = result.document();
        if (document != null && result.kind() == FileKind.PLAYBOOK) {
            playbooks().check(document, result.diagnostics());
        }
    }

    private DocumentSchema playbooks() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return playbooks.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the shipped schema loads", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
