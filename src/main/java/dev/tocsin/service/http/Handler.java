package dev.tocsin.service.http;

/**
 * Answers the requests of one route. Called on a virtual thread of its own, so it may block; called
 * only after the route's needs were met.
 */
@FunctionalInterface
public interface Handler {

    /**
     * Answers one request.
     *
     * @throws ProblemException to answer with that problem
     * @throws Exception anything else is our fault: it is logged with the correlation id, and
     *     answered as 500 (503 where the store is busy or failed) without a word of it
     */
    Response handle(Request request) throws Exception;
}
