package dev.tocsin.host;

import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.PlanStep.Certainty;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.program.Block;
import dev.tocsin.program.IfNode;
import dev.tocsin.program.SwitchNode;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.HashSet;
import java.util.Set;

/** {@code if} and {@code switch} in a rehearsal: every branch that a run could take. */
final class RehearsedBranches {

    private final Rehearsal rehearsal;
    private final PlanStep step;
    private final Here here;

    RehearsedBranches(Rehearsal rehearsal, PlanStep step, Here here) {
        this.rehearsal = rehearsal;
        this.step = step;
        this.here = here;
    }

    Flow decide(IfNode node, Scope start) throws InterruptedException {
        String path = here.path(node.head());
        Flow all = new Flow();
        Scope scope = start;
        Certainty certainty = here.certainty();
        for (IfNode.Branch branch : node.branches()) {
            Value truth = rehearsal.evaluate(branch.condition(), scope);
            boolean undecided = truth instanceof UnknownValue;
            if (truth instanceof UnknownValue unknown) {
                step.note(PlanWords.undecided(keyOf(branch), unknown));
                certainty = Certainty.MAY;
            } else if (!Rehearsal.isTrue(truth)) {
                continue;
            }
            Scope taken = undecided ? Flow.copy(scope) : scope;
            Here inside = here.into(path, step.part(branch.name()), certainty);
            all.or(rehearsal.block(branch.then(), inside, taken));
            if (!undecided) {
                return rehearsal.ended(node.head(), here, all, NullValue.NULL);
            }
        }
        if (node.otherwise().size() == 0) {
            all.add(Exit.NORMAL, new Flow.Way(scope, PlanCounts.NONE, NullValue.NULL));
        } else {
            Here inside = here.into(path, step.part("else"), certainty);
            all.or(rehearsal.block(node.otherwise(), inside, scope));
        }
        return rehearsal.ended(node.head(), here, all, NullValue.NULL);
    }

    /** As the file has it: the first branch stands under {@code if}. */
    private static String keyOf(IfNode.Branch branch) {
        return branch.name().equals("then") ? "if" : branch.name();
    }

    Flow choose(SwitchNode node, Scope scope) throws InterruptedException {
        String path = here.path(node.head());
        Value subject = rehearsal.evaluate(node.subject(), scope);
        step.input(subject);
        Block otherwise = node.otherwise();
        if (!(subject instanceof UnknownValue unknown)) {
            SwitchNode.Case found = node.caseOf(subject, rehearsal.evaluation);
            Block taken = found != null ? found.then() : otherwise;
            if (taken == null) {
                return rehearsal.done(node.head(), scope, NullValue.NULL);
            }
            String title = found != null ? found.name() : "default";
            Here inside = here.into(path, step.part(title), here.certainty());
            return rehearsal.ended(
                    node.head(), here, rehearsal.block(taken, inside, scope), NullValue.NULL);
        }
        step.note(PlanWords.undecided("switch", unknown));
        Flow all = new Flow();
        Set<String> left = new HashSet<>(unknown.texts());
        for (SwitchNode.Case option : node.cases()) {
            for (Value value : option.values()) {
                if (value instanceof StringValue(String text)) {
                    left.remove(text);
                }
            }
            String title = option.name() + " is " + PlanWords.values(option.values());
            Here inside = here.into(path, step.part(title), Certainty.MAY);
            all.or(rehearsal.block(option.then(), inside, Flow.copy(scope)));
        }
        boolean covered = !unknown.texts().isEmpty() && left.isEmpty();
        if (otherwise == null && !covered) {
            all.add(Exit.NORMAL, new Flow.Way(scope, PlanCounts.NONE, NullValue.NULL));
        } else if (otherwise != null && !covered) {
            Here inside = here.into(path, step.part("default"), Certainty.MAY);
            all.or(rehearsal.block(otherwise, inside, Flow.copy(scope)));
        }
        return rehearsal.ended(node.head(), here, all, NullValue.NULL);
    }
}
