package dev.tocsin.lab;

/** A stand-in refuses a request with this answer: what the real service documents. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    RefusedException(Answer answer) {
        super("answered " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
