package dev.tocsin.cli;

import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes files through the stages that need no run: reading, YAML, structure, checks. */
final class Validation {

    /** Below this many, starting threads takes longer than it saves. */
    private static final int WORTH_THREADS = 16;

    private final Console console;

    Validation(Console console) {
        this.console = console;
    }

    /** What all stages say about these files. */
    Diagnostics check(List<ProjectFile> files) {
        Diagnostics found = new Diagnostics();
        for (Parsed parsed : parse(files)) {
            for (Diagnostic diagnostic : parsed.diagnostics().sorted()) {
                found.add(diagnostic);
            }
        }
        return found;
    }

    /** A file after the stages that look at one file alone. */
    private record Parsed(@Nullable Document document, Diagnostics diagnostics) {}

    private List<Parsed> parse(List<ProjectFile> files) {
        List<Parsed> parsed = new ArrayList<>(files.size());
        if (files.size() < WORTH_THREADS) {
            for (ProjectFile file : files) {
                parsed.add(parse(file));
            }
            return parsed;
        }
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Parsed>> pending = new ArrayList<>(files.size());
            for (ProjectFile file : files) {
                pending.add(pool.submit(() -> parse(file)));
            }
            for (Future<Parsed> future : pending) {
                parsed.add(future.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a parser throws for no file", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("validation is interrupted by nobody", e);
        }
        return parsed;
    }

    private Parsed parse(ProjectFile file) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source =
                file.name().equals("-")
                        ? SourceReader.read(console.in(), "<stdin>", diagnostics)
                        : SourceReader.read(file.path(), file.name(), diagnostics);
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        return new Parsed(document, diagnostics);
    }
}
