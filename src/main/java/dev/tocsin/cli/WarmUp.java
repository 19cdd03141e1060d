package dev.tocsin.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the usual commands on samples, in one process and for nobody to read. */
final class WarmUp {

    private static final List<String> SAMPLES =
            List.of(
                    "playbook.yaml",
                    "containment.yaml",
                    "mistakes.yaml",
                    "steps.yaml",
                    "event.json");

    private static final String STORE = "store.db";

    private final Console console;

    WarmUp(Console console) {
        this.console = console;
    }

    /** What is trained together. Apart, because each cached class costs 15 µs at every start. */
    enum Part {
        CHECK,
        RUN,
        LAB,
        STORE
    }

    int run(Part part) throws CommandFault {
        try {
            Path folder = Files.createTempDirectory("tocsin-warm-up-");
            try {
                for (String sample : SAMPLES) {
                    Files.write(folder.resolve(sample), read(sample));
                }
                exercise(part, folder);
            } finally {
                for (String sample : SAMPLES) {
                    Files.deleteIfExists(folder.resolve(sample));
                }
                removeStore(folder);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot use the temporary folder: " + ReadFault.reason(e), null);
        }
        return ExitCode.FINE;
    }

    private void exercise(Part part, Path folder) {
        // Once is enough: the cache holds classes and their links, and each more round is a second
        // that the first command of a new build waits.
        Console quiet = quiet(folder);
        switch (part) {
            case CHECK -> {
                command(quiet, "validate", "playbook.yaml");
                command(quiet, "validate");
                command(quiet, "validate", "--format", "json");
                command(quiet, "eval", "[1, 2].map(n, n * 2)");
                command(quiet, "explain", "unknown-operation");
                command(quiet, "validat");
                command(quiet, "--help");
            }
            case RUN -> {
                command(quiet, "run", "steps.yaml");
                command(quiet, "run", "steps.yaml", "--format", "json");
                command(quiet, "plan", "playbook.yaml", "--event", "event.json");
            }
            case LAB -> {
                command(quiet, "run", "steps.yaml");
                command(quiet, "run", "playbook.yaml", "--event", "event.json", "--lab");
            }
            case STORE -> {
                command(quiet, "run", "steps.yaml", "--store", STORE);
                command(quiet, "runs", "list", "--store", STORE);
                command(quiet, "store", "info", "--store", STORE);
            }
        }
    }

    /** With what SQLite and the lock leave beside it. */
    private static void removeStore(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, STORE + "*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static void command(Console quiet, String... words) {
        new Dispatcher(quiet).run(List.of(words));
    }

    private Console quiet(Path folder) {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                console.environment(),
                folder,
                console.clock(),
                false,
                false,
                false);
    }

    private static byte[] read(String sample) throws IOException {
        try (InputStream in = WarmUp.class.getResourceAsStream("/warm-up/" + sample)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the sample " + sample);
            }
            return in.readAllBytes();
        }
    }
}
