package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.store.Reader;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.SignalState;
import dev.tocsin.store.SignalTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a store.
 *
 * @param bytes of its main file; what was committed last may be in the one beside it
 * @param starts how often it was opened to write
 * @param runs how many there are, by status
 * @param signals likewise
 */
record StoreInfo(
        String file, long bytes, long starts, Map<String, Long> runs, Map<String, Long> signals) {

    static StoreInfo of(StorePlace place, long epoch, Reader reader) throws StoreException {
        Map<String, Long> runs = new TreeMap<>();
        for (Map.Entry<RunStatus, Long> each : RunTable.counts(reader).entrySet()) {
            runs.put(each.getKey().text(), each.getValue());
        }
        Map<String, Long> signals = new TreeMap<>();
        for (Map.Entry<SignalState, Long> each : SignalTable.counts(reader).entrySet()) {
            signals.put(each.getKey().text(), each.getValue());
        }
        return new StoreInfo(place.name(), size(place), epoch, runs, signals);
    }

    private static long size(StorePlace place) {
        try {
            return Files.size(place.file());
        } catch (IOException _) {
            // It was open a moment ago; that its size cannot be told hides nothing else.
            return 0;
        }
    }

    MapValue toValue() {
        return MapValue.builder()
                .put("file", file)
                .put("bytes", bytes)
                .put("starts", starts)
                .put("runs", counts(runs))
                .put("signals", counts(signals))
                .build();
    }

    private static MapValue counts(Map<String, Long> counts) {
        MapValue.Builder all = MapValue.builder();
        counts.forEach(all::put);
        return all.build();
    }

    String text(@Nullable ServiceAddress service) {
        StringBuilder text = new StringBuilder();
        text.append(file).append(", ").append(size()).append('\n');
        text.append("  runs      ").append(words(runs)).append('\n');
        text.append("  signals   ").append(words(signals)).append('\n');
        text.append("  service   ").append(service == null ? "none runs here" : service.url());
        return TerminalText.lines(text.append('\n').toString());
    }

    private String size() {
        return bytes < 10 << 20 ? (bytes + 1023 >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }

    private static String words(Map<String, Long> counts) {
        StringBuilder words = new StringBuilder();
        counts.forEach(
                (word, count) ->
                        words.append(words.isEmpty() ? "" : ", ")
                                .append(count)
                                .append(' ')
                                .append(word));
        return words.isEmpty() ? "none" : words.toString();
    }
}
