package dev.tocsin.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.RandomValue;
import dev.tocsin.testing.TestSealer;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

final class SharedValuesTest {

    private static String text(Value value) {
        return StoredJson.write(value, TestSealer.KEY);
    }

    private static Value read(String text) {
        return StoredJson.read(text, TestSealer.KEY);
    }

    @Property(seed = "20261201", tries = 3000)
    void theSameValueComesBack(@ForAll long seed) {
        Value value = RandomValue.of(new Random(seed));
        MapValue folded = SharedValues.fold(value);
        Value unfolded = SharedValues.unfold(read(text(folded)));
        assertEquals(text(value), text(unfolded));
        assertEquals(text(folded), text(SharedValues.fold(unfolded)));
        Value copy = read(text(value));
        assertEquals(text(folded), text(SharedValues.fold(copy)), "which objects are shared");
    }

    @Property(seed = "20261201", tries = 3000)
    void anyMapIsUnfoldedOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        MapValue folded =
                MapValue.builder()
                        .put("values", ListValue.of(RandomValue.of(random)))
                        .put("root", RandomValue.of(random))
                        .build();
        try {
            SharedValues.unfold(random.nextBoolean() ? folded : RandomValue.of(random));
        } catch (StoredFormatException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    @Test
    void whatIsInAThousandPlacesIsWrittenOnce() {
        MapValue alert = MapValue.of("title", new StringValue("Suspicious access to memory"));
        List<Value> places = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Value own = i % 2 == 0 ? alert : read(text(alert));
            places.add(MapValue.builder().put("n", i).put("alert", own).build());
        }
        String folded = text(SharedValues.fold(new ListValue(places)));
        assertEquals(folded.indexOf("Suspicious"), folded.lastIndexOf("Suspicious"));
        ListValue unfolded = (ListValue) SharedValues.unfold(read(folded));
        assertSame(alertOf(unfolded, 0), alertOf(unfolded, 999));
    }

    private static Value alertOf(ListValue list, int index) {
        return new StoredFields((MapValue) list.items().get(index)).value("alert");
    }

    /** Small in memory, and longer than any disk when written out. */
    @Test
    void aValueThatHoldsItselfTwiceRoundAfterRoundStaysSmall() {
        Value value = new StringValue("a text that is long enough to be worth it");
        for (int i = 0; i < 100; i++) {
            value = ListValue.of(value, value);
        }
        String folded = text(SharedValues.fold(value));
        assertTrue(folded.length() < 5000, folded);
    }

    @Test
    void whatIsInsideOfASecretIsNotWrittenBesideIt() {
        Value inner = MapValue.of("canary", new StringValue("canary-17 canary-17 canary-17"));
        Value all = ListValue.of(SecretValue.of(inner), SecretValue.of(ListValue.of(inner, inner)));
        assertFalse(text(SharedValues.fold(all)).contains("canary"));
    }

    @Test
    void aReferenceToNothingIsRefused() {
        MapValue root = MapValue.of("root", MapValue.of("@", IntValue.of(0)));
        assertThrows(StoredFormatException.class, () -> SharedValues.unfold(root));
        assertThrows(StoredFormatException.class, () -> SharedValues.unfold(NullValue.NULL));
    }
}
