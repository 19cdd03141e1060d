package dev.tocsin.service.trigger;

import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.PolicyChecker;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.document.Document;
import dev.tocsin.document.FileFindings;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.ProjectPolicies;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the policies of a project. A broken one keeps its last good version. One that names a
 * playbook that is gone is not asked at all: what it was to say is not known, and to take its next
 * route instead would be a guess.
 *
 * @param root of the project
 */
record PolicyLoading(Path root, Settings settings, Profile profile, Instant now) {

    /**
     * @param before the last good versions, by id
     * @param playbooks that can be started
     * @param called the same playbooks, for the checks
     * @param problems gets what is wrong
     */
    SortedMap<String, Policy> load(
            SortedMap<String, Policy> before,
            SortedMap<String, LoadedPlaybook> playbooks,
            CalledPlaybooks called,
            List<LoadProblem> problems) {
        SortedMap<String, Policy> loaded = new TreeMap<>();
        List<ProjectPolicies.Found> files = ProjectPolicies.below(root, root);
        Map<String, Policy> byFile = new HashMap<>();
        before.values().forEach(policy -> byFile.put(policy.source().name(), policy));
        for (ProjectPolicies.Found file : files) {
            Diagnostics found = checked(file, called);
            Policy policy = file.policy();
            Diagnostic error = ProjectFolder.firstFatal(found, profile);
            if (error != null || policy == null) {
                String name = root.relativize(file.path()).toString();
                Policy last = byFile.get(name);
                problems.add(
                        new LoadProblem(
                                name,
                                error == null ? name : ProjectFolder.line(error),
                                last == null ? ProjectFolder.NEVER_READ : ProjectFolder.KEPT));
                policy = last;
            }
            if (policy != null) {
                add(policy, playbooks.keySet(), loaded, problems);
            }
        }
        return loaded;
    }

    private Diagnostics checked(ProjectPolicies.Found file, CalledPlaybooks called) {
        Diagnostics found = new Diagnostics();
        found.addAll(file.diagnostics());
        Policy policy = file.policy();
        if (policy != null && !found.hasErrors()) {
            PolicyChecker.check(policy, called, settings, now, found);
        }
        Document document = file.document();
        return document == null ? found : FileFindings.settle(document, found);
    }

    private static void add(
            Policy policy,
            Set<String> playbooks,
            SortedMap<String, Policy> loaded,
            List<LoadProblem> problems) {
        String missing = missing(policy, playbooks);
        Policy beside = beside(policy, loaded);
        if (missing != null || beside != null) {
            problems.add(
                    new LoadProblem(
                            policy.source().name(),
                            missing != null
                                    ? "policy `"
                                            + policy.id()
                                            + "` starts `"
                                            + missing
                                            + "`, and there is no such playbook"
                                    : "policy `"
                                            + policy.id()
                                            + "` has the id or the order of another one",
                            "the policy is not asked"));
            return;
        }
        loaded.put(policy.id().text(), policy);
    }

    private static @Nullable String missing(Policy policy, Set<String> playbooks) {
        for (Policy.Route route : policy.routes()) {
            if (!playbooks.contains(route.playbook().text())) {
                return route.playbook().text();
            }
        }
        return null;
    }

    private static @Nullable Policy beside(Policy policy, SortedMap<String, Policy> loaded) {
        for (Policy other : loaded.values()) {
            if (other.order() == policy.order() || other.id().text().equals(policy.id().text())) {
                return other;
            }
        }
        return null;
    }
}
