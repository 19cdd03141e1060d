package dev.tocsin.value;

import java.time.Duration;

/** A length of time; prints as seconds with an {@code s}, as CEL does. */
public record DurationValue(Duration value) implements Value {

    @Override
    public String kind() {
        return "duration";
    }
}
