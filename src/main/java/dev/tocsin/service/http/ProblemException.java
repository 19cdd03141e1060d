package dev.tocsin.service.http;

/** A request is answered with a {@link Problem}. Costs no stack trace. */
public final class ProblemException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
