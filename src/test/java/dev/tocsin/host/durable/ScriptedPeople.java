package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command.Withdraw.Reason;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.testing.Script;
import dev.tocsin.testing.SteppedHost;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** People who answer as a script says, and give up what nobody knows. */
final class ScriptedPeople implements Questions {

    private final Script script;
    private final Map<Held, Deque<Script.Reply>> open = new LinkedHashMap<>();
    final List<String> told = new ArrayList<>();
    private @Nullable Held first;

    ScriptedPeople(Script script) {
        this.script = script;
    }

    /** The question that was put first. */
    Held first() {
        return Objects.requireNonNull(first);
    }

    /** Until nothing more happens by itself, and nobody has anything to say. */
    void answerUntilOver(SteppedHost host) throws StoreException, InterruptedException {
        boolean said = true;
        while (said) {
            host.settle();
            said = answer(host.host()) || giveUp(host);
            if (!said) {
                host.finish();
                said = giveUp(host);
            }
        }
    }

    boolean answer(DurableHost host) throws InterruptedException {
        for (Map.Entry<Held, Deque<Script.Reply>> question : open.entrySet()) {
            Script.Reply reply = question.getValue().poll();
            if (reply != null) {
                told.add(host.answer(question.getKey().id(), reply.answer(), "test").toString());
                return true;
            }
        }
        return false;
    }

    private static boolean giveUp(SteppedHost host) throws StoreException, InterruptedException {
        boolean said = false;
        for (RunRow row : host.store().read(reader -> RunTable.unfinished(reader, 0, 10))) {
            if (row.status() == dev.tocsin.store.RunStatus.NEEDS_ATTENTION) {
                Control control =
                        host.host().resolve(row.id(), null, new Resolution.GiveUp(), "tester");
                said |= control instanceof Control.Done;
            }
        }
        return said;
    }

    @Override
    public void asked(Transaction tx, OpenQuestion question) {
        told.add("asked " + question.path());
        first = first == null ? question.id() : first;
        open.put(
                question.id(),
                new ArrayDeque<>(script.replies(question.path(), question.node().head().id())));
    }

    @Override
    public void reminded(Transaction tx, Held question, List<String> to, Instant at) {
        told.add("reminded " + to);
    }

    @Override
    public void escalated(Transaction tx, Held question, List<String> to, Instant at) {
        told.add("escalated to " + to);
    }

    @Override
    public void answered(Transaction tx, Held question, Answer answer, String via, Instant at) {
        told.add("answered by " + answer.by() + " via " + via);
    }

    @Override
    public void withdrawn(Transaction tx, Held question, Reason reason, Instant at) {
        told.add("withdrawn " + reason);
        open.remove(question);
    }

    @Override
    public void held(Transaction tx, Contained what, String reason) {
        told.add("held " + what.path() + ": " + reason);
    }

    @Override
    public void settled(Transaction tx, Held what, boolean released, String by, Instant at) {
        told.add((released ? "released by " : "not released by ") + by);
    }

    @Override
    public String toString() {
        return told.toString();
    }
}
