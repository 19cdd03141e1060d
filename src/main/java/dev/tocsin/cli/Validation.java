package dev.tocsin.cli;

import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.InvalidSetting;
import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.ConnectorNames;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.FileFindings;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.ProjectPlaybooks;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Takes files through the stages that need no run: each file by itself first, then playbooks
 * against the connectors of their project.
 */
final class Validation {

    private final FileStages stages;
    private final Path here;
    private final Map<Path, CalledPlaybooks> called = new LinkedHashMap<>();
    private final Map<Path, ConnectorRegistry> registries = new LinkedHashMap<>();
    private final Map<Path, ConnectorNames> names = new HashMap<>();
    private final Diagnostics connectorFaults = new Diagnostics();
    private final PolicyValidation policies;

    Validation(Console console) {
        stages = new FileStages(console.in());
        here = console.directory();
        policies = new PolicyValidation(here, console.clock().now());
    }

    /** What all stages say about these files. */
    Diagnostics check(List<ProjectFile> files) {
        Workers workers = Workers.forTasks(files.size());
        List<Callable<FileStages.Result>> readings = new ArrayList<>(files.size());
        for (ProjectFile file : files) {
            readings.add(() -> stages.run(file));
        }
        List<FileStages.Result> results = workers.run(readings);

        List<Callable<Diagnostics>> checks = new ArrayList<>(files.size());
        List<Callable<Diagnostics>> structures = new ArrayList<>(files.size());
        for (FileStages.Result result : results) {
            Playbook playbook = result.playbook();
            Policy policy = result.policy();
            CalledPlaybooks others =
                    playbook == null && policy == null ? null : calledFrom(result, workers);
            checks.add(() -> check(playbook, others));
            if (policy != null && others != null) {
                policies.check(policy, result.file(), rootOf(result.file()), others);
            }
            structures.add(
                    () -> {
                        stages.checkStructure(result);
                        return result.diagnostics();
                    });
        }
        boolean connectorsChecked = false;
        for (FileStages.Result result : results) {
            connectorsChecked |= result.connector() != null;
            checkInProject(result, workers.areSeveral());
        }
        List<Diagnostics> checked = workers.run(checks);
        List<Diagnostics> structured = workers.run(structures);
        Diagnostics found = new Diagnostics();
        for (int i = 0; i < results.size(); i++) {
            structured.get(i).addAll(policies.of(results.get(i).file()));
            found.addAll(ofFile(results.get(i), checked.get(i), structured.get(i)));
        }
        if (!called.isEmpty()) {
            addWrongCalls(results, found);
        }
        found.addAll(policies.between());
        if (!connectorsChecked) {
            // Else the files that were asked for have said the same already.
            found.addAll(connectorFaults);
        }
        return found;
    }

    private void checkInProject(FileStages.Result result, boolean shared) {
        Document connector = result.connector();
        if (connector != null) {
            names.computeIfAbsent(rootOf(result.file()), _ -> new ConnectorNames())
                    .claim(connector, result.diagnostics());
        }
        Connections connections = result.connections();
        if (connections != null) {
            connections.check(registryOf(result.file(), shared), result.diagnostics());
            if (!connections.settings().all().isEmpty()) {
                InvalidSetting.check(
                        connections.settings(),
                        new ProjectPlaybooks(rootOf(result.file()), here),
                        result.diagnostics());
            }
        }
    }

    private CalledPlaybooks calledFrom(FileStages.Result result, Workers workers) {
        Path root = rootOf(result.file());
        CalledPlaybooks known = called.get(root);
        if (known == null) {
            ConnectorRegistry registry = registryOf(result.file(), workers.areSeveral());
            known = new CalledPlaybooks(new ProjectPlaybooks(root, here), registry);
            called.put(root, known);
        }
        return known;
    }

    /** What is wrong between files: two with one id, and errors in those that are called. */
    private void addWrongCalls(List<FileStages.Result> results, Diagnostics found) {
        Map<String, Playbook> byId = new HashMap<>();
        Set<Path> looked = new HashSet<>();
        for (FileStages.Result result : results) {
            looked.add(result.file().path());
            Playbook playbook = result.playbook();
            Playbook other =
                    playbook == null
                            ? null
                            : byId.putIfAbsent(
                                    rootOf(result.file()) + " " + playbook.id(), playbook);
            if (playbook != null && other != null) {
                CalledPlaybooks.reportDuplicate(other, playbook, found);
            }
        }
        for (CalledPlaybooks each : called.values()) {
            each.errors(looked::contains).forEach(found::add);
        }
    }

    private static Diagnostics check(
            @Nullable Playbook playbook, @Nullable CalledPlaybooks others) {
        Diagnostics diagnostics = new Diagnostics();
        if (playbook != null && others != null) {
            PlaybookChecker.check(playbook, others, diagnostics);
        }
        return diagnostics;
    }

    private static Diagnostics ofFile(
            FileStages.Result result, Diagnostics checked, Diagnostics structured) {
        Diagnostics all = new Diagnostics();
        all.addAll(checked);
        all.addAll(structured);
        Document document = result.document();
        return document == null ? all : FileFindings.settle(document, all);
    }

    private ConnectorRegistry registryOf(ProjectFile file, boolean shared) {
        Path root = rootOf(file);
        ConnectorRegistry known = registries.get(root);
        if (known != null) {
            return known;
        }
        ConnectorRegistry registry = ConnectorRegistry.load(root, connectorFaults);
        if (shared) {
            // A registry may be shared only after all that will be asked for was found once.
            for (String name : registry.names()) {
                registry.find(name);
            }
        }
        registries.put(root, registry);
        return registry;
    }

    private static Path rootOf(ProjectFile file) {
        Path folder = file.path().getParent();
        return ProjectRoot.above(folder == null ? file.path() : folder);
    }
}
