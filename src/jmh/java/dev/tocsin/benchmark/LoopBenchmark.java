package dev.tocsin.benchmark;

import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Interpreter;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;

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

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Whether a run's time grows with the items of its loop and no faster. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class LoopBenchmark {

    @Param({"20", "2000", "200000"})
    public int items;

    private Program program;
    private RunFacts facts;

    @Setup
    public void prepare() throws IOException {
        program = Job.program();
        facts = Job.facts(items);
    }

    @Benchmark
    public Outcome core() {
        RunState state = RunState.of(program, facts);
        Consumer<Command> ignored = command -> {};
        Event event = new Event.Started(Instant.EPOCH);
        while (state.outcome() == null) {
            Interpreter.advance(state, event, ignored, Trace.NONE);
            event = new Event.Continued(Instant.EPOCH);
        }
        return state.outcome();
    }
}
