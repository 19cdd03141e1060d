package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.FirstKey;
import dev.tocsin.document.SourceReader;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.YamlFiles;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The playbooks of a project by id, for those that name others. Nothing is read before the first
 * question. A playbook at its usual place, {@code playbooks/<id>.yaml}, is found without a search;
 * only another sends it through the project, once. Not thread-safe.
 */
public final class ProjectPlaybooks {

    /** YAML files that a search looks at; a project of a thousand playbooks has fewer. */
    private static final int MOST_FILES = 20_000;

    /**
     * A file that says it is the playbook asked for.
     *
     * @param document null where it cannot be read as YAML
     * @param playbook null where too little of it can be read
     * @param diagnostics what reading it alone found wrong: text, YAML, structure
     */
    public record Found(
            Path path,
            String name,
            @Nullable Document document,
            @Nullable Playbook playbook,
            Diagnostics diagnostics) {}

    private final @Nullable Path root;
    private final @Nullable Path here;
    private final List<SourceText> texts;
    private @Nullable Map<String, List<Path>> byId;
    private @Nullable DocumentSchema schema;

    /**
     * @param root of the project, or null for no playbooks at all
     * @param here the folder from which messages name the files, or null for the root
     */
    public ProjectPlaybooks(@Nullable Path root, @Nullable Path here) {
        this(root, here, List.of());
    }

    private ProjectPlaybooks(@Nullable Path root, @Nullable Path here, List<SourceText> texts) {
        this.root = root;
        this.here = here == null ? root : here;
        this.texts = texts;
    }

    /** Playbooks whose files are kept elsewhere than in folders. */
    public static ProjectPlaybooks of(List<SourceText> texts) {
        return new ProjectPlaybooks(null, null, List.copyOf(texts));
    }

    /** The files with this id, by name; more than one is a mistake in the project. */
    public List<Found> named(String id) {
        if (!isId(id)) {
            return List.of();
        }
        List<Found> kept = new ArrayList<>();
        for (SourceText text : texts) {
            if (FirstKey.playbookId(text.text()).equals(id)) {
                kept.add(read(Path.of(text.name()), text.name(), text, new Diagnostics()));
            }
        }
        Path project = root;
        if (project == null) {
            return kept;
        }
        Path usual = project.resolve("playbooks").resolve(id + ".yaml");
        if (Files.isRegularFile(usual) && FirstKey.playbookId(usual).equals(id)) {
            return List.of(read(usual));
        }
        List<Found> found = new ArrayList<>();
        for (Path file : byId(project).getOrDefault(id, List.of())) {
            found.add(read(file));
        }
        return found;
    }

    /** The ids of all playbooks, sorted. */
    public Set<String> ids() {
        Path project = root;
        return project == null ? idsOfTexts() : byId(project).keySet();
    }

    private Set<String> idsOfTexts() {
        Set<String> ids = new TreeSet<>();
        for (SourceText text : texts) {
            String id = FirstKey.playbookId(text.text());
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** A path must not be made of what is none. */
    private static boolean isId(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return !id.isEmpty();
    }

    private Map<String, List<Path>> byId(Path project) {
        Map<String, List<Path>> known = byId;
        if (known == null) {
            known = new TreeMap<>();
            for (Path file : YamlFiles.below(project, MOST_FILES)) {
                String id = FirstKey.playbookId(file);
                if (!id.isEmpty()) {
                    known.computeIfAbsent(id, _ -> new ArrayList<>()).add(file);
                }
            }
            byId = known;
        }
        return known;
    }

    private Found read(Path file) {
        Path folder = here;
        boolean near = folder != null && file.startsWith(folder);
        String name = near ? folder.relativize(file).toString() : file.toString();
        Diagnostics diagnostics = new Diagnostics();
        return read(file, name, SourceReader.read(file, name, diagnostics), diagnostics);
    }

    private Found read(
            Path file, String name, @Nullable SourceText source, Diagnostics diagnostics) {
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        Playbook playbook = null;
        if (document != null && FileKind.of(document, diagnostics) == FileKind.PLAYBOOK) {
            // Where YAML read something else than was meant, its meaning is not looked at.
            boolean readAsMeant = !diagnostics.hasErrors();
            playbook = readAsMeant ? PlaybookParser.parse(document, diagnostics) : null;
            schema().check(document, diagnostics);
        }
        return new Found(file, name, document, playbook, diagnostics);
    }

    private DocumentSchema schema() {
        DocumentSchema known = schema;
        if (known == null) {
            known = DocumentSchema.of(FileKind.PLAYBOOK);
            schema = known;
        }
        return known;
    }
}
