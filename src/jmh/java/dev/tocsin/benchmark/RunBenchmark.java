package dev.tocsin.benchmark;

import dev.tocsin.host.MemoryHost;
import dev.tocsin.host.Recorder;
import dev.tocsin.host.RunClock;
import dev.tocsin.host.RunRecord;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Interpreter;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.Program;

import io.serverlessworkflow.api.WorkflowFormat;
import io.serverlessworkflow.api.WorkflowReader;
import io.serverlessworkflow.impl.WorkflowApplication;
import io.serverlessworkflow.impl.WorkflowDefinition;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs per second of the same job, with 20 items, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class RunBenchmark {

    private static final int ITEMS = 20;

    private final Map<String, Object> input = Job.input(ITEMS);
    private final RunFacts facts = Job.facts(ITEMS);
    private final Event start = new Event.Started(Instant.EPOCH);
    private Program program;
    private WorkflowApplication application;
    private WorkflowDefinition workflow;

    /** Refuses to measure engines that do not come to the same end. */
    @Setup
    public void prepare() throws IOException, InterruptedException {
        program = Job.program();
        application = WorkflowApplication.builder().disableLifeCycleCEPublishing().build();
        workflow =
                application.workflowDefinition(
                        WorkflowReader.readWorkflowFromString(
                                Job.text("in-process.workflow.yaml"), WorkflowFormat.YAML));
        expect("severity=Medium, impact=2, risky=true, size=20", handWritten(null).toString());
        expect("\"impact\":\"2\"", json(core()));
        expect("\"size\":20", json(hosted().outcome()));
        expect("impact=2", String.valueOf(serverlessworkflow()));
    }

    private static String json(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded succeeded
                ? dev.tocsin.value.Json.write(succeeded.outputs())
                : outcome.toString();
    }

    private static void expect(String part, String whole) {
        if (!whole.contains(part)) {
            throw new IllegalStateException(part + " is missing in " + whole);
        }
    }

    @TearDown
    public void close() {
        application.close();
    }

    /** The core alone, as every host uses it. */
    @Benchmark
    public Outcome core() {
        RunState state = RunState.of(program, facts);
        Consumer<Command> ignored = command -> {};
        Interpreter.advance(state, start, ignored, Trace.NONE);
        return state.outcome();
    }

    /** As {@code tocsin run} does it, with the record of every step. */
    @Benchmark
    public RunRecord hosted() throws InterruptedException {
        Recorder recorder = new Recorder();
        MemoryHost host =
                new MemoryHost(
                        (node, operation, given, key, limit) -> {
                            throw new IllegalStateException("nothing is sent");
                        },
                        new RunClock.Real(InstantSource.system()));
        Outcome outcome = host.run(program, facts, recorder);
        return recorder.record("run-1", program.id(), outcome);
    }

    @Benchmark
    public Map<String, Object> serverlessworkflow() {
        return workflow.instance(input).start().join().asMap().orElseThrow();
    }

    @Benchmark
    public Map<String, Object> handWritten(Blackhole blackhole) {
        return HandWritten.run(input, blackhole == null ? nothing -> {} : blackhole::consume);
    }
}
