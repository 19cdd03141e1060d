package dev.tocsin.connector;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a call costs beside the exchange itself: checking and encoding the input, limits, the
 * authorisation header, reading and mapping an answer of 1.5 kB, scrubbing it of secrets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConnectorOverheadBenchmark {

    private static final Instant DEADLINE = Instant.parse("2999-01-01T00:00:00Z");

    private final InputCheck inputs = new InputCheck();
    private final RunSecrets secrets = new RunSecrets();
    private Operation create;
    private MapValue input;
    private WiredConnection connection;

    @Setup
    public void setUp() throws Exception {
        Connector connector =
                Objects.requireNonNull(
                        ConnectorRegistry.load(null, new Diagnostics()).find("servicenow"));
        create = Objects.requireNonNull(connector.operation("createRecord"));
        input = create.spec().examples().getFirst().input();
        StringBuilder answer = new StringBuilder("{\"result\": {\"sys_id\": \"9d38\"");
        for (int i = 0; answer.length() < 1500; i++) {
            answer.append(", \"field_").append(i).append("\": \"some text of a ticket\"");
        }
        connection = new WiredConnection(connector, answer.append("}}").toString());
        if (!Json.write(perform()).contains("\"sys_id\":\"9d38\"")) {
            throw new IllegalStateException("not the record that was answered");
        }
    }

    /** What {@link OperationCaller} does, with the exchange left out. */
    @Benchmark
    public Value perform() throws ConnectorException, InterruptedException {
        secrets.learn(input);
        MapValue given = (MapValue) SecretValue.openAll(input);
        MapValue checked = inputs.check(create.spec(), given);
        return secrets.scrub(create.perform(new Call(checked, "run-1/a", DEADLINE, connection)));
    }
}
