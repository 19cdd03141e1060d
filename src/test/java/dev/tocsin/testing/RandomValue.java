package dev.tocsin.testing;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values of every kind that a run can hold, with the texts and numbers that break writers. */
public final class RandomValue {

    private static final long[] WHOLE = {0, -1, 895, 896, 1L << 31, Long.MIN_VALUE, Long.MAX_VALUE};
    private static final double[] FRACTIONS = {
        0.0,
        -0.0,
        1.0,
        1e300,
        -1e-300,
        0.1,
        9.007199254740993e15,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "$map",
        "$secret",
        "$",
        "@",
        "@map",
        "\ud83d\ude00",
        "\ud800",
        "x\udc00\ud800y",
        "\u0000\u001f\"\\/",
        "\u2028",
        "(secret)",
        "null",
        "a text that is long enough to be shared"
    };
    private static final Instant[] TIMES = {
        Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.parse("2026-03-01T09:00:00.000001Z")
    };
    private static final Duration[] LENGTHS = {
        Duration.ZERO,
        Duration.ofSeconds(-1, 1),
        Duration.ofNanos(1),
        Duration.ofDays(30),
        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
        Duration.ofSeconds(Long.MIN_VALUE)
    };

    private final Random random;
    private final List<Value> made = new ArrayList<>();

    private RandomValue(Random random) {
        this.random = random;
    }

    /** Parts of it are used in several places. */
    public static Value of(Random random) {
        return new RandomValue(random).value(4);
    }

    /** A map of such values. */
    public static MapValue mapOf(Random random) {
        return new RandomValue(random).map(4);
    }

    private Value value(int depth) {
        if (!made.isEmpty() && random.nextInt(6) == 0) {
            return made.get(random.nextInt(made.size()));
        }
        Value value =
                switch (random.nextInt(depth > 0 ? 14 : 10)) {
                    case 0 -> NullValue.NULL;
                    case 1 -> BoolValue.of(random.nextBoolean());
                    case 2 -> IntValue.of(WHOLE[random.nextInt(WHOLE.length)]);
                    case 3 -> new DoubleValue(FRACTIONS[random.nextInt(FRACTIONS.length)]);
                    case 4 -> new BigValue(BigInteger.TWO.pow(64 + random.nextInt(200)).negate());
                    case 5 -> bytes();
                    case 6 -> new TimestampValue(TIMES[random.nextInt(TIMES.length)]);
                    case 7 -> new DurationValue(LENGTHS[random.nextInt(LENGTHS.length)]);
                    case 8, 9 -> new StringValue(text());
                    case 10 -> SecretValue.of(value(depth - 1));
                    case 11 -> list(depth);
                    default -> map(depth);
                };
        made.add(value);
        return value;
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private Value bytes() {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return new BytesValue(bytes);
    }

    private Value list(int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(value(depth - 1));
        }
        return new ListValue(items);
    }

    private MapValue map(int depth) {
        MapValue.Builder map = MapValue.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), value(depth - 1));
        }
        return map.build();
    }
}
