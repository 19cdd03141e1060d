package dev.tocsin.expression;

import dev.tocsin.source.Span;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

/**
 * An expression has no value: an error of the kind {@code expression}, {@code limit}, or {@code
 * invalid} where its value does not fit. Carries no stack trace, because a playbook may raise it
 * once per item of a loop.
 */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorKind kind;
    private final int start;
    private final int end;
    private final transient @Nullable Span span;

    private EvaluationException(
            ErrorKind kind, String message, int start, int end, @Nullable Span span) {
        super(message, null, false, false);
        this.kind = kind;
        this.start = start;
        this.end = end;
        this.span = span;
    }

    /**
     * @param message lower case, no full stop
     * @param start where in the expression's text, UTF-16 units from 0
     * @param end exclusive
     */
    public static EvaluationException at(int start, int end, String message) {
        return new EvaluationException(ErrorKind.EXPRESSION, message, start, end, null);
    }

    static EvaluationException at(Expr place, String message) {
        return at(place.start(), place.end(), message);
    }

    /** A bound was passed; cannot be caught by a playbook. */
    public static EvaluationException limit(String message) {
        return new EvaluationException(ErrorKind.LIMIT, message, 0, 0, null);
    }

    /** Of another kind, about the whole of a step. */
    public static EvaluationException of(ErrorKind kind, String message) {
        return new EvaluationException(kind, message, 0, 0, null);
    }

    /** The same without its words, which could quote a secret. A bound tells nothing but itself. */
    EvaluationException withoutDetails() {
        String message = "this fails over a secret, so the reason is not shown";
        return kind == ErrorKind.LIMIT
                ? this
                : new EvaluationException(kind, message, start, end, span);
    }

    /** The same, with its place in the file of {@code expression}. */
    EvaluationException in(Expression expression) {
        Span place = start < end ? expression.spanOf(start, end) : expression.span();
        return new EvaluationException(kind, text(), start, end, place);
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

    /**
     * The place in the file; null where a bare {@link Expr} was compiled, which knows of no file.
     */
    public @Nullable Span span() {
        return span;
    }
}
