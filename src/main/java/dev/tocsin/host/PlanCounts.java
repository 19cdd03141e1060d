package dev.tocsin.host;

import dev.tocsin.connector.Effect;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

/** How much of the world a run would touch, as far as a rehearsal can say. */
public record PlanCounts(Range reads, Range changes, Range containments, Range questions) {

    static final PlanCounts NONE = new PlanCounts(Range.NONE, Range.NONE, Range.NONE, Range.NONE);

    /** One question, and nothing else. */
    static final PlanCounts QUESTION =
            new PlanCounts(Range.NONE, Range.NONE, Range.NONE, Range.ONCE);

    static PlanCounts of(Effect effect) {
        return switch (effect) {
            case PURE -> NONE;
            case READ -> new PlanCounts(Range.ONCE, Range.NONE, Range.NONE, Range.NONE);
            case CHANGE -> new PlanCounts(Range.NONE, Range.ONCE, Range.NONE, Range.NONE);
            case CONTAIN -> new PlanCounts(Range.NONE, Range.NONE, Range.ONCE, Range.NONE);
        };
    }

    PlanCounts plus(PlanCounts other) {
        return new PlanCounts(
                reads.plus(other.reads),
                changes.plus(other.changes),
                containments.plus(other.containments),
                questions.plus(other.questions));
    }

    PlanCounts or(PlanCounts other) {
        return new PlanCounts(
                reads.or(other.reads),
                changes.or(other.changes),
                containments.or(other.containments),
                questions.or(other.questions));
    }

    PlanCounts repeated(int atLeast, int bound) {
        return new PlanCounts(
                reads.repeated(atLeast, bound),
                changes.repeated(atLeast, bound),
                containments.repeated(atLeast, bound),
                questions.repeated(atLeast, bound));
    }

    public Value toValue() {
        return MapValue.builder()
                .put("reads", reads.toString())
                .put("changes", changes.toString())
                .put("containments", containments.toString())
                .put("questions", questions.toString())
                .build();
    }

    /** {@code 2 reads, 1-2 changes, 0-1 containments, 0 questions}. */
    @Override
    public String toString() {
        return counted(reads, "read")
                + ", "
                + counted(changes, "change")
                + ", "
                + counted(containments, "containment")
                + ", "
                + counted(questions, "question");
    }

    private static String counted(Range range, String word) {
        return range + " " + (range.equals(Range.ONCE) ? word : word + "s");
    }
}
