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

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Whether an expression over a list takes time in proportion to its length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ExpressionLengthBenchmark {

    @Param({"CONDITION", "FILTER_MAP"})
    public ExpressionKind kind;

    @Param({"20", "2000", "100000"})
    public int items;

    private Map<String, Object> event;
    private Callable<Object> tocsin;

    /** Refuses to measure what does not come to the same result. */
    @Setup
    public void setUp() throws Exception {
        event = AlertEvent.of(items);
        tocsin = Engines.tocsin(kind, new ObjectMapper().writeValueAsString(event));
        String expected = Engines.json(HandWrittenExpressions.evaluate(kind, event));
        if (!Engines.json(tocsin.call()).equals(expected)) {
            throw new IllegalStateException("not what is written by hand gives");
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
}
