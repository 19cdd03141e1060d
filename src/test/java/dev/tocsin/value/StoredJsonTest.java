package dev.tocsin.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.testing.RandomValue;
import dev.tocsin.testing.TestSealer;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

final class StoredJsonTest {

    @Property(seed = "20261201", tries = 3000)
    void everyValueComesBackThroughUtf8(@ForAll long seed) {
        Value value = RandomValue.of(new Random(seed));
        String text = StoredJson.write(value, TestSealer.KEY);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Value read = StoredJson.read(new String(utf8, StandardCharsets.UTF_8), TestSealer.KEY);
        assertEquals(value, read);
        assertEquals(text, StoredJson.write(read, TestSealer.KEY), "keys keep their order");
    }

    @Property(seed = "20261201", tries = 3000)
    void aDamagedTextGivesAValueOrSaysThatItIsDamaged(@ForAll long seed) {
        Random random = new Random(seed);
        String text = StoredJson.write(RandomValue.mapOf(random), TestSealer.KEY);
        StringBuilder damaged = new StringBuilder(text);
        String pieces = "{}[]\",:$@0-e.\\ntu ";
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            char piece = pieces.charAt(random.nextInt(pieces.length()));
            if (at < damaged.length() && random.nextBoolean()) {
                damaged.setCharAt(at, piece);
            } else {
                damaged.insert(at, piece);
            }
        }
        try {
            StoredJson.read(damaged.toString(), TestSealer.KEY);
        } catch (StoredFormatException e) {
            assertFalse(String.valueOf(e.getMessage()).contains("tools.jackson"), e.getMessage());
        }
    }

    @Test
    void isReadableJson() {
        MapValue value =
                MapValue.builder()
                        .put("n", 1)
                        .put("d", new DoubleValue(1))
                        .put("at", new TimestampValue(Instant.parse("2026-03-01T09:00:00Z")))
                        .put("for", new DurationValue(Duration.ofMinutes(5)))
                        .put("bytes", new BytesValue(new byte[] {104, 105}))
                        .put("odd", MapValue.of("$ref", NullValue.NULL))
                        .build();
        assertEquals(
                "{\"n\":1,\"d\":1.0,\"at\":{\"$time\":\"2026-03-01T09:00:00Z\"},"
                        + "\"for\":{\"$duration\":\"PT5M\"},\"bytes\":{\"$bytes\":\"aGk=\"},"
                        + "\"odd\":{\"$map\":{\"$ref\":null}}}",
                StoredJson.write(value, Sealer.NONE));
    }

    @Test
    void keysAreInternedAsThoseOfAnAlertAre() {
        String text =
                StoredJson.write(MapValue.of(new String("severity"), NullValue.NULL), Sealer.NONE);
        MapValue read = (MapValue) StoredJson.read(text, Sealer.NONE);
        assertSame("severity", read.entries().keySet().iterator().next());
    }

    @Test
    void noSecretStandsInTheText() {
        Value secret = SecretValue.of(MapValue.of("canary", new StringValue("canary-17")));
        String text = StoredJson.write(ListValue.of(secret), TestSealer.KEY);
        assertFalse(text.contains("canary"), text);
        assertEquals(ListValue.of(secret), StoredJson.read(text, TestSealer.KEY));
    }

    @Test
    void withoutAKeyNoSecretIsWritten() {
        Value secret = SecretValue.of(new StringValue("x"));
        assertThrows(IllegalStateException.class, () -> StoredJson.write(secret, Sealer.NONE));
        assertThrows(
                IllegalStateException.class,
                () -> StoredJson.write(new UnknownValue("steps.a"), TestSealer.KEY));
    }

    @Test
    void whatIsDeepOrLongIsRead() {
        Value deep = new StringValue("x".repeat(20 << 20));
        for (int i = 0; i < 2000; i++) {
            deep = i % 2 == 0 ? ListValue.of(deep) : MapValue.of("k", deep);
        }
        assertEquals(deep, StoredJson.read(StoredJson.write(deep, Sealer.NONE), Sealer.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "1 2",
                "1e999",
                "99999999999999999999",
                "{\"$big\":\"1x\"}",
                "{\"$big\":1}",
                "{\"$double\":\"1\"}",
                "{\"$bytes\":\"*\"}",
                "{\"$time\":\"today\"}",
                "{\"$duration\":\"5m\"}",
                "{\"$utf16\":\"*\"}",
                "{\"$secret\":\"*\"}",
                "{\"$secret\":\"NC8uNg==\"}",
                "{\"$map\":1}",
                "{\"$entries\":1}",
                "{\"$entries\":[1]}",
                "{\"$entries\":[[1,2]]}",
                "{\"$other\":\"a\"}",
                "{\"$time\":\"2026-03-01T09:00:00Z\",\"a\":1}",
                "{\"a\":1,\"$b\":2}"
            })
    void whatIsNeverWrittenIsRefused(String text) {
        assertThrows(StoredFormatException.class, () -> StoredJson.read(text, TestSealer.KEY));
    }
}
