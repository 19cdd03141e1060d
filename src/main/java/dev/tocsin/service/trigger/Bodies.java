package dev.tocsin.service.trigger;

import dev.tocsin.service.http.Problem;
import dev.tocsin.service.http.ProblemException;
import dev.tocsin.service.http.Request;
import dev.tocsin.value.Value;

/** Reads bodies of requests; what cannot be read is a problem with its place. */
final class Bodies {

    private Bodies() {}

    /**
     * @throws ProblemException 415 or 400
     */
    static EventBody events(Request request) throws ProblemException {
        String type = request.header("content-type");
        if (!EventBody.isTaken(type)) {
            throw Problem.unsupportedMediaType(EventBody.TAKEN).asException();
        }
        try {
            return EventBody.read(type, request::header, request.body());
        } catch (UnreadableBodyException e) {
            throw malformed(e);
        }
    }

    /**
     * @throws ProblemException 400
     */
    static Value json(Request request) throws ProblemException {
        try {
            return EventBody.json(request.body());
        } catch (UnreadableBodyException e) {
            throw malformed(e);
        }
    }

    private static ProblemException malformed(UnreadableBodyException e) {
        String at = e.line() == 0 ? "" : " (line " + e.line() + ", column " + e.column() + ")";
        return Problem.badRequest(e.getMessage() + at).asException();
    }
}
