package dev.tocsin.service.trigger;

import dev.tocsin.connector.Settings;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Triggers that are sound by themselves and cannot start anything in this project. */
final class TriggerProblems {

    private TriggerProblems() {}

    /** Adds each to the problems. */
    static void find(
            Collection<LoadedPlaybook> playbooks, Settings settings, List<LoadProblem> problems) {
        Map<String, String> hooks = new HashMap<>();
        for (LoadedPlaybook loaded : playbooks) {
            Playbook playbook = loaded.program().playbook();
            String lacking = StartInputs.lacking(playbook, settings);
            boolean told = false;
            for (Trigger trigger : playbook.triggers()) {
                if (trigger instanceof Trigger.Call) {
                    continue;
                }
                if (lacking != null && !told) {
                    told = true;
                    problems.add(
                            problem(
                                    playbook,
                                    trigger.span(),
                                    "the input `"
                                            + lacking
                                            + "` has no value: give it a `default`, or a setting"
                                            + " in `connections.yaml`",
                                    "its triggers start nothing"));
                }
                if (trigger instanceof Trigger.Webhook webhook) {
                    hook(loaded.id(), playbook, webhook, hooks, problems);
                }
            }
        }
    }

    private static void hook(
            String id,
            Playbook playbook,
            Trigger.Webhook webhook,
            Map<String, String> hooks,
            List<LoadProblem> problems) {
        String path = webhook.path().text();
        String other = hooks.putIfAbsent(path, id);
        Span place = webhook.path().span();
        if (other != null) {
            problems.add(
                    problem(
                            playbook,
                            place,
                            "`" + other + "` has a webhook at `" + path + "` already",
                            "calls go to `" + other + "`"));
        } else if (path.split("/").length > HookRoutes.MOST_PARTS) {
            problems.add(
                    problem(
                            playbook,
                            place,
                            "`" + path + "` has more than " + HookRoutes.MOST_PARTS + " parts",
                            "nobody can call it"));
        }
    }

    private static LoadProblem problem(
            Playbook playbook, Span place, String message, String consequence) {
        SourceText source = playbook.source();
        var position = source.position(place.start());
        return new LoadProblem(
                source.name(),
                source.name() + ":" + position.line() + ":" + position.column() + ": " + message,
                consequence);
    }
}
