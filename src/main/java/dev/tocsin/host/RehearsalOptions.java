package dev.tocsin.host;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a rehearsal may do.
 *
 * @param reads performs read operations, or null to perform none
 * @param trusted by connector name, whether its POST operations that say they only read are
 *     believed
 * @param fixtures results of actions and questions by path or id, used instead of performing them
 * @param answers what is answered to questions; used up by the rehearsal
 * @param now the time that the rehearsed run has
 * @param fetch what is read before the first step, or null; shown, and not performed here
 */
public record RehearsalOptions(
        @Nullable Performer reads,
        Predicate<String> trusted,
        MapValue fixtures,
        AnswerBook answers,
        Instant now,
        @Nullable PlannedFetch fetch) {

    /** Where nothing is read before the first step. */
    public RehearsalOptions(
            @Nullable Performer reads,
            Predicate<String> trusted,
            MapValue fixtures,
            AnswerBook answers,
            Instant now) {
        this(reads, trusted, fixtures, answers, now, null);
    }

    /** The same after this read. */
    public RehearsalOptions after(@Nullable PlannedFetch first) {
        return new RehearsalOptions(reads, trusted, fixtures, answers, now, first);
    }

    /** Inside a called playbook ids are those of that file, so that only paths name a fixture. */
    RehearsalOptions ofCalled() {
        MapValue.Builder paths = MapValue.builder();
        for (Map.Entry<String, Value> fixture : fixtures.entries().entrySet()) {
            if (fixture.getKey().indexOf('[') >= 0) {
                paths.put(fixture.getKey(), fixture.getValue());
            }
        }
        return new RehearsalOptions(reads, trusted, paths.build(), answers, now);
    }

    /** Performs nothing but pure operations. */
    public static RehearsalOptions withoutReads(
            MapValue fixtures, AnswerBook answers, Instant now) {
        return new RehearsalOptions(null, _ -> false, fixtures, answers, now);
    }
}
