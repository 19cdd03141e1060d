package dev.tocsin.check;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Severity;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.playbook.ProjectPlaybooks.Found;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The playbooks of a project that others call: each is read, and checked, once, however many call
 * it. Nothing is read before the first question. Thread-safe; {@link CalledPlaybook}s it gives may
 * be read without a lock once all checks have ended.
 */
public final class CalledPlaybooks {

    /** What asking for a playbook gives. */
    sealed interface Lookup {

        record One(CalledPlaybook playbook) implements Lookup {}

        /** There is a file, but too little of it can be read. */
        record Broken(Found file) implements Lookup {}

        /** Which one is meant cannot be told. */
        record Several() implements Lookup {}

        record None() implements Lookup {}
    }

    private final ProjectPlaybooks project;
    private final ConnectorRegistry connectors;
    private final Map<String, Lookup> lookups = new HashMap<>();
    private final Map<Found, Diagnostics> broken = new LinkedHashMap<>();
    private final List<List<Found>> duplicates = new ArrayList<>();
    private final List<CalledPlaybook> all = new ArrayList<>();

    public CalledPlaybooks(ProjectPlaybooks project, ConnectorRegistry connectors) {
        this.project = project;
        this.connectors = connectors;
    }

    /** For a playbook that stands alone: whatever it calls is unknown. */
    public static CalledPlaybooks none(ConnectorRegistry connectors) {
        return new CalledPlaybooks(new ProjectPlaybooks(null, null), connectors);
    }

    ConnectorRegistry connectors() {
        return connectors;
    }

    synchronized Lookup find(String id) {
        Lookup known = lookups.get(id);
        if (known == null) {
            known = lookup(id);
            lookups.put(id, known);
        }
        return known;
    }

    private Lookup lookup(String id) {
        List<Found> files = project.named(id);
        if (files.isEmpty()) {
            return new Lookup.None();
        }
        if (files.size() > 1) {
            duplicates.add(files);
            return new Lookup.Several();
        }
        Found file = files.getFirst();
        Playbook playbook = file.playbook();
        if (playbook == null) {
            broken.put(file, file.diagnostics());
            return new Lookup.Broken(file);
        }
        CalledPlaybook called = new CalledPlaybook(file, playbook);
        all.add(called);
        return new Lookup.One(called);
    }

    /** The playbook of this id, or null where there is none, several, or a broken one. */
    @Nullable CalledPlaybook one(String id) {
        return find(id) instanceof Lookup.One(CalledPlaybook called) ? called : null;
    }

    synchronized Collection<String> ids() {
        return project.ids();
    }

    /** Checks a called playbook by itself, the first time it is asked to. */
    synchronized void check(CalledPlaybook called) {
        if (!called.isChecked()) {
            called.checked(PlaybookChecker.checkAlone(called.playbook(), this, called.findings()));
        }
    }

    /**
     * What is wrong with the files that were called, each error once. Warnings are left to those
     * who look at the file itself.
     *
     * @param isReported whether what is found in a file is reported by somebody else
     */
    public synchronized List<Diagnostic> errors(Predicate<Path> isReported) {
        Diagnostics errors = new Diagnostics();
        for (CalledPlaybook called : all) {
            if (!isReported.test(called.file().path())) {
                addErrors(called.told(), errors);
            }
        }
        for (Map.Entry<Found, Diagnostics> file : broken.entrySet()) {
            if (!isReported.test(file.getKey().path())) {
                addErrors(file.getValue(), errors);
            }
        }
        for (List<Found> files : duplicates) {
            for (Found other : files.subList(1, files.size())) {
                boolean both =
                        isReported.test(files.getFirst().path()) && isReported.test(other.path());
                if (!both) {
                    duplicate(files.getFirst(), other, errors);
                }
            }
        }
        return errors.sorted();
    }

    private static void addErrors(Diagnostics some, Diagnostics errors) {
        if (some.hasErrors()) {
            for (Diagnostic finding : some.sorted()) {
                if (finding.severity() == Severity.ERROR) {
                    errors.add(finding);
                }
            }
        }
    }

    private static void duplicate(Found first, Found other, Diagnostics errors) {
        Playbook one = first.playbook();
        Playbook two = other.playbook();
        if (one == null || two == null) {
            addErrors(first.diagnostics(), errors);
            addErrors(other.diagnostics(), errors);
        } else {
            reportDuplicate(one, two, errors);
        }
    }

    /** Two files with the same id. */
    public static void reportDuplicate(Playbook first, Playbook second, Diagnostics diagnostics) {
        Name id = second.id();
        int line = first.source().lineAt(first.id().span().start());
        diagnostics.report(
                Code.DUPLICATE_PLAYBOOK,
                second.source(),
                id.span(),
                "there are two playbooks with the id `" + id + "`",
                Note.fact("the other is in " + first.source().name() + ", line " + line),
                Note.help("give one of them another id, and let those that call it use that one"));
    }
}
