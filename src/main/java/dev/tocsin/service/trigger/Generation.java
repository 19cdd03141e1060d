package dev.tocsin.service.trigger;

import dev.tocsin.alert.PolicyRouter;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a project holds, compiled at one moment. Immutable; a reload makes another one, and runs
 * that go on keep the texts they began with.
 *
 * @param number from 1, one more at each reload
 * @param playbooks by id
 * @param policies by id, those that can be asked
 * @param sources the connectors that alerts or incidents may come from, by name
 * @param router over these playbooks and policies
 * @param problems what could not be used as it stands; empty where all is well
 */
public record Generation(
        long number,
        Instant at,
        SortedMap<String, LoadedPlaybook> playbooks,
        SortedMap<String, Policy> policies,
        SortedMap<String, Connector> sources,
        PolicyRouter router,
        List<LoadProblem> problems) {

    /** Of a service that has read nothing yet. */
    public static final Generation NONE =
            new Generation(
                    0,
                    Instant.EPOCH,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    routerOf(
                            List.of(),
                            List.of(),
                            ConnectorRegistry.of(List.of(), new Diagnostics())),
                    List.of());

    public Generation {
        playbooks = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(playbooks));
        policies = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(policies));
        sources = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        problems = List.copyOf(problems);
    }

    static PolicyRouter routerOf(
            Collection<Policy> policies,
            Collection<LoadedPlaybook> playbooks,
            ConnectorRegistry connectors) {
        List<Playbook> parsed = new ArrayList<>(playbooks.size());
        playbooks.forEach(playbook -> parsed.add(playbook.program().playbook()));
        return PolicyRouter.of(policies, parsed, connectors);
    }

    /** The playbook of this id, or null. */
    public @Nullable LoadedPlaybook playbook(String id) {
        return playbooks.get(id);
    }
}
