package dev.tocsin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds the house rules that can be read from the sources themselves. */
final class ImportOrderTest {

    private static final Path ROOT = Path.of("src/main/java/dev/tocsin");

    /** The data flow; a package sees itself and what stands before it. */
    private static final List<String> PACKAGES =
            List.of(
                    "source",
                    "diagnostic",
                    "document",
                    "value",
                    "schema",
                    "expression",
                    "playbook",
                    "connector",
                    "check",
                    "program",
                    "interpreter",
                    "store",
                    "host",
                    "alert",
                    "builtin",
                    "lab",
                    "service",
                    "cli");

    /** What a connector author sees is enough for the connectors that ship. */
    private static final Set<String> SEEN_BY_BUILTIN = Set.of("builtin", "connector", "value");

    private static final List<String> SAY_NOTHING =
            List.of("Util", "Utils", "Common", "Manager", "Helper", "Impl", "Base");

    private static final int MAX_LINES = 400;

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String packageOf(Path file) {
        return ROOT.relativize(file).getName(0).toString();
    }

    @Test
    void importsPointUpTheList() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String own = packageOf(file);
            for (String line : Files.readAllLines(file)) {
                String seen = importedPackage(line);
                if (seen != null && !maySee(own, seen)) {
                    wrong.add(ROOT.relativize(file) + " imports from " + seen);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static String importedPackage(String line) {
        String text = line.startsWith("import static ") ? line.substring(14) : line;
        text = text.startsWith("import ") ? text.substring(7) : text;
        boolean ours = line.startsWith("import ") && text.startsWith("dev.tocsin.");
        return ours ? text.split("\\.")[2] : null;
    }

    private static boolean maySee(String own, String seen) {
        if (own.equals("builtin")) {
            return SEEN_BY_BUILTIN.contains(seen);
        }
        return PACKAGES.contains(seen) && PACKAGES.indexOf(seen) <= PACKAGES.indexOf(own);
    }

    @Test
    void packagesAreOnTheListAndIntroduceThemselves() throws IOException {
        Set<String> found = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            if (!PACKAGES.contains(packageOf(file))) {
                wrong.add(file + " is in no package of the list");
            }
            found.add(file.getParent().toString());
        }
        for (String folder : found) {
            Path info = Path.of(folder, "package-info.java");
            if (!Files.exists(info)) {
                wrong.add(info + " is missing");
            } else if (!text(info).contains("@NullMarked") || !text(info).startsWith("/**")) {
                wrong.add(info + " says nothing, or is not @NullMarked");
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(found.size() > 5, "the sources were not found");
    }

    @Test
    void filesAreSmallAndNamesSaySomething() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString().replace(".java", "");
            long lines = text(file).lines().count();
            if (lines > MAX_LINES) {
                wrong.add(file + " has " + lines + " lines: which second idea lives in it?");
            }
            for (String word : SAY_NOTHING) {
                if (name.endsWith(word)) {
                    wrong.add(file + " ends with " + word);
                }
            }
            if (name.startsWith("Default") || name.startsWith("Abstract")) {
                wrong.add(file + " says how it is made, not what it is");
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String text = text(file);
            for (String mark :
                    List.of("TODO", "FIXME", "XXX ", "ThreadLocal<", "@SuppressWarnings(\"all")) {
                if (text.contains(mark)) {
                    wrong.add(file + " has " + mark.strip());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
