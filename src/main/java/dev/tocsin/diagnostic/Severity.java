package dev.tocsin.diagnostic;

import java.util.Locale;

/** How much a diagnostic matters: an error stops {@code run}, a warning does not. */
public enum Severity {
    ERROR,
    WARNING;

    /** As printed: {@code error}, {@code warning}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
