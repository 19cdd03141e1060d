package dev.tocsin.cli;

import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The findings that a project has accepted for now, in a file. One is known by its file, its code
 * and the text of its line, and how often that occurs: a line may move, but not change.
 */
final class Baseline {

    /**
     * What makes two findings one.
     *
     * @param line a digest of the line's text without the space around it
     */
    private record Entry(String file, String code, String line) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            int order = file.compareTo(other.file);
            order = order == 0 ? code.compareTo(other.code) : order;
            return order == 0 ? line.compareTo(other.line) : order;
        }
    }

    private final Path folder;
    private final Path directory;
    private final Map<Entry, Integer> left = new HashMap<>();
    private final Map<Entry, Integer> used = new TreeMap<>();
    private final Map<Entry, String> messages = new HashMap<>();
    private final List<String> checked = new ArrayList<>();
    private int hidden;

    private Baseline(Path file, Path directory) {
        Path parent = file.getParent();
        this.folder = parent == null ? directory : parent;
        this.directory = directory;
    }

    /** One without entries, to be written to {@code file}. */
    static Baseline empty(Path file, Console console) {
        return new Baseline(file, console.directory());
    }

    static Baseline read(String file, Console console) throws CommandFault {
        Path path = console.resolve(file);
        Baseline baseline = empty(path, console);
        try {
            if (Json.parse(Files.readAllBytes(path)) instanceof MapValue map
                    && map.get("findings") instanceof ListValue(List<Value> findings)) {
                for (Value finding : findings) {
                    baseline.entry(finding, file);
                }
                return baseline;
            }
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot read the baseline `" + file + "`: " + ReadFault.reason(e), null);
        } catch (JsonException _) {
            throw malformed(file);
        }
        throw malformed(file);
    }

    private void entry(Value finding, String file) throws CommandFault {
        if (!(finding instanceof MapValue map)
                || !(map.text("file") instanceof String name)
                || !(map.text("code") instanceof String code)
                || !(map.text("line") instanceof String line)
                || !(map.get("count") instanceof IntValue(long count))) {
            throw malformed(file);
        }
        Entry entry = new Entry(name, code, line);
        left.put(entry, Math.clamp(count, 0, Integer.MAX_VALUE));
        messages.put(entry, String.valueOf(map.text("message")));
    }

    private static CommandFault malformed(String file) {
        return CommandFault.configuration(
                "`" + file + "` is no baseline", "`--write-baseline FILE` writes one");
    }

    /** Makes all of these known. */
    void accept(List<Diagnostic> found) {
        for (Diagnostic diagnostic : found) {
            Entry entry = entry(diagnostic);
            left.merge(entry, 1, Integer::sum);
            messages.putIfAbsent(entry, diagnostic.message());
        }
    }

    /**
     * Those that are not known.
     *
     * @param files that were checked
     */
    List<Diagnostic> hide(List<Diagnostic> found, List<ProjectFile> files) {
        for (ProjectFile file : files) {
            checked.add(relative(file.name()));
        }
        List<Diagnostic> others = new ArrayList<>();
        for (Diagnostic diagnostic : found) {
            Entry entry = entry(diagnostic);
            int count = left.getOrDefault(entry, 0);
            if (count > 0) {
                left.put(entry, count - 1);
                used.merge(entry, 1, Integer::sum);
                hidden++;
            } else {
                others.add(diagnostic);
            }
        }
        return others;
    }

    /** How many were hidden. */
    int hidden() {
        return hidden;
    }

    /** How many entries about files that were checked no finding has matched. */
    int stale() {
        int stale = 0;
        for (Map.Entry<Entry, Integer> each : left.entrySet()) {
            stale += checked.contains(each.getKey().file()) ? each.getValue() : 0;
        }
        return stale;
    }

    /** Writes the entries that were matched, and those about files that were not checked. */
    void write(Path file) throws CommandFault {
        Map<Entry, Integer> kept = new TreeMap<>(used);
        left.forEach(
                (entry, count) -> {
                    if (count > 0 && !checked.contains(entry.file())) {
                        kept.merge(entry, count, Integer::sum);
                    }
                });
        List<Value> findings = new ArrayList<>();
        kept.forEach(
                (entry, count) ->
                        findings.add(
                                MapValue.builder()
                                        .put("file", entry.file())
                                        .put("code", entry.code())
                                        .put("message", messages.getOrDefault(entry, ""))
                                        .put("line", entry.line())
                                        .put("count", count)
                                        .build()));
        MapValue all = MapValue.of("findings", new ListValue(findings));
        try {
            Files.writeString(file, Json.writePretty(all) + "\n");
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot write `" + file + "`: " + ReadFault.reason(e), null);
        }
    }

    private Entry entry(Diagnostic diagnostic) {
        SourceText source = diagnostic.source();
        int start = source.startOfLine(source.lineAt(diagnostic.span().start()));
        // A digest of a line with a password in it would let somebody try passwords.
        String line =
                diagnostic.code().marksSecret()
                        ? source.text().substring(start, diagnostic.span().start()).strip()
                        : source.line(source.lineAt(start)).strip();
        return new Entry(relative(source.name()), diagnostic.code().id(), digest(line));
    }

    /** As seen from the baseline's folder, so that it means the same wherever one stands. */
    private String relative(String name) {
        Path path = folder.relativize(directory.resolve(name).normalize());
        return path.toString().replace('\\', '/');
    }

    private static String digest(String line) {
        try {
            byte[] bytes =
                    MessageDigest.getInstance("SHA-256")
                            .digest(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
