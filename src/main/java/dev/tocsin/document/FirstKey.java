package dev.tocsin.document;

import dev.tocsin.diagnostic.Suggestion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The first key of a YAML file, read without parsing it: a project is full of YAML that is none of
 * ours, and much of it would not parse.
 */
public final class FirstKey {

    /** A licence comment on top fits in it, and a file system reads no less at a time. */
    private static final int PEEK = 4096;

    /** A file of these that is passed over because of a slip in its first key does nothing. */
    private static final List<String> ACTING = List.of("playbook", "policy");

    private FirstKey() {}

    /** Whether the file says that it is for Tocsin. */
    public static boolean isOurs(Path file) {
        String start = start(file);
        String key = of(start);
        return key.equals("service") ? isServiceOfOurs(start) : isKind(key);
    }

    /** The id of the playbook in a file, or an empty text where its first key is another. */
    public static String playbookId(Path file) {
        return playbookId(start(file));
    }

    /** The same for the text of a file. */
    public static String playbookId(String text) {
        String line = firstLine(text);
        if (!of(line).equals("playbook")) {
            return "";
        }
        String value = line.substring(line.indexOf(':') + 1);
        int comment = value.indexOf(" #");
        return unquoted((comment < 0 ? value : value.substring(0, comment)).strip());
    }

    /** The first key of a file, or an empty text where it starts with something else. */
    public static String of(Path file) {
        return of(start(file));
    }

    private static String start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(PEEK), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    private static boolean isKind(String key) {
        return switch (key) {
            case "playbook", "connector", "connections", "lab", "policy" -> true;
            default -> Suggestion.closest(key, ACTING) != null;
        };
    }

    /** Other tools have files that start so; ours has a public URL. */
    private static boolean isServiceOfOurs(String start) {
        return start.contains("\npublicUrl:");
    }

    /** The key, or an empty text where the file starts with something else. */
    public static String of(String text) {
        String line = firstLine(text);
        int colon = line.indexOf(':');
        return colon < 0 ? "" : unquoted(line.substring(0, colon).strip());
    }

    /** The first line that is neither empty nor a preamble; empty where there is none. */
    private static String firstLine(String text) {
        int i = text.startsWith("\uFEFF") ? 1 : 0;
        while (i < text.length()) {
            int end = text.indexOf('\n', i);
            String line = (end < 0 ? text.substring(i) : text.substring(i, end)).strip();
            if (!line.isEmpty() && !isPreamble(line)) {
                return line;
            }
            if (end < 0) {
                break;
            }
            i = end + 1;
        }
        return "";
    }

    private static boolean isPreamble(String line) {
        return line.charAt(0) == '#' || line.charAt(0) == '%' || line.startsWith("---");
    }

    private static String unquoted(String key) {
        boolean quoted =
                key.length() > 1
                        && (key.charAt(0) == '"' || key.charAt(0) == '\'')
                        && key.charAt(0) == key.charAt(key.length() - 1);
        return quoted ? key.substring(1, key.length() - 1) : key;
    }
}
