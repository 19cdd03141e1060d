package dev.tocsin.check;

import dev.tocsin.schema.SchemaFault;

/** What a check of schemas found, as a sentence about something with a name. */
final class FaultWords {

    private static final String NAMELESS = "the value ";

    private FaultWords() {}

    /** {@code the input `limit` must be at least 1}. */
    static String about(String subject, SchemaFault fault) {
        String where = fault.path().isEmpty() ? subject : subject + ", at `" + fault.path() + "`,";
        return fault.message().startsWith(NAMELESS)
                ? where + " " + fault.message().substring(NAMELESS.length())
                : where + ": " + fault.message();
    }
}
