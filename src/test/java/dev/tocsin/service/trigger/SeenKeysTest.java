package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a poll takes for new. */
final class SeenKeysTest {

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void whatIsThereStillOrComesTwiceIsNotNew() {
        SeenKeys seen = SeenKeys.NONE.with(List.of("a", "b"));
        assertEquals(List.of("c"), seen.unseen(List.of("b", "c", "c", "a")));
        assertEquals(List.of(), seen.with(List.of("c")).unseen(List.of("a", "b", "c")));
    }

    @Test
    void theOldestAreForgottenNeverThoseOfTheLastAnswer() {
        SeenKeys seen = SeenKeys.NONE.with(keys(0, SeenKeys.MOST)).with(List.of("x", "y"));
        assertEquals(List.of(), seen.unseen(keys(0, SeenKeys.MOST)));
        SeenKeys later = seen.with(List.of("z"));
        assertEquals(List.of("0", "1"), later.unseen(List.of("0", "1", "2", "x", "z")));
        List<String> large = keys(0, 3 * SeenKeys.MOST);
        assertEquals(List.of(), SeenKeys.NONE.with(large).unseen(large));
    }

    @Test
    void theStoreGivesBackWhatItWasGiven() {
        SeenKeys seen = SeenKeys.NONE.with(List.of("b", "a", "7"));
        assertEquals(seen, SeenKeys.of(seen.toValue()));
        assertEquals(List.of("b", "a", "7"), List.copyOf(SeenKeys.of(seen.toValue()).keys()));
    }

    /** Answers overlap in any way: as long as fewer keys exist than are kept, each is new once. */
    @Property(tries = 200, seed = "42")
    void eachKeyIsNewOnce(
            @ForAll @Size(max = 20)
                    List<@Size(max = 30) List<@IntRange(max = 60) Integer>> answers) {
        SeenKeys seen = SeenKeys.NONE;
        List<String> fresh = new ArrayList<>();
        Set<String> all = new HashSet<>();
        for (List<Integer> answer : answers) {
            List<String> keys = answer.stream().map(String::valueOf).toList();
            fresh.addAll(seen.unseen(keys));
            seen = seen.with(keys);
            all.addAll(keys);
        }
        assertEquals(all.size(), fresh.size());
        assertEquals(all, new HashSet<>(fresh));
    }
}
