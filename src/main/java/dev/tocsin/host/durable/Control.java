package dev.tocsin.host.durable;

/** What became of an order to a run. */
public sealed interface Control {

    /**
     * It is committed.
     *
     * @param run id of the run; of the new one where one was begun
     */
    record Done(String run) implements Control {}

    /** There is no such run. */
    record Unknown() implements Control {}

    /**
     * The run is not in a state for it, or nothing is recorded at present.
     *
     * @param why lower case, no full stop; says what to do where something can be done
     */
    record Refused(String why) implements Control {}
}
