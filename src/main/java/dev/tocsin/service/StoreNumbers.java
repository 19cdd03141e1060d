package dev.tocsin.service;

import dev.tocsin.service.http.Metrics;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers that are looked up in the store whenever somebody asks for them. */
record StoreNumbers(Store store) {

    void register(Metrics metrics) {
        metrics.gauges(
                "tocsin_runs_unfinished",
                "Runs in the store that have not ended",
                "status",
                this::unfinished);
        metrics.gauge(
                "tocsin_questions_open", "Questions that wait for an answer", this::openQuestions);
    }

    private Map<String, Long> unfinished() {
        Map<String, Long> counts = new LinkedHashMap<>();
        try {
            Map<RunStatus, Long> found = store.read(RunTable::countsOfUnfinished);
            for (RunStatus status : RunStatus.values()) {
                if (!status.hasEnded()) {
                    counts.put(status.text(), found.getOrDefault(status, 0L));
                }
            }
        } catch (StoreException _) {
            // The health of the store says so.
        }
        return counts;
    }

    private long openQuestions() {
        try {
            return store.read(QuestionTable::countOpen);
        } catch (StoreException _) {
            return 0;
        }
    }
}
