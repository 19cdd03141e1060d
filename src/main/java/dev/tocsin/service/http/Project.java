package dev.tocsin.service.http;

import dev.tocsin.playbook.Access;
import dev.tocsin.store.RunRow;
import dev.tocsin.value.MapValue;

import java.util.List;

/**
 * The playbooks and connectors that are served at present: one generation, as the last good reload
 * left it. Asked anew for each request.
 */
public interface Project {

    /**
     * One playbook.
     *
     * @param shown as {@code GET /v1/playbooks} has it, the shape {@code Playbook}
     */
    record ServedPlaybook(String id, Access access, MapValue shown) {}

    /** In the order of their ids. */
    List<ServedPlaybook> playbooks();

    /** In the order of their names; the shape {@code Connector}. */
    List<MapValue> connectors();

    /** What may be done with a run: its playbook as it is served, or as it was when it began. */
    default Access access(RunRow run) {
        return access(run.playbook());
    }

    /** What may be done with a playbook; one that is not served cannot be started either. */
    default Access access(String playbook) {
        for (ServedPlaybook served : playbooks()) {
            if (served.id().equals(playbook)) {
                return served.access();
            }
        }
        return Access.OPEN;
    }
}
