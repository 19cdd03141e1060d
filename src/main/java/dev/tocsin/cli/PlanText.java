package dev.tocsin.cli;

import dev.tocsin.connector.Effect;
import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.host.Plan;
import dev.tocsin.host.PlanLimit;
import dev.tocsin.host.PlanStep;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan for people: one line a step, its input below it, branches indented. A line end that came
 * with a value shows as any hidden character does, so no alert writes a line of the plan.
 */
final class PlanText {

    private static final int MAX_VALUE = 160;
    private static final int MAX_EXAMPLE = 90;

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    static String of(Plan plan) {
        PlanText words = new PlanText();
        words.text.append("plan of ").append(plan.playbook()).append("\n\n");
        words.steps(plan.steps(), 1);
        words.text.append('\n');
        words.limit(plan.limit());
        for (String end : plan.ends()) {
            words.line(0, "the run " + end);
        }
        words.text.append(plan.counts()).append('\n');
        words.needs(plan.needs());
        return words.text.toString();
    }

    /** When the schedule fires, a line each; empty where there is none. */
    static String nextRuns(List<Instant> times) {
        StringBuilder text = new StringBuilder(times.isEmpty() ? "" : "it runs next at\n");
        for (Instant time : times) {
            text.append("  ").append(time).append('\n');
        }
        return text.toString();
    }

    private void steps(List<PlanStep> steps, int depth) {
        for (PlanStep step : steps) {
            if (step.certainty() == PlanStep.Certainty.SKIPPED && leaves(step)) {
                // The run goes on, as if the step were not there.
                continue;
            }
            line(depth, mark(step) + title(step));
            if (step.input() != null && !(step.input() instanceof NullValue)) {
                input(step, depth + 2);
            }
            if (step.result() != null && !(step.result() instanceof NullValue)) {
                line(depth + 2, "= " + shown(step.result()));
            }
            if (step.example() != null) {
                line(
                        depth + 2,
                        "an answer looks like (synthetic) " + shown(step.example(), MAX_EXAMPLE));
            }
            for (String note : step.notes()) {
                line(depth + 2, note);
            }
            for (PlanStep.Part part : step.parts()) {
                line(depth + 1, part.title() + ":");
                if (part.steps().isEmpty()) {
                    line(depth + 2, "(nothing)");
                }
                steps(part.steps(), depth + 2);
            }
        }
    }

    private static String mark(PlanStep step) {
        return switch (step.certainty()) {
            case WILL -> "";
            case MAY -> "? ";
            case SKIPPED -> "- ";
        };
    }

    private static String title(PlanStep step) {
        String name = leaves(step) ? step.kind() : step.label();
        Effect effect = step.effect();
        if (effect != null) {
            String done = step.wasPerformed() ? ", performed" : "";
            String action = step.action().equals(name) ? "" : " = " + step.action();
            return name + action + " (" + word(effect) + done + ")";
        }
        String kind =
                name.startsWith(step.kind()) || name.startsWith("for each")
                        ? ""
                        : " (" + step.kind() + ")";
        boolean skipped = step.certainty() == PlanStep.Certainty.SKIPPED;
        return name + kind + (skipped ? ": skipped" : "");
    }

    private static boolean leaves(PlanStep step) {
        return switch (step.kind()) {
            case "return", "fail", "cancel", "next", "stop" -> true;
            default -> false;
        };
    }

    private static String word(Effect effect) {
        return switch (effect) {
            case PURE -> "computes";
            case READ -> "read";
            case CHANGE -> "change";
            case CONTAIN -> "containment";
        };
    }

    private void input(PlanStep step, int depth) {
        if (step.input() instanceof MapValue(Map<String, Value> entries)) {
            entries.forEach((name, value) -> line(depth, name + ": " + shown(value)));
        } else if (step.input() != null) {
            line(depth, shown(step.input()));
        }
    }

    private static String shown(Value value) {
        return shown(value, MAX_VALUE);
    }

    private static String shown(Value value, int length) {
        String whole = OneLine.of(value);
        return whole.length() <= length ? whole : whole.substring(0, length - 1) + "…";
    }

    private void limit(@Nullable PlanLimit limit) {
        if (limit == null) {
            return;
        }
        text.append("at most ").append(limit.limit()).append(limit.limit() == 1 ? " run" : " runs");
        Value key = limit.key();
        if (key != null) {
            text.append(" of the key ").append(TerminalText.of(shown(key)));
        }
        text.append(" at once; ");
        text.append(
                switch (limit.whenBusy()) {
                    case "skip" -> "one too many is skipped";
                    case "cancelOldest" -> "one too many cancels the oldest";
                    default -> "one too many waits";
                });
        text.append('\n');
    }

    private void needs(Map<String, Set<String>> needs) {
        if (needs.isEmpty()) {
            return;
        }
        text.append("it needs\n");
        needs.forEach(
                (connection, permissions) -> {
                    String with =
                            permissions.isEmpty() ? "" : " with " + String.join(", ", permissions);
                    line(1, "connection " + connection + with);
                });
    }

    private void line(int depth, String words) {
        text.append("  ".repeat(depth)).append(TerminalText.of(words)).append('\n');
    }
}
