package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.Trigger;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** Two steps, or two triggers, of one id: {@code steps.id} would mean either. */
final class DuplicateId {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    private DuplicateId(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Diagnostics diagnostics) {
        DuplicateId check = new DuplicateId(playbook, diagnostics);
        Map<String, Name> steps = new HashMap<>();
        for (Step step : InnerSteps.all(playbook)) {
            check.id(steps, step.head().id(), "step");
        }
        Map<String, Name> triggers = new HashMap<>();
        for (Trigger trigger : playbook.triggers()) {
            check.id(triggers, trigger.id(), "trigger");
        }
    }

    private void id(Map<String, Name> seen, @Nullable Name id, String what) {
        Name first = id == null ? null : seen.putIfAbsent(id.text(), id);
        if (first != null && id != null) {
            diagnostics.report(
                    Code.DUPLICATE_ID,
                    playbook.source(),
                    id.span(),
                    "a second " + what + " has the id `" + id + "`",
                    Note.fact(
                            "the first one is on line "
                                    + playbook.source().lineAt(first.span().start())),
                    Note.help("ids are unique in the whole playbook, also across branches"));
        }
    }
}
