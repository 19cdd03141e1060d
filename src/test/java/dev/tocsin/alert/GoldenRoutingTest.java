package dev.tocsin.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.playbook.SignalKind;
import dev.tocsin.testing.Golden;
import dev.tocsin.testing.TestRouting;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Projects below {@code golden/routing}, each with {@code signals.json}: what arrives, in the
 * common form, with {@code of} (kind and source), {@code says} for the reader, and what the source
 * sends under {@code event}. What becomes of each stands in {@code routing.txt}.
 */
final class GoldenRoutingTest {

    private static final Path CASES = Path.of("src/test/resources/golden/routing");
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void routesAsRecorded(Path folder) throws Exception {
        PolicyRouter router = TestRouting.router(folder, NOW);
        StringBuilder text = new StringBuilder();
        for (MapValue given : signals(folder)) {
            SignalFacts facts = facts(given);
            text.append(text.isEmpty() ? "" : "\n");
            text.append("# ").append(given.text("of")).append(": ").append(given.text("says"));
            text.append('\n').append(TestRouting.text(router.route(facts, NOW)));
        }
        Golden.check(folder.resolve("routing.txt"), text.toString());
    }

    private static List<MapValue> signals(Path folder) throws Exception {
        List<MapValue> signals = new ArrayList<>();
        String json = Files.readString(folder.resolve("signals.json"));
        for (Value each : ((ListValue) Json.parse(json)).items()) {
            signals.add((MapValue) each);
        }
        return signals;
    }

    private static SignalFacts facts(MapValue given) throws UnreadableSignalException {
        String[] of = Objects.requireNonNull(given.text("of")).split(" ");
        SignalKind kind = of[0].equals("alert") ? SignalKind.ALERT : SignalKind.INCIDENT;
        Value body = Objects.requireNonNull(given.get("signal"));
        Value signal = SignalReader.ofCommonForm(kind, of[1]).read(body, body);
        Value event = given.get("event");
        return new SignalFacts(kind, of[1], event == null ? signal : event, signal);
    }

    /**
     * Whatever a signal holds, it is routed or marked; nothing is thrown at whoever received it.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void nothingInASignalIsThrown(Path folder) {
        PolicyRouter router = TestRouting.router(folder, NOW);
        List<Value> values =
                List.of(
                        NullValue.NULL,
                        new StringValue("alert"),
                        MapValue.EMPTY,
                        new UnknownValue("alert"),
                        MapValue.of("devices", new StringValue("none")),
                        MapValue.of("severity", NullValue.NULL));
        for (Value value : values) {
            for (SignalKind kind : SignalKind.values()) {
                for (String source : List.of("defender-endpoint", "graph", "nobody-knows")) {
                    Routing routing =
                            router.route(new SignalFacts(kind, source, value, value), NOW);
                    assertTrue(routing.faults().stream().noneMatch(f -> f.text().isBlank()));
                }
            }
        }
    }

    @Test
    void threadsShareOneRouter() throws Exception {
        Path folder = CASES.resolve("order");
        PolicyRouter router = TestRouting.router(folder, NOW);
        List<MapValue> signals = signals(folder);
        List<String> alone = new ArrayList<>();
        List<Callable<String>> together = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            SignalFacts facts = facts(signals.get(i % signals.size()));
            alone.add(TestRouting.text(router.route(facts, NOW)));
            together.add(() -> TestRouting.text(router.route(facts, NOW)));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> answers = threads.invokeAll(together);
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(alone.get(i), answers.get(i).get());
            }
        }
    }

    /** A source that sends only ids need not be asked where nobody looks at the alert. */
    @Test
    void knowsWhetherTheSignalMustBeRead() {
        PolicyRouter router = TestRouting.router(CASES.resolve("order"), NOW);
        assertTrue(router.readsSignal(SignalKind.ALERT, "defender-endpoint"));
        assertFalse(router.readsSignal(SignalKind.ALERT, "cloud-app-security"));
        assertFalse(router.readsSignal(SignalKind.INCIDENT, "nobody-knows"));
    }
}
