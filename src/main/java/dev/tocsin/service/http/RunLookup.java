package dev.tocsin.service.http;

import dev.tocsin.service.access.PlaybookRules;
import dev.tocsin.service.access.Principal;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

/** Finds the run that a request is about, if whoever asks may do that with runs of its playbook. */
final class RunLookup {

    private final Store store;
    private final Project project;

    RunLookup(Store store, Project project) {
        this.store = store;
        this.project = project;
    }

    /**
     * The run.
     *
     * @param verb of {@link dev.tocsin.playbook.Access#VERBS}
     * @throws ProblemException 404 if there is none, or one that may not even be seen; 403
     */
    RunRow find(Request request, String verb) throws ProblemException, StoreException {
        String id = request.value("id");
        RunRow run = store.read(reader -> RunTable.byId(reader, id));
        if (run == null || !may(request.principal(), "view", run)) {
            throw Problem.notFound("there is no run `" + id + "`").asException();
        }
        if (!may(request.principal(), verb, run)) {
            throw forbidden(verb, run.playbook());
        }
        return run;
    }

    /** Refuses with 403 what the playbook does not leave to this principal. */
    void check(Principal who, String verb, String playbook) throws ProblemException {
        if (!PlaybookRules.allow(who, verb, project.access(playbook))) {
            throw forbidden(verb, playbook);
        }
    }

    private static ProblemException forbidden(String verb, String playbook) {
        return Problem.forbidden(
                        "`access` of the playbook `"
                                + playbook
                                + "` leaves `"
                                + verb
                                + "` to others")
                .asException();
    }

    boolean may(Principal who, String verb, RunRow run) {
        return PlaybookRules.allow(who, verb, project.access(run));
    }
}
