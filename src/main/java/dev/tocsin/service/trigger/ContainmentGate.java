package dev.tocsin.service.trigger;

import dev.tocsin.host.durable.Contained;
import dev.tocsin.host.durable.Gate;
import dev.tocsin.service.config.Containment;
import dev.tocsin.store.ContainmentTable;
import dev.tocsin.store.ContainmentTable.ContainmentRow;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Lets containments pass as long as they are few and touch nothing that is protected; anything else
 * waits for the approvers. Counts in the transaction that records the intent, so that runs side by
 * side cannot go beyond a budget together. What approvers let pass is not counted: they saw it.
 *
 * @param rules of the operator
 */
public record ContainmentGate(Containment rules) implements Gate {

    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    public Verdict judge(Transaction tx, Contained what) throws StoreException {
        ContainedTargets targets = ContainedTargets.of(what);
        String reason = protection(targets);
        if (reason == null) {
            reason = budget(tx, what, targets.count());
        }
        if (reason != null) {
            return new Verdict.Hold(reason);
        }
        for (int i = 0; i < targets.count(); i++) {
            ContainmentTable.add(
                    tx,
                    new ContainmentRow(
                            0,
                            what.playbook(),
                            what.runNumber(),
                            what.at(),
                            what.node().action(),
                            targets.shown(i)));
        }
        return new Verdict.Go();
    }

    private @Nullable String protection(ContainedTargets targets) {
        for (String name : targets.devices()) {
            String pattern = rules.protectsDevice(name);
            if (pattern != null) {
                return "`" + name + "` is a protected device (`" + pattern + "`)";
            }
        }
        for (String name : targets.users()) {
            String pattern = rules.protectsUser(name);
            if (pattern != null) {
                return "`" + name + "` is a protected user (`" + pattern + "`)";
            }
        }
        for (String tag : targets.tags()) {
            String pattern = rules.protectsTag(tag);
            if (pattern != null) {
                return "it has the protected tag `" + tag + "` (`" + pattern + "`)";
            }
        }
        return null;
    }

    private @Nullable String budget(Transaction tx, Contained what, int count)
            throws StoreException {
        long ofRun = ContainmentTable.ofRun(tx, what.runNumber());
        if (ofRun + count > rules.perRun()) {
            return beyond(ofRun, count, "in this run", rules.perRun());
        }
        long ofPlaybook = ContainmentTable.ofPlaybook(tx, what.playbook(), what.at().minus(HOUR));
        if (ofPlaybook + count > rules.perHour()) {
            String where = "of `" + what.playbook() + "` within an hour";
            return beyond(ofPlaybook, count, where, rules.perHour());
        }
        return null;
    }

    private static String beyond(long done, int count, String where, int most) {
        List<String> words =
                List.of(
                        count == 1
                                ? "this would be containment"
                                : "these would be containments up to",
                        "number " + (done + count),
                        where + ", and " + most + (most == 1 ? " goes" : " go"),
                        "unasked");
        return String.join(" ", words);
    }
}
