package dev.tocsin.host.durable;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.LostAnswer;
import dev.tocsin.interpreter.Place;
import dev.tocsin.interpreter.StepEnd;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.StepNode;
import dev.tocsin.value.MapValue;

import java.util.ArrayList;
import java.util.List;

/**
 * Notes for a {@link Watcher} which steps begin and end, and tells who looks on. Owned by the
 * thread of a run.
 */
final class StepNotices implements Trace {

    private final boolean watched;
    private final Trace live;

    /** Nobody wants to hear of a replay. */
    private boolean on;

    private List<MapValue> notices = new ArrayList<>(0);

    /**
     * @param live told at once; {@link Trace#NONE} for nobody
     */
    StepNotices(boolean watched, Trace live) {
        this.watched = watched;
        this.live = live;
    }

    /** From now on it is no replay. */
    void listen() {
        on = true;
    }

    /** What was noted since the last time. */
    List<MapValue> take() {
        if (notices.isEmpty()) {
            return List.of();
        }
        List<MapValue> all = notices;
        notices = new ArrayList<>(0);
        return all;
    }

    @Override
    public void began(Place place, StepNode node) {
        note(place, node, "began");
        if (on) {
            live.began(place, node);
        }
    }

    @Override
    public void ended(Place place, StepNode node, StepEnd end) {
        note(place, node, end.status().word());
        if (on) {
            live.ended(place, node, end);
        }
    }

    @Override
    public void retrying(Place place, StepNode node, Failure failure, int attempt) {
        note(place, node, "retrying");
        if (on) {
            live.retrying(place, node, failure, attempt);
        }
    }

    @Override
    public void lookedUp(Place place, StepNode node, LostAnswer lost, LostAnswer.Found found) {
        if (on) {
            live.lookedUp(place, node, lost, found);
        }
    }

    @Override
    public void awaitingCallback(Place place, StepNode node, String url) {
        if (on) {
            live.awaitingCallback(place, node, url);
        }
    }

    @Override
    public void revealed(Place place, StepNode node, Evaluation.Revealed what) {
        if (on) {
            live.revealed(place, node, what);
        }
    }

    private void note(Place place, StepNode node, String status) {
        if (on && watched) {
            notices.add(
                    MapValue.builder()
                            .put("path", place.path(node))
                            .put("kind", node.head().kind())
                            .put("status", status)
                            .build());
        }
    }
}
