package dev.tocsin.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The program of a playbook and those of all that it calls, however deep. */
public final class CalledPrograms {

    private final List<Program> found = new ArrayList<>();

    /** By identity: one playbook has one program, however many call it. */
    private final Set<Program> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private CalledPrograms() {}

    /** The program itself first; each once, in the order of the first call. */
    public static List<Program> of(Program program) {
        CalledPrograms programs = new CalledPrograms();
        programs.add(program);
        return programs.found;
    }

    private void add(Program program) {
        if (seen.add(program)) {
            found.add(program);
            program.calls().forEach(this::add);
        }
    }
}
