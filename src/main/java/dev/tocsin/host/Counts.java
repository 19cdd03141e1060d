package dev.tocsin.host;

import dev.tocsin.value.MapValue;

/**
 * How much of the world a run touched: steps whose operation was asked for, by effect.
 *
 * @param changes those that change something without containing anybody
 */
public record Counts(int reads, int changes, int containments, int questions) {

    MapValue toValue() {
        return MapValue.builder()
                .put("reads", reads)
                .put("changes", changes)
                .put("containments", containments)
                .put("questions", questions)
                .build();
    }
}
