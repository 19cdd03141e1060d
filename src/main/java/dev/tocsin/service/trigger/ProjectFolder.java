package dev.tocsin.service.trigger;

import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.HardCodedCredential;
import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.check.Resolution;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Severity;
import dev.tocsin.document.Document;
import dev.tocsin.document.FileFindings;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramCompiler;
import dev.tocsin.source.Position;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compiles a project folder. What is broken keeps its last good version, whole: a playbook with an
 * error anywhere in what it is made of goes on with the texts, and the connectors, it had.
 *
 * @param root of the project
 * @param release the version of the connectors that ship, for digests
 * @param settings of the connections: they give values to inputs
 * @param profile which findings keep a changed playbook or policy from being taken
 */
public record ProjectFolder(Path root, String release, Settings settings, Profile profile) {

    private static final String PLAYBOOKS = "playbooks";

    static final String KEPT = "the last good version goes on";
    static final String NEVER_READ = "it starts nothing until it is put right";

    /** One reading of the folder. */
    private static final class Reading {
        private final Generation before;
        private final String release;
        private final Profile profile;
        private final Diagnostics ofConnectors = new Diagnostics();
        private final ConnectorRegistry registry;
        private final Set<String> brokenFiles = new TreeSet<>();
        private final Map<String, Connector> connectors = new TreeMap<>();
        private final SortedMap<String, LoadedPlaybook> playbooks = new TreeMap<>();
        private final List<LoadProblem> problems = new ArrayList<>();

        Reading(Path root, String release, Profile profile, Generation before) {
            this.before = before;
            this.profile = profile;
            this.release = release;
            registry = ConnectorRegistry.load(root, root, ofConnectors);
        }
    }

