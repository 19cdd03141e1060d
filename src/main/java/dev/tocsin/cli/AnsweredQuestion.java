package dev.tocsin.cli;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The question of a store that an answer is for. */
final class AnsweredQuestion implements StoredOrders.Meant {

    private final String given;
    private final Answer answer;
    private @Nullable QuestionRow question;

    /**
     * @param given the id of the question, or of a run that asks one and no more
     */
    AnsweredQuestion(String given, Answer answer) {
        this.given = given;
        this.answer = answer;
    }

    /**
     * The open question that somebody means.
     *
     * @throws CommandFault if there is none, or several
     */
    static QuestionRow find(String given, Store store) throws StoreException, CommandFault {
        QuestionRow named = store.read(reader -> QuestionTable.byId(reader, given));
        if (named != null) {
            return named;
        }
        if (given.indexOf('.') >= 0) {
            throw CommandFault.refused(
                    "there is no question `" + given + "`", "`tocsin questions` lists them");
        }
        RunRow run = new StoredRuns(store).find(given);
        List<QuestionRow> open = new ArrayList<>();
        for (QuestionRow row : store.read(reader -> QuestionTable.ofRun(reader, run.number()))) {
            if (row.status() == QuestionRow.Status.OPEN) {
                open.add(row);
            }
        }
        if (open.size() != 1) {
            List<String> ids = open.stream().map(QuestionRow::id).toList();
            throw CommandFault.refused(
                    run.id()
                            + (open.isEmpty() ? " asks nothing" : " asks several things")
                            + " at present",
                    open.isEmpty() ? null : "name one of " + String.join(", ", ids));
        }
        return open.getFirst();
    }

    @Override
    public RunRow run(StoredRuns runs) throws StoreException, CommandFault {
        QuestionRow found = find(given, runs.store());
        question = found;
        RunRow run = runs.store().read(reader -> RunTable.get(reader, found.run()));
        if (run == null) {
            throw CommandFault.configuration(
                    "the run of question `" + found.id() + "` is not in the store",
                    "`tocsin store check` looks for damage");
        }
        return run;
    }

    @Override
    public RunOrder order(RunRow run) throws CommandFault {
        QuestionRow found = question;
        if (found == null || found.status() != QuestionRow.Status.OPEN) {
            throw CommandFault.refused(
                    "the question is " + (found == null ? "gone" : found.status().text()), null);
        }
        if (found.kind() == QuestionRow.Kind.GUARD) {
            throw CommandFault.refused(
                    "a service asks this, and only through a service can it be answered",
                    "start `tocsin serve` and answer it there");
        }
        return new RunOrder.Answered(found.id(), answer);
    }
}
