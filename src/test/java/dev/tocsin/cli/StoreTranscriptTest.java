package dev.tocsin.cli;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The day of a store as a transcript, {@code golden/store-commands.txt}: as in {@link
 * TranscriptTest}, but in a folder of its own, and each {@code RUN} in a command is the newest run.
 * What differs from time to time is made the same.
 */
final class StoreTranscriptTest {

    private static final Path FILE =
            Path.of("src/test/resources/golden/store-commands.txt").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void printsWhatTheTranscriptSays() throws IOException {
        Path project = FILE.resolveSibling("store-commands");
        Files.createDirectories(folder.resolve("playbooks"));
        try (var files = Files.list(project)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("playbooks").resolve(file.getFileName()));
            }
        }
        StringBuilder actual = new StringBuilder();
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("$ tocsin")) {
                actual.append(line).append('\n').append(run(line.substring("$ tocsin".length())));
            }
        }
        Golden.check(FILE, actual.toString());
    }

    private String run(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.strip().split(" +(?=(?:[^']*'[^']*')*[^']*$)")) {
            String plain = word.replace("'", "");
            words.add(plain.contains("RUN") ? plain.replace("RUN", newest()) : plain);
        }
        CapturedConsole.Printed printed = CapturedConsole.in(folder).run(words);
        StringBuilder all = new StringBuilder(normalised(printed.out()));
        normalised(printed.err())
                .lines()
                .forEach(each -> all.append("! ").append(each).append('\n'));
        if (printed.exitCode() != 0) {
            all.append('[').append(printed.exitCode()).append("]\n");
        }
        return all.append('\n').toString();
    }

    private String newest() {
        String list = CapturedConsole.in(folder).run("runs", "list", "--limit", "1").out();
        int at = list.indexOf("run-");
        return at < 0 ? "none" : list.substring(at, at + "run-".length() + 12);
    }

    private String normalised(String printed) {
        return Normalised.of(printed)
                .replace(folder.toString(), "FOLDER")
                .replaceAll("tocsin_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", "tocsin_TOKEN")
                .replaceAll("\\b[0-9a-f]{64}\\b", "HASH")
                .replaceAll("(?<=revoke )[0-9a-f]{12}|(?m)^[0-9a-f]{12}\\b", "TOKEN-ID----")
                .replaceAll("\\b\\d+ (KiB|bytes)", "N $1");
    }
}
