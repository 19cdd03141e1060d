package dev.tocsin.value;

import java.math.BigDecimal;
import java.time.Duration;

/** How numbers and durations read as text, as CEL's {@code string()} prints them. */
public final class Text {

    private Text() {}

    /** Shortest form that reads back to the same double; whole numbers keep no {@code .0}. */
    public static String of(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        return Double.toString(number);
    }

    /** Seconds with an {@code s}: {@code 90s}, {@code 0.25s}. */
    public static String of(DurationValue duration) {
        Duration value = duration.value();
        BigDecimal seconds =
                BigDecimal.valueOf(value.getSeconds())
                        .add(BigDecimal.valueOf(value.getNano(), 9))
                        .stripTrailingZeros();
        return seconds.toPlainString() + "s";
    }
}
