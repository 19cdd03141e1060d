package dev.tocsin.service.question;

import dev.tocsin.connector.Effect;
import dev.tocsin.host.durable.Programs;
import dev.tocsin.host.durable.UnknownProgramException;
import dev.tocsin.playbook.Access;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramActions;
import dev.tocsin.store.Reader;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.StoreException;

import java.util.HashSet;
import java.util.Set;

/**
 * What questions need to know of the playbook that a run was started with.
 *
 * @param title or its id where it has none
 * @param contains whether it, or one that it calls, can cut off a device or a person
 * @param access who may approve
 */
record PlaybookFacts(String title, boolean contains, Access access) {

    static PlaybookFacts of(Program program) {
        Playbook playbook = program.playbook();
        String title = playbook.title() == null ? program.id() : playbook.title().text();
        return new PlaybookFacts(title, contains(program, new HashSet<>()), playbook.access());
    }

    /**
     * Of the playbook of a run. Where it is not to be had any more, the strictest is assumed:
     * whoever answers logs in, as an administrator.
     */
    static PlaybookFacts ofRun(Reader reader, long run, String playbook, Programs programs)
            throws StoreException {
        RunRow row = RunTable.get(reader, run);
        try {
            if (row != null) {
                return of(programs.of(row.digest()));
            }
        } catch (UnknownProgramException _) {
            // Said by whoever has to go on with the run.
        }
        return new PlaybookFacts(playbook, true, Access.CLOSED);
    }

    private static boolean contains(Program program, Set<String> seen) {
        if (!seen.add(program.id())) {
            return false;
        }
        for (ActionNode action : ProgramActions.of(program)) {
            if (action.operation().spec().effect() == Effect.CONTAIN) {
                return true;
            }
        }
        for (Program called : program.calls()) {
            if (contains(called, seen)) {
                return true;
            }
        }
        return false;
    }
}
