package dev.tocsin.cli;

import dev.tocsin.check.PlaybookChecker;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.ConnectorNames;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.IgnoredFindings;
import dev.tocsin.playbook.Playbook;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Takes files through the stages that need no run: each file by itself first, then playbooks
 * against the connectors of their project.
 */
final class Validation {

    private final FileStages stages;
    private final Map<Path, ConnectorRegistry> registries = new LinkedHashMap<>();
    private final Map<Path, ConnectorNames> names = new HashMap<>();
    private final Diagnostics connectorFaults = new Diagnostics();

    Validation(Console console) {
        stages = new FileStages(console.in());
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
            ConnectorRegistry registry =
                    playbook == null ? null : registryOf(result.file(), workers.areSeveral());
            checks.add(() -> check(playbook, registry));
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
            found.addAll(ofFile(results.get(i), checked.get(i), structured.get(i)));
        }
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
        }
    }

    private static Diagnostics check(
            @Nullable Playbook playbook, @Nullable ConnectorRegistry registry) {
        Diagnostics diagnostics = new Diagnostics();
        if (playbook != null && registry != null) {
            PlaybookChecker.check(playbook, registry, diagnostics);
        }
        return diagnostics;
    }

    private static Diagnostics ofFile(
            FileStages.Result result, Diagnostics checked, Diagnostics structured) {
        Diagnostics all = new Diagnostics();
        all.addAll(checked);
        all.addAll(structured);
        Document document = result.document();
        return document == null ? all : IgnoredFindings.leaveOut(document, all);
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
