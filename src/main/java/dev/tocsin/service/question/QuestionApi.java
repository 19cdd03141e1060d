package dev.tocsin.service.question;

import dev.tocsin.service.access.Permission;
import dev.tocsin.service.access.Principal;
import dev.tocsin.service.http.ApiSchema;
import dev.tocsin.service.http.Fault;
import dev.tocsin.service.http.LookRoutes;
import dev.tocsin.service.http.Problem;
import dev.tocsin.service.http.ProblemException;
import dev.tocsin.service.http.Request;
import dev.tocsin.service.http.Response;
import dev.tocsin.service.http.Route;
import dev.tocsin.service.question.QuestionDesk.Result;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions over the API: one is looked at, and answered as whoever the token belongs to. Who that
 * is comes from the credential alone; a body that names somebody is refused.
 */
public final class QuestionApi implements LookRoutes.QuestionWords {

    private static final MapValue ANSWER =
            ApiSchema.of(
                    """
                    {"type": "object", "additionalProperties": false,
                     "properties": {
                       "choice": {"type": ["string", "null"], "maxLength": 1000,
                                  "description": "the value of a choice; null with a form alone"},
                       "form": {"type": "object", "description": "what is filled in"},
                       "via": {"enum": ["api", "cli"], "description": "how it came, for the record"}}}
                    """);
    private static final MapValue TAKEN =
            ApiSchema.of(
                    """
                    {"type": "object", "required": ["question", "decided"],
                     "additionalProperties": false,
                     "properties": {
                       "question": {"type": "string"},
                       "decided": {"type": "boolean",
                                   "description": "whether the run goes on, or more must answer"}}}
                    """);
    private static final MapValue SHOWN =
            ApiSchema.of(
                    """
                    {"type": "object", "required": ["id", "run", "playbook", "kind", "status",
                      "question", "choices", "askedAt", "expiresAt", "answers"],
                     "properties": {
                       "id": {"type": "string"}, "run": {"type": "string"},
                       "playbook": {"type": "string"}, "step": {"type": "string"},
                       "kind": {"enum": ["ask", "guard"]},
                       "status": {"enum": ["open", "answered", "expired", "withdrawn"]},
                       "question": {"type": "string"}, "details": {"type": ["string", "null"]},
                       "to": {"type": "array", "items": {"type": "string"}},
                       "choices": {"type": "array"}, "form": {"type": ["object", "null"]},
                       "contains": {"type": "boolean"},
                       "askedAt": {"type": "string"}, "expiresAt": {"type": "string"},
                       "result": {"type": ["string", "null"]},
                       "answers": {"type": "array"}, "deliveries": {"type": "array"}}}
                    """);

    private final QuestionDesk desk;

    public QuestionApi(QuestionDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/questions/{question}")
                        .needs(Permission.VIEW)
                        .summary("One question, who answered, and what was sent about it")
                        .answers(200, "The question", SHOWN)
                        .does(this::show),
                Route.post("/v1/questions/{question}/answer")
                        .needs(Permission.APPROVE)
                        .summary("Answers a question as the holder of the token")
                        .takes(ANSWER)
                        .answers(200, "It is committed", TAKEN)
                        .does(this::answer));
    }

    private Response show(Request request) throws Exception {
        MapValue shown = desk.shown(request.principal(), request.value("question"));
        if (shown == null) {
            throw unknown();
        }
        return Response.json(shown);
    }

    private static ProblemException unknown() {
        return Problem.notFound("there is no question of this id").asException();
    }

    private Response answer(Request request) throws Exception {
        Principal who = request.principal();
        MapValue body = request.json() instanceof MapValue map ? map : MapValue.EMPTY;
        MapValue form = body.get("form") instanceof MapValue map ? map : MapValue.EMPTY;
        String via = body.text("via");
        Result result =
                desk.answer(
                        who,
                        request.value("question"),
                        null,
                        body.text("choice"),
                        form,
                        via == null ? "api" : via);
        return switch (result) {
            case Result.Taken taken ->
                    Response.json(
                            MapValue.builder()
                                    .put("question", taken.sheet().id())
                                    .put("decided", taken.decided())
                                    .build());
            case Result.Refused(QuestionSheet _, String why, boolean forbidden) ->
                    throw forbidden
                            ? Problem.forbidden(why).asException()
                            : Problem.invalid(
                                            "the answer was not taken: " + why,
                                            List.of(new Fault("#", why)))
                                    .asException();
            case Result.Unknown _ -> throw unknown();
            case Result.Over over -> throw Problem.gone(over.why()).asException();
            case Result.Unavailable(String why) ->
                    throw Problem.unavailable(why, Duration.ofSeconds(30)).asException();
        };
    }

    /** What lists of questions show beside the columns of their rows. */
    @Override
    public MapValue of(QuestionRow question) {
        QuestionSheet sheet = QuestionBook.sheet(question);
        return MapValue.builder()
                .put("step", sheet.step())
                .put("question", sheet.question())
                .put("to", texts(sheet.to()))
                .put("choices", SheetText.choices(sheet.choices()))
                .put("form", sheet.form() == null ? NullValue.NULL : sheet.form().json())
                .put("contains", sheet.contains())
                .build();
    }

    static ListValue texts(List<String> texts) {
        List<Value> values = new ArrayList<>();
        texts.forEach(text -> values.add(new StringValue(text)));
        return new ListValue(values);
    }

    static Value orNull(@Nullable String text) {
        return text == null ? NullValue.NULL : new StringValue(text);
    }
}
