package dev.tocsin.service.trigger;

import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.ValueCheck;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** The webhooks of one generation, by path. Immutable. */
final class Hooks {

    /**
     * A webhook of a playbook.
     *
     * @param check of its body
     */
    record Hook(LoadedPlaybook playbook, Trigger.Webhook trigger, ValueCheck check) {}

    private final Generation generation;
    private final Map<String, Hook> byPath = new HashMap<>();

    private Hooks(Generation generation) {
        this.generation = generation;
    }

    /** Of two at one path the one of the playbook whose id comes first; the other is a problem. */
    static Hooks of(Generation generation) {
        Hooks hooks = new Hooks(generation);
        for (LoadedPlaybook playbook : generation.playbooks().values()) {
            for (Trigger trigger : playbook.program().playbook().triggers()) {
                if (trigger instanceof Trigger.Webhook webhook) {
                    hooks.byPath.putIfAbsent(
                            webhook.path().text(),
                            new Hook(playbook, webhook, ValueCheck.of(webhook.body())));
                }
            }
        }
        return hooks;
    }

    Generation generation() {
        return generation;
    }

    /** What is called at a path below {@code /v1/hooks/}, or null. */
    @Nullable Hook at(String path) {
        return byPath.get(path);
    }
}
