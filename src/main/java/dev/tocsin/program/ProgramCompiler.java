package dev.tocsin.program;

import dev.tocsin.check.CalledPlaybook;
import dev.tocsin.check.Resolution;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.ExpressionCompiler;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a program of a checked playbook. Cannot fail on what a user wrote: the checks have been
 * through it.
 */
public final class ProgramCompiler {

    /** What was compiled already: a playbook that many call has one program. */
    private final Map<CalledPlaybook, Program> called = new IdentityHashMap<>();

    private ProgramCompiler() {}

    /**
     * @param playbook without errors
     * @param resolution what the checks learned about this very playbook
     */
    public static Program compile(Playbook playbook, Resolution resolution) {
        return new ProgramCompiler().program(playbook, resolution);
    }

    private Program program(Playbook playbook, Resolution resolution) {
        List<Program> calls = new ArrayList<>();
        StepCompiler compiler =
                new StepCompiler(playbook, resolution, step -> call(resolution.call(step), calls));
        Block steps = compiler.block("steps", playbook.steps());
        return new Program(
                playbook,
                steps,
                resolution.scopeSize(),
                resolution.facts(),
                resolution.usesSignals(),
                variables(playbook, resolution),
                constants(playbook),
                List.copyOf(calls),
                compiler.callbacks(),
                runLimit(playbook.concurrency(), resolution),
                description(playbook));
    }

    // A chain of calls is checked to be short, so that this ends long before the stack does.
    private Program call(CalledPlaybook playbook, List<Program> calls) {
        Program program = called.get(playbook);
        if (program == null) {
            program = program(playbook.playbook(), playbook.resolution());
            called.put(playbook, program);
        }
        calls.add(program);
        return program;
    }

    private static List<Program.Variable> variables(Playbook playbook, Resolution resolution) {
        List<Program.Variable> variables = new ArrayList<>();
        for (Constant variable : playbook.variables()) {
            String name = variable.name().text();
            variables.add(new Program.Variable(name, resolution.variable(name), variable.value()));
        }
        return List.copyOf(variables);
    }

    private static MapValue constants(Playbook playbook) {
        Map<String, Value> constants = new LinkedHashMap<>();
        for (Constant constant : playbook.constants()) {
            constants.put(constant.name().text(), constant.value());
        }
        return new MapValue(constants);
    }

    private static Program.@Nullable RunLimit runLimit(
            @Nullable Concurrency concurrency, Resolution resolution) {
        if (concurrency == null) {
            return null;
        }
        Expression key = concurrency.key();
        return new Program.RunLimit(
                concurrency.limit(),
                key == null ? null : ExpressionCompiler.compile(key, resolution.beforeSteps()),
                concurrency.whenBusy());
    }

    private static MapValue description(Playbook playbook) {
        MapValue.Builder description = MapValue.builder().put("id", playbook.id().text());
        description.put(
                "title", playbook.title() == null ? playbook.id().text() : playbook.title().text());
        description.put(
                "owner",
                playbook.owner() == null ? StringValue.EMPTY : new StringValue(playbook.owner()));
        return description.build();
    }
}
