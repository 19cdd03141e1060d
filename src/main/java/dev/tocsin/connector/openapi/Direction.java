package dev.tocsin.connector.openapi;

/** Which way a value goes: a field may be there on one way only. */
enum Direction {
    REQUEST("readOnly", "Input"),
    ANSWER("writeOnly", "Output");

    private final String absent;
    private final String suffix;

    Direction(String absent, String suffix) {
        this.absent = absent;
        this.suffix = suffix;
    }

    /** Whether a field of an object is not there on this way. */
    boolean leavesOut(Part field) {
        return field.flag(absent);
    }

    /** Of the second name of a schema that is not the same on both ways. */
    String suffix() {
        return suffix;
    }
}
