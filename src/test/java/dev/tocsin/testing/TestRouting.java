package dev.tocsin.testing;

import dev.tocsin.alert.PolicyRouter;
import dev.tocsin.alert.Routing;
import dev.tocsin.check.CalledPlaybooks;
import dev.tocsin.check.PolicyChecker;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.playbook.ProjectPolicies;
import dev.tocsin.value.Durations;
import dev.tocsin.value.Json;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The router of a project in a folder, and what it decided as text. */
public final class TestRouting {

    private TestRouting() {}

    /**
     * Fails where a policy has errors.
     *
     * @param now no policy is checked for its expiry
     */
    public static PolicyRouter router(Path project, Instant now) {
        ConnectorRegistry connectors = ConnectorRegistry.load(null, new Diagnostics());
        ProjectPlaybooks files = new ProjectPlaybooks(project, project);
        CalledPlaybooks called = new CalledPlaybooks(files, connectors);
        List<Policy> policies = new ArrayList<>();
        for (ProjectPolicies.Found found : ProjectPolicies.below(project, project)) {
            Policy policy = Objects.requireNonNull(found.policy());
            Diagnostics diagnostics = found.diagnostics();
            PolicyChecker.check(policy, called, Settings.NONE, now, diagnostics);
            if (diagnostics.hasErrors()) {
                throw new AssertionError(new TextRenderer(Colour.OFF).render(diagnostics.sorted()));
            }
            policies.add(policy);
        }
        List<Playbook> playbooks = new ArrayList<>();
        for (String id : files.ids()) {
            playbooks.add(Objects.requireNonNull(files.named(id).getFirst().playbook()));
        }
        return PolicyRouter.of(policies, playbooks, connectors);
    }

    /** A line for what became of the signal, and one for each thing that started or did not. */
    public static String text(Routing routing) {
        StringBuilder text = new StringBuilder(routing.state().word()).append('\n');
        for (Routing.Start start : routing.starts()) {
            text.append("starts ").append(start.playbook());
            text.append(
                    start.policy() == null
                            ? " by its own trigger"
                            : " by policy `" + start.policy() + "`");
            text.append(
                    start.inputs().entries().isEmpty()
                            ? ""
                            : " with " + Json.write(start.inputs()));
            text.append('\n');
        }
        for (Routing.Window window : routing.windows()) {
            text.append("once within ").append(Durations.print(window.within()));
            text.append(" by policy `").append(window.policy()).append("` for ");
            text.append(window.key()).append('\n');
        }
        routing.passedOver().forEach(each -> text.append(each.text()).append('\n'));
        routing.faults().forEach(each -> text.append("fault: ").append(each.text()).append('\n'));
        return text.toString();
    }
}
