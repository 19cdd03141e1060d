package dev.tocsin.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Nanoseconds per evaluation of the same expression over the same event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ExpressionBenchmark {

    @Param public ExpressionKind kind;

    @Param("20")
    public int items;

    private Map<String, Object> event;
    private Callable<Object> tocsin;
    private Callable<Object> celPlanned;
    private Callable<Object> celWalked;
    private Callable<Object> jq;
    private Callable<Object> jsonata;

    /** Refuses to measure engines that do not come to the same result. */
    @Setup
    public void setUp() throws Exception {
        event = AlertEvent.of(items);
        String json = new ObjectMapper().writeValueAsString(event);
        tocsin = Engines.tocsin(kind, json);
        celPlanned = Engines.cel(kind, event, true);
        celWalked = Engines.cel(kind, event, false);
        jq = Engines.jq(kind, json);
        jsonata = Engines.jsonata(kind, event);
        String expected = Engines.json(HandWrittenExpressions.evaluate(kind, event));
        for (Callable<Object> engine : List.of(tocsin, celPlanned, celWalked, jq, jsonata)) {
            String actual = Engines.json(engine.call());
            if (!actual.equals(expected)) {
                throw new IllegalStateException(actual + " instead of " + expected);
            }
        }
    }

    @Benchmark
    public Object handWritten() {
        return HandWrittenExpressions.evaluate(kind, event);
    }

    @Benchmark
    public Object tocsin() throws Exception {
        return tocsin.call();
    }

    @Benchmark
    public Object celPlanned() throws Exception {
        return celPlanned.call();
    }

    @Benchmark
    public Object celWalked() throws Exception {
        return celWalked.call();
    }

    @Benchmark
    public Object jacksonJq() throws Exception {
        return jq.call();
    }

    @Benchmark
    public Object jsonata() throws Exception {
        return jsonata.call();
    }
}
