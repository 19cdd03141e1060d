package dev.tocsin.expression;

import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

/**
 * An expression has no value: an error of the kind {@code expression}, or {@code limit}. Carries no
 * stack trace, because a playbook may raise it once per item of a loop.
 */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorKind kind;
    private final int start;
    private final int end;
    private final @Nullable Expression expression;

    private EvaluationException(
            ErrorKind kind, String message, int start, int end, @Nullable Expression expression) {
        super(message, null, false, false);
        this.kind = kind;
        this.start = start;
        this.end = end;
        this.expression = expression;
    }

    /**
     * @param message lower case, no full stop
     * @param start where in the expression's text, UTF-16 units from 0
     * @param end exclusive
     */
    public static EvaluationException at(int start, int end, String message) {
        return new EvaluationException(ErrorKind.EXPRESSION, message, start, end, null);
    }

    /** A bound was passed; cannot be caught by a playbook. */
    public static EvaluationException limit(String message) {
        return new EvaluationException(ErrorKind.LIMIT, message, 0, 0, null);
    }

    /** The same error, of an expression whose place is known; the innermost place is kept. */
    public EvaluationException in(Expression placed) {
        return expression != null
                ? this
                : new EvaluationException(kind, text(), start, end, placed);
    }

    /** The expression whose text the offsets count in, or null where its place is not known. */
    public @Nullable Expression expression() {
        return expression;
    }

    public ErrorKind kind() {
        return kind;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }
}
