package dev.tocsin.cli;

import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.PolicyChecker;
import dev.tocsin.check.PolicyOrder;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.ProjectPolicies;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds policies against their project: playbooks, settings, and the other policies, also those
 * that were not asked for. Not thread-safe; a project has few policies, and each is short.
 */
final class PolicyValidation {

    private final Path here;
    private final Instant now;
    private final Map<Path, Settings> settings = new HashMap<>();
    private final Map<Path, List<Policy>> asked = new LinkedHashMap<>();
    private final Map<Path, Diagnostics> found = new HashMap<>();
    private final Set<Path> files = new HashSet<>();

    /**
     * @param here the folder from which messages name files
     * @param now tells which have expired
     */
    PolicyValidation(Path here, Instant now) {
        this.here = here;
        this.now = now;
    }

    void check(Policy policy, ProjectFile file, Path root, CalledPlaybooks playbooks) {
        Diagnostics diagnostics = new Diagnostics();
        PolicyChecker.check(policy, playbooks, settingsOf(root), now, diagnostics);
        boolean inForce = file.path().startsWith(root.resolve(ProjectPolicies.FOLDER));
        if (inForce || file.name().equals("-")) {
            asked.computeIfAbsent(root, _ -> new ArrayList<>()).add(policy);
            files.add(file.path());
        } else {
            tellMisplaced(policy, diagnostics);
        }
        found.put(file.path(), diagnostics);
    }

    private static void tellMisplaced(Policy policy, Diagnostics diagnostics) {
        diagnostics.report(
                Code.MISPLACED_POLICY,
                policy.source(),
                policy.id().span(),
                "this policy is not in force: it does not stand below `policies`",
                Note.help("move the file into the folder `policies` of the project"));
    }

    // What is wrong with the file itself is for those who ask for it.
    private Settings settingsOf(Path root) {
        return settings.computeIfAbsent(
                root,
                folder ->
                        Connections.load(
                                        folder.resolve("connections.yaml"), null, new Diagnostics())
                                .settings());
    }

    /** What is wrong with one policy. */
    Diagnostics of(ProjectFile file) {
        return found.getOrDefault(file.path(), new Diagnostics());
    }

    /**
     * What is wrong between the policies that are in force, where at least one of them was asked
     * for.
     */
    Diagnostics between() {
        Diagnostics between = new Diagnostics();
        asked.forEach(
                (root, own) -> {
                    Set<Policy> told = Collections.newSetFromMap(new IdentityHashMap<>());
                    told.addAll(own);
                    List<Policy> all = new ArrayList<>(own);
                    for (ProjectPolicies.Found other : ProjectPolicies.below(root, here)) {
                        Policy policy = other.policy();
                        if (policy != null && !files.contains(other.path())) {
                            all.add(policy);
                        }
                    }
                    PolicyOrder.check(all, told::contains, between);
                });
        return between;
    }
}