    public ProjectFolder {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Reads everything anew.
     *
     * @param before whose good versions stand in for what is broken now
     */
    public Generation load(Generation before, Instant now) {
        if (!Files.isReadable(root)) {
            // A network disk that is gone has not removed any playbook.
            LoadProblem gone =
                    new LoadProblem(
                            root.toString(),
                            "the project folder `" + root + "` cannot be read",
                            "everything goes on as it was last read");
            return new Generation(
                    before.number() + 1,
                    now,
                    before.playbooks(),
                    before.policies(),
                    before.sources(),
                    before.router(),
                    List.of(gone));
        }
        Reading reading = new Reading(root, release, profile, before);
        connectors(reading);
        // Only what stands there is in force: an example or a test's playbook must start nothing.
        ProjectPlaybooks files = new ProjectPlaybooks(root.resolve(PLAYBOOKS), root);
        for (String id : files.ids()) {
            playbook(id, files.named(id), files, reading);
        }
        for (LoadedPlaybook last : before.playbooks().values()) {
            if (!files.ids().contains(last.id())) {
                gone(last, reading);
            }
        }
        TriggerProblems.find(reading.playbooks.values(), settings, reading.problems);
        SortedMap<String, Policy> policies =
                new PolicyLoading(root, settings, profile, now)
                        .load(
                                before.policies(),
                                reading.playbooks,
                                new CalledPlaybooks(files, reading.registry),
                                reading.problems);
        return new Generation(
                before.number() + 1,
                now,
                reading.playbooks,
                policies,
                sources(reading),
                Generation.routerOf(
                        policies.values(), reading.playbooks.values(), reading.registry),
                reading.problems);
    }

    private static void connectors(Reading reading) {
        for (String name : reading.registry.names()) {
            Connector connector = reading.registry.find(name);
            if (connector != null) {
                reading.connectors.put(name, connector);
            }
        }
        for (Diagnostic finding : reading.ofConnectors.sorted()) {
            if (finding.severity() == Severity.ERROR
                    && reading.brokenFiles.add(finding.source().name())) {
                reading.problems.add(
                        new LoadProblem(
                                finding.source().name(),
                                line(finding),
                                "playbooks that use it stay as they were"));
            }
        }
    }

    private static void playbook(
            String id,
            List<ProjectPlaybooks.Found> found,
            ProjectPlaybooks files,
            Reading reading) {
        LoadedPlaybook last = reading.before.playbook(id);
        Diagnostics diagnostics = new Diagnostics();
        LoadedPlaybook loaded = null;
        if (found.size() == 1) {
            loaded = compile(found.getFirst(), files, reading, diagnostics);
        } else if (found.size() > 1
                && found.get(0).playbook() instanceof Playbook one
                && found.get(1).playbook() instanceof Playbook two) {
            CalledPlaybooks.reportDuplicate(one, two, diagnostics);
        }
        if (loaded != null && isMadeOf(loaded, reading.brokenFiles)) {
            // The connector's own file is named as the problem.
            loaded = null;
        }
        if (loaded == null) {
            Diagnostic first = firstFatal(diagnostics, reading.profile);
            String name = found.isEmpty() ? id : found.getFirst().name();
            if (first != null) {
                String meanwhile = last == null ? NEVER_READ : KEPT;
                reading.problems.add(new LoadProblem(name, line(first), meanwhile));
            } else if (last == null) {
                String why =
                        found.isEmpty()
                                ? "a file begins with `playbook: " + id + "`, which is no id"
                                : name + ": it uses a broken file";
                reading.problems.add(new LoadProblem(name, why, NEVER_READ));
            }
            loaded = last;
        }
        if (loaded != null) {
            reading.playbooks.put(id, loaded);
        }
    }

    /**
     * A file that is there, and no longer says which playbook it is, is broken; else it is gone.
     */
    private void gone(LoadedPlaybook last, Reading reading) {
        boolean removed = Files.notExists(last.file());
        boolean renamed = false;
        for (LoadedPlaybook other : reading.playbooks.values()) {
            renamed |= other.file().equals(last.file());
        }
        if (!removed && !renamed) {
            String name = root.relativize(last.file()).toString();
            reading.playbooks.put(last.id(), last);
            reading.problems.add(
                    new LoadProblem(
                            name, name + ": it no longer begins with `playbook: ID`", KEPT));
        }
    }

    private static @Nullable LoadedPlaybook compile(
            ProjectPlaybooks.Found file,
            ProjectPlaybooks files,
            Reading reading,
            Diagnostics diagnostics) {
        Playbook playbook = file.playbook();
        Document document = file.document();
        CalledPlaybooks called = new CalledPlaybooks(files, reading.registry);
        Diagnostics found = new Diagnostics();
        found.addAll(file.diagnostics());
        Resolution resolution =
                playbook == null ? null : PlaybookChecker.check(playbook, called, found);
        if (document != null) {
            HardCodedCredential.check(document, found);
        }
        diagnostics.addAll(document == null ? found : FileFindings.settle(document, found));
        called.errors(file.path()::equals).forEach(diagnostics::add);
        if (playbook == null
                || resolution == null
                || firstFatal(diagnostics, reading.profile) != null) {
            return null;
        }
        Program program = ProgramCompiler.compile(playbook, resolution);
        return LoadedPlaybook.of(
                program, file.path(), reading.registry, reading.connectors, reading.release);
    }

    private static boolean isMadeOf(LoadedPlaybook playbook, Set<String> files) {
        for (String name : playbook.sources().texts().keySet()) {
            if (files.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A source whose own file is broken now stays as it was, so that its alerts are still taken.
     */
    private static SortedMap<String, Connector> sources(Reading reading) {
        SortedMap<String, Connector> sources = new TreeMap<>();
        Map<String, Connector> all = new HashMap<>(reading.connectors);
        if (!reading.brokenFiles.isEmpty()) {
            for (Map.Entry<String, Connector> last : reading.before.sources().entrySet()) {
                var file = reading.registry.projectFile(last.getKey());
                if (!all.containsKey(last.getKey())
                        || file != null && reading.brokenFiles.contains(file.name())) {
                    all.put(last.getKey(), last.getValue());
                }
            }
        }
        all.forEach(
                (name, connector) -> {
                    if (connector.alerts() != null || connector.incidents() != null) {
                        sources.put(name, connector);
                    }
                });
        return sources;
    }

    /** The first finding that keeps a file from being taken, or null. */
    static @Nullable Diagnostic firstFatal(Diagnostics diagnostics, Profile profile) {
        List<Diagnostic> reported = profile.of(diagnostics.sorted());
        for (Diagnostic finding : reported) {
            if (profile.fails(List.of(finding))) {
                return finding;
            }
        }
        return null;
    }

    /** The first line of the diagnostic: enough on its own. */
    static String line(Diagnostic finding) {
        String name = finding.source().name();
        if (finding.source().text().isEmpty()) {
            return name + ": " + finding.message() + " [" + finding.code().id() + "]";
        }
        Position position = finding.source().position(finding.span().start());
        return name
                + ":"
                + position.line()
                + ":"
                + position.column()
                + ": "
                + finding.message()
                + " ["
                + finding.code().id()
                + "]";
    }
}
