package dev.tocsin.service.trigger;

import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.service.trigger.Scheduled.Turn;
import dev.tocsin.service.trigger.Starter.Begun;
import dev.tocsin.service.trigger.Starter.Prepared;
import dev.tocsin.store.CursorTable;
import dev.tocsin.store.CursorTable.CursorRow;
import dev.tocsin.store.Reader;
import dev.tocsin.store.RunFilter;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.TimestampValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Starts runs when their times come. How far a schedule has come is written together with the runs
 * that its times start, so that each time starts one run, whatever dies in between. One thread
 * drives it; others may ask how it is.
 */
public final class Schedules implements Driven {

    /** Of the runs that succeeded, looked through for the latest time of a schedule. */
    private static final int LATEST_RUNS = 50;

    /** A schedule, how far it has come, and when it is looked at next. */
    private record Watched(
            Scheduled<Trigger.Schedule> schedule, ScheduleCursor cursor, @Nullable Turn next) {}

    private final Store store;
    private final Supplier<Generation> generation;
    private final Starter starter;
    private final Pace pace;
    private final TriggerLog log;
    private final InstantSource clock;
    private final Map<String, String> failing = new TreeMap<>();
    private Map<String, Watched> watched = new LinkedHashMap<>();
    private @Nullable Generation seen;

