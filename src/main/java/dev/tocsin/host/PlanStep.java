package dev.tocsin.host;

import dev.tocsin.connector.Effect;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What a rehearsal says of one step. Filled while the step is walked through, then only read. */
public final class PlanStep {

    /** Whether a run would come to it. */
    public enum Certainty {
        /** Every run with this event does. */
        WILL,
        /** It hangs on something that is not known. */
        MAY,
        /** A condition that is known leaves it out. */
        SKIPPED
    }

    /** A list of steps inside, with what leads there: {@code then}, {@code item 2 of 3}. */
    public record Part(String title, List<PlanStep> steps) {}

    private final String path;
    private final String kind;
    private final String label;
    private final Certainty certainty;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String action = "";
    private @Nullable Effect effect;
    private boolean performed;
    private @Nullable Value input;
    private @Nullable Value result;
    private @Nullable Value example;

    PlanStep(String path, String kind, String label, Certainty certainty) {
        this.path = path;
        this.kind = kind;
        this.label = label;
        this.certainty = certainty;
    }

    Part part(String title) {
        Part part = new Part(title, new ArrayList<>());
        parts.add(part);
        return part;
    }

    void note(String note) {
        notes.add(note);
    }

    void operation(String name, Effect of) {
        action = name;
        effect = of;
    }

    void performed() {
        performed = true;
    }

    void input(Value given) {
        input = given;
    }

    void result(Value gives) {
        result = gives;
    }

    void example(Value looksLike) {
        example = looksLike;
    }

    public String path() {
        return path;
    }

    public String kind() {
        return kind;
    }

    /** The name or id of the step, or what it does. */
    public String label() {
        return label;
    }

    public Certainty certainty() {
        return certainty;
    }

    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** Sentences for people. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** {@code connector.operation} of an action; empty for other steps. */
    public String action() {
        return action;
    }

    /** Of an action; null for other steps. */
    public @Nullable Effect effect() {
        return effect;
    }

    /** Whether the rehearsal itself performed the operation: pure ones, and reads where allowed. */
    public boolean wasPerformed() {
        return performed;
    }

    /** What the step would be given, unknowns included; null where it takes nothing. */
    public @Nullable Value input() {
        return input;
    }

    /** What it gives, where that is known. */
    public @Nullable Value result() {
        return result;
    }

    /** What an answer looks like; synthetic, and nothing is decided by it. */
    public @Nullable Value example() {
        return example;
    }
}
