package dev.tocsin.service.trigger;

import dev.tocsin.playbook.Trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A trigger of a playbook that nothing from outside fires.
 *
 * @param name unique in the playbook: that of the trigger, with a number for the second of a name
 * @param <T> its kind
 */
record Scheduled<T extends Trigger>(LoadedPlaybook playbook, T trigger, String name) {

    /** Those of a generation, by playbook. */
    static <T extends Trigger> List<Scheduled<T>> of(Generation generation, Class<T> kind) {
        List<Scheduled<T>> found = new ArrayList<>();
        for (LoadedPlaybook playbook : generation.playbooks().values()) {
            Map<String, Integer> names = new HashMap<>();
            for (Trigger trigger : playbook.program().playbook().triggers()) {
                int number = names.merge(trigger.name(), 1, Integer::sum);
                if (kind.isInstance(trigger)) {
                    String name = trigger.name() + (number == 1 ? "" : "#" + number);
                    found.add(new Scheduled<>(playbook, kind.cast(trigger), name));
                }
            }
        }
        return found;
    }

    /** Under which the store knows how far it has come. */
    String cursor() {
        return OnceText.of(trigger.kind(), playbook.id(), name);
    }

    /** What makes one of its starts the same as another. */
    String once(String what) {
        return OnceText.of(trigger.kind(), playbook.id(), name, what);
    }

    /** The zone that a schedule without one counts in. */
    ZoneId zone() {
        return playbook.program().playbook().zone();
    }

    /** When something is tried, and how often it has failed. */
    record Turn(Instant due, int failures) {}
}