    public Schedules(
            Store store,
            Supplier<Generation> generation,
            Starter starter,
            Pace pace,
            TriggerLog log,
            InstantSource clock) {
        this.store = store;
        this.generation = generation;
        this.starter = starter;
        this.pace = pace;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public synchronized @Nullable Instant nextDue() {
        if (seen != generation.get()) {
            return clock.instant();
        }
        Instant next = null;
        for (Watched each : watched.values()) {
            Turn turn = each.next();
            if (turn != null && (next == null || turn.due().isBefore(next))) {
                next = turn.due();
            }
        }
        return next;
    }

    /** One line for each schedule whose time has come, and whose run cannot be started. */
    @Override
    public synchronized List<String> failing() {
        return List.copyOf(failing.values());
    }

    @Override
    public synchronized void tick() throws StoreException, InterruptedException {
        Instant now = clock.instant();
        if (seen != generation.get()) {
            watch(generation.get(), now);
        }
        for (Map.Entry<String, Watched> entry : watched.entrySet()) {
            Turn turn = entry.getValue().next();
            if (turn != null && !turn.due().isAfter(now)) {
                entry.setValue(fire(entry.getValue(), turn, now));
            }
        }
    }

    /** A schedule that was never seen begins now; one that was changed does as well. */
    private void watch(Generation current, Instant now)
            throws StoreException, InterruptedException {
        Map<String, Watched> found = new LinkedHashMap<>();
        Map<String, ScheduleCursor> fresh = new LinkedHashMap<>();
        for (Scheduled<Trigger.Schedule> schedule : Scheduled.of(current, Trigger.Schedule.class)) {
            String rule = ScheduleCursor.rule(schedule.trigger(), zone(schedule));
            CursorRow row = store.read(reader -> CursorTable.get(reader, schedule.cursor()));
            ScheduleCursor known = row == null ? null : ScheduleCursor.parse(row.value());
            ScheduleCursor cursor =
                    known != null && known.rule().equals(rule)
                            ? known
                            : new ScheduleCursor(
                                    rule, now, known == null ? null : known.succeeded());
            if (cursor != known) {
                fresh.put(schedule.cursor(), cursor);
            }
            found.put(
                    schedule.cursor(),
                    new Watched(schedule, cursor, turn(schedule, cursor.handled())));
        }
        if (!fresh.isEmpty()) {
            store.await(
                    tx -> {
                        for (Map.Entry<String, ScheduleCursor> each : fresh.entrySet()) {
                            String text = each.getValue().text();
                            CursorTable.put(tx, new CursorRow(each.getKey(), text, now));
                        }
                        return null;
                    });
        }
        watched = found;
        failing.keySet().retainAll(found.keySet());
        seen = current;
    }

    private static ZoneId zone(Scheduled<Trigger.Schedule> schedule) {
        ZoneId own = schedule.trigger().zone();
        return own == null ? schedule.zone() : own;
    }

    private static @Nullable Turn turn(Scheduled<Trigger.Schedule> schedule, Instant handled) {
        Instant due = new DueTimes(schedule.trigger(), zone(schedule)).next(handled);
        return due == null ? null : new Turn(due, 0);
    }

    private Watched fire(Watched one, Turn turn, Instant now)
            throws StoreException, InterruptedException {
        Scheduled<Trigger.Schedule> schedule = one.schedule();
        DueTimes.Due due =
                new DueTimes(schedule.trigger(), zone(schedule)).by(now, one.cursor().handled());
        if (due == null) {
            // The clock was put back.
            return new Watched(schedule, one.cursor(), turn(schedule, one.cursor().handled()));
        }
        ScheduleCursor cursor = one.cursor().succeededAt(store.read(r -> succeeded(r, schedule)));
        List<Prepared.Ready> starts = new ArrayList<>();
        for (Instant at : due.starts()) {
            switch (starter.prepare(start(schedule, at, cursor.succeeded()), now)) {
                case Prepared.Ready ready -> starts.add(ready);
                case Prepared.Impossible(Start _, String reason) -> {
                    return failed(one, turn, reason, now);
                }
            }
        }
        ScheduleCursor handled = cursor.handledUpTo(due.handled());
        List<Begun> begun = new ArrayList<>();
        try {
            begun.addAll(store.await(tx -> create(tx, schedule.cursor(), handled, starts, now)));
        } catch (Unstorable e) {
            return failed(one, turn, String.valueOf(e.getMessage()), now);
        }
        starter.begin(begun, starts);
        failing.remove(schedule.cursor());
        if (due.passed() > 0) {
            log.warning(
                    "schedule.missed",
                    MapValue.builder()
                            .put("playbook", schedule.playbook().id())
                            .put("trigger", schedule.name())
                            .put("times", due.passed())
                            .put("made up for", due.starts().size())
                            .build());
        }
        return new Watched(schedule, handled, turn(schedule, due.handled()));
    }

    private static Start start(
            Scheduled<Trigger.Schedule> schedule, Instant at, @Nullable Instant since) {
        MapValue event =
                MapValue.builder()
                        .put("scheduledAt", new TimestampValue(at))
                        .put("since", since == null ? NullValue.NULL : new TimestampValue(since))
                        .build();
        return new Start(
                schedule.playbook(),
                schedule.trigger().name(),
                event,
                RunFacts.Signal.NONE,
                MapValue.EMPTY,
                schedule.once(at.toString()),
                "schedule");
    }

    private List<Begun> create(
            Transaction tx,
            String name,
            ScheduleCursor cursor,
            List<Prepared.Ready> starts,
            Instant now)
            throws StoreException {
        List<Begun> begun = new ArrayList<>();
        for (Prepared.Ready start : starts) {
            try {
                begun.add(starter.create(tx, start, null, now));
            } catch (UnstorableRunException e) {
                throw new Unstorable(e.text());
            }
        }
        CursorTable.put(tx, new CursorRow(name, cursor.text(), now));
        return begun;
    }

    /** Its time is not done with: it is tried again, and shows meanwhile. */
    private Watched failed(Watched one, Turn turn, String reason, Instant now) {
        Scheduled<Trigger.Schedule> schedule = one.schedule();
        int failures = turn.failures() + 1;
        Instant next = now.plus(pace.after(failures));
        failing.put(
                schedule.cursor(),
                "schedule `"
                        + schedule.name()
                        + "` of `"
                        + schedule.playbook().id()
                        + "`: "
                        + reason);
        log.warning(
                "schedule.failed",
                MapValue.builder()
                        .put("playbook", schedule.playbook().id())
                        .put("trigger", schedule.name())
                        .put("reason", reason)
                        .put("next", next.toString())
                        .build());
        return new Watched(schedule, one.cursor(), new Turn(next, failures));
    }

    /** The latest scheduled time whose run succeeded, among the latest runs. */
    private static @Nullable Instant succeeded(Reader reader, Scheduled<Trigger.Schedule> schedule)
            throws StoreException {
        RunFilter filter = new RunFilter(schedule.playbook().id(), RunStatus.SUCCEEDED, null, null);
        String own = schedule.cursor() + "/";
        Instant latest = null;
        for (RunRow run : RunTable.list(reader, filter, Long.MAX_VALUE, LATEST_RUNS)) {
            String once = run.once();
            if (once != null && once.startsWith(own)) {
                Instant at = Instant.parse(OnceText.last(once));
                latest = latest == null || at.isAfter(latest) ? at : latest;
            }
        }
        return latest;
    }
}
