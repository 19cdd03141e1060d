package dev.tocsin.host.durable;

/** What became of an answer to a question. */
public sealed interface Answering {

    /**
     * It is committed.
     *
     * @param decided whether the question is decided now, or further answers are awaited
     */
    record Taken(boolean decided) implements Answering {}

    /**
     * The question is still open.
     *
     * @param why completes "the answer": lower case, no full stop
     */
    record Refused(String why) implements Answering {}

    /** There is no such question. */
    record Unknown() implements Answering {}

    /** The question is decided, expired or withdrawn. */
    record Late() implements Answering {}

    /**
     * It is not known to be kept: the service stops, its store failed, or the run needs attention.
     *
     * @param why lower case, no full stop
     */
    record Unavailable(String why) implements Answering {}
}
