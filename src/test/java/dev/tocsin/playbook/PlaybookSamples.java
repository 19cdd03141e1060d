package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The playbooks under {@code golden/ok}, and what a slip of the keyboard makes of them. */
public final class PlaybookSamples {

    static final DocumentSchema SCHEMA = DocumentSchema.of(FileKind.PLAYBOOK);

    private static final Path FOLDER = Path.of("src/test/resources/golden/ok");

    /** Values that are wrong almost everywhere. */
    private static final List<String> VALUES =
            List.of(
                    "",
                    "5",
                    "-1",
                    "[a, b]",
                    "{a: b}",
                    "null",
                    "\"${x}\"",
                    "\"${\"",
                    "true",
                    "''",
                    "[]",
                    "{}",
                    "30s",
                    "continue",
                    "99999999999999999999d",
                    "0s",
                    "60s..10s",
                    "[[]]",
                    "{steps: [{log: x}]}",
                    "[{log: x}]");

    /** Keys that are at home somewhere. */
    private static final List<String> KEYS =
            List.of(
                    "id",
                    "when",
                    "then",
                    "if",
                    "steps",
                    "forEach",
                    "in",
                    "on",
                    "catch",
                    "with",
                    "action",
                    "cases",
                    "is",
                    "until",
                    "every",
                    "atMost",
                    "retry",
                    "onError",
                    "set",
                    "return",
                    "value",
                    "source",
                    "cron",
                    "items",
                    "nonsense");

    private PlaybookSamples() {}

    /** The texts of all files, by file name. */
    public static List<String> texts() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the texts with one to three lines changed. */
    public static String mutated(Random random) {
        List<String> texts = texts();
        List<String> lines = new ArrayList<>();
        texts.get(random.nextInt(texts.size())).lines().forEach(lines::add);
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutate(lines, random.nextInt(lines.size()), random);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void mutate(List<String> lines, int at, Random random) {
        String line = lines.get(at);
        int colon = line.indexOf(':');
        switch (random.nextInt(6)) {
            case 0 -> lines.set(at, "");
            case 1 -> lines.set(at, "  " + line);
            case 2 -> lines.set(at, line.startsWith("  ") ? line.substring(2) : line);
            case 3 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 4 -> {
                if (colon >= 0) {
                    String value = VALUES.get(random.nextInt(VALUES.size()));
                    lines.set(at, line.substring(0, colon + 1) + " " + value);
                }
            }
            default -> {
                if (colon >= 0) {
                    int start = line.lastIndexOf(' ', colon) + 1;
                    String key = KEYS.get(random.nextInt(KEYS.size()));
                    lines.set(at, line.substring(0, start) + key + line.substring(colon));
                }
            }
        }
    }

    /** The document of a text; null where it is no YAML. */
    public static @Nullable Document document(String text, Diagnostics diagnostics) {
        return DocumentParser.parse(SourceText.of("playbook.yaml", text), diagnostics);
    }

    /** The playbook of a text if nothing is wrong with it, else null and the mistakes. */
    public static @Nullable Playbook playbook(String text, Diagnostics diagnostics) {
        Document document = document(text, diagnostics);
        return document != null && SCHEMA.check(document, diagnostics)
                ? PlaybookParser.parse(document, diagnostics)
                : null;
    }

    /** The playbook of a text that has no mistakes. */
    public static Playbook playbook(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Playbook playbook = playbook(text, diagnostics);
        if (playbook == null || !diagnostics.isEmpty()) {
            throw new AssertionError("mistakes in a sample: " + diagnostics.sorted());
        }
        return playbook;
    }
}
