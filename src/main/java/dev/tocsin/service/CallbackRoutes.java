package dev.tocsin.service;

import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.UnavailableException;
import dev.tocsin.interpreter.CallbackAnswer;
import dev.tocsin.service.http.ApiSchema;
import dev.tocsin.service.http.Needs;
import dev.tocsin.service.http.Problem;
import dev.tocsin.service.http.ProblemException;
import dev.tocsin.service.http.Request;
import dev.tocsin.service.http.Response;
import dev.tocsin.service.http.Route;
import dev.tocsin.service.http.RouteDoc.BodyDoc;
import dev.tocsin.value.MapValue;

import java.time.Duration;
import java.util.List;

/** Where others post the bodies that runs wait for ({@code waitFor: callback}). */
record CallbackRoutes(DurableHost host) {

    /** What stands before the token in a URL. */
    static final String PATH = "/callbacks/";

    private static final int MOST_BYTES = 1 << 20;
    private static final MapValue BODY =
            ApiSchema.of("{\"description\": \"What the step's `schema` says\"}");
    private static final MapValue ACCEPTED =
            ApiSchema.of(
                    """
                    {"type": "object", "required": ["status"],
                     "properties": {"status": {"const": "accepted"}}}
                    """);

    List<Route> routes() {
        return List.of(
                Route.post(PATH + "{token}")
                        .needs(new Needs.OwnProof("the secret part of the URL"))
                        .summary("Hand in the body that a run waits for")
                        .takes(new BodyDoc("application/json", BODY, true, MOST_BYTES))
                        .answers(202, "Taken, and kept", ACCEPTED)
                        .does(this::take));
    }

    private Response take(Request request) throws ProblemException, InterruptedException {
        CallbackAnswer answer;
        try {
            answer = host.calledBack(request.value("token"), request.json());
        } catch (UnavailableException _) {
            // Whoever posts is a stranger, and the reason may name a file.
            throw Problem.unavailable(
                            "it cannot be kept at present: try again", Duration.ofSeconds(5))
                    .asException();
        }
        return switch (answer) {
            case CallbackAnswer.Accepted _ ->
                    Response.json(202, MapValue.builder().put("status", "accepted").build());
            case CallbackAnswer.Unknown _ ->
                    throw Problem.notFound("there is no such callback").asException();
            case CallbackAnswer.Unfit(String why) ->
                    throw Problem.invalid(why, List.of()).asException();
            case CallbackAnswer.AlreadyTaken _ ->
                    throw Problem.conflict("another body came before this one").asException();
            case CallbackAnswer.TooLate _ ->
                    throw Problem.gone("nobody waits for this callback any more").asException();
        };
    }
}
