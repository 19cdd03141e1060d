package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;

import org.jspecify.annotations.Nullable;

/**
 * A mistake inside an expression or template text, before it has a place in a file.
 *
 * @param start offset in the text that was parsed or checked, UTF-16 units from 0
 * @param end exclusive
 * @param note a fact that explains the mistake, or null
 * @param help what to do, or null
 */
public record Fault(
        Code code,
        String message,
        int start,
        int end,
        @Nullable String note,
        @Nullable String help) {

    public Fault(Code code, String message, int start, int end, @Nullable String help) {
        this(code, message, start, end, null, help);
    }
}
