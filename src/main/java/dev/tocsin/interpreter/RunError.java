package dev.tocsin.interpreter;

import dev.tocsin.playbook.Playbook;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * An error inside a run.
 *
 * @param step the path of the step that raised it: {@code steps[3].then[0]}
 * @param status of the protocol, or 0
 * @param details what the service said
 * @param span where in the playbook
 * @param playbook the called one whose step raised it; null for the run's own
 */
public record RunError(
        ErrorKind kind,
        String message,
        String step,
        int status,
        MapValue details,
        Span span,
        @Nullable Playbook playbook) {

    /** Raised in the run's own playbook. */
    public RunError(
            ErrorKind kind, String message, String step, int status, MapValue details, Span span) {
        this(kind, message, step, status, details, span, null);
    }

    /** The same, told of by a run in whose playbook it was not raised. */
    RunError in(Playbook called) {
        return new RunError(kind, message, step, status, details, span, called);
    }

    /** The file that {@link #span} is of; null for the file of the run's own playbook. */
    public @Nullable SourceText source() {
        return playbook == null ? null : playbook.source();
    }

    /**
     * As playbooks see it: {@code kind}, {@code message}, {@code step}, {@code status}, {@code
     * details}.
     */
    public MapValue toValue() {
        return MapValue.builder()
                .put("kind", kind.word())
                .put("message", message)
                .put("step", step)
                .put("status", status)
                .put("details", details)
                .build();
    }
}
