package dev.tocsin.service.question;

import dev.tocsin.service.access.Permission;
import dev.tocsin.service.access.Principal;
import dev.tocsin.service.access.Sessions;
import dev.tocsin.service.http.ApiSchema;
import dev.tocsin.service.http.Needs;
import dev.tocsin.service.http.Request;
import dev.tocsin.service.http.Response;
import dev.tocsin.service.http.Route;
import dev.tocsin.service.question.QuestionDesk.Look;
import dev.tocsin.service.question.QuestionDesk.Result;
import dev.tocsin.service.question.QuestionDesk.Seen;
import dev.tocsin.service.question.QuestionPage.Viewer;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The pages of questions. A GET shows and changes nothing, whoever sends it; a POST answers, and
 * only with what the page gave out: the link or the session, and what was shown.
 */
public final class QuestionRoutes {

    private static final MapValue FIELDS = ApiSchema.of("{\"type\": \"object\"}");
    private static final Needs LINK = new Needs.OwnProof("the secret part of the link");
    private static final String HTML = "text/html";

    private final QuestionDesk desk;
    private final Sessions sessions;
    private final InstantSource clock;

    public QuestionRoutes(QuestionDesk desk, Sessions sessions, InstantSource clock) {
        this.desk = desk;
        this.sessions = sessions;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/q/{question}/{link}")
                        .needs(LINK)
                        .summary("The page of a question, by link")
                        .answers(200, "The page", HTML)
                        .answers(404, "No such link", HTML)
                        .answers(410, "Nothing to answer any more", HTML)
                        .answers(303, "Goes on as whoever is logged in")
                        .does(this::linkPage),
                Route.post("/q/{question}/{link}")
                        .needs(LINK)
                        .summary("Answers a question, by link")
                        .takesForm(FIELDS)
                        .answers(200, "It is recorded", HTML)
                        .answers(403, "Not by this person", HTML)
                        .answers(404, "No such link", HTML)
                        .answers(410, "Nothing to answer any more", HTML)
                        .answers(422, "The form again, with what is wrong", HTML)
                        .answers(503, "Not recorded, for now", HTML)
                        .does(this::linkAnswer),
                Route.get("/questions")
                        .needs(Permission.APPROVE)
                        .summary("The page of one's open questions")
                        .answers(200, "The page", HTML)
                        .does(this::list),
                Route.get("/questions/{question}")
                        .needs(Permission.APPROVE)
                        .summary("The page of a question")
                        .answers(200, "The page", HTML)
                        .answers(404, "No such question", HTML)
                        .answers(410, "Nothing to answer any more", HTML)
                        .does(this::page),
                Route.post("/questions/{question}")
                        .needs(Permission.APPROVE)
                        .summary("Answers a question")
                        .takesForm(FIELDS)
                        .answers(200, "It is recorded", HTML)
                        .answers(403, "Not by this person", HTML)
                        .answers(404, "No such question", HTML)
                        .answers(410, "Nothing to answer any more", HTML)
                        .answers(422, "The form again, with what is wrong", HTML)
                        .answers(503, "Not recorded, for now", HTML)
                        .does(this::answer));
    }

    private Response linkPage(Request request) throws Exception {
        Look look = desk.byLink(request.value("question"), request.value("link"));
        Seen seen = look.seen();
        boolean session = request.principal().via() == Principal.Via.SESSION;
        if (seen != null && seen.sheet().needsLogin() && session) {
            return Response.seeOther("/questions/" + seen.sheet().id());
        }
        return show(look, request, 200, FilledForm.EMPTY, null);
    }

    private Response page(Request request) throws Exception {
        Look look = desk.byLogin(request.principal(), request.value("question"));
        return show(look, request, 200, FilledForm.EMPTY, null);
    }

    private Response list(Request request) throws Exception {
        Principal who = request.principal();
        ListPage page =
                new ListPage(
                        desk.openFor(who), who.name(), sessions.forgeryToken(who), clock.instant());
        return html(200, page.html());
    }

    private Response linkAnswer(Request request) throws Exception {
        String question = request.value("question");
        String link = request.value("link");
        Look look = desk.byLink(question, link);
        if (look.seen() == null) {
            return show(look, request, 200, FilledForm.EMPTY, null);
        }
        Map<String, String> posted = request.form();
        FilledForm filled = FilledForm.read(look.seen().sheet().form(), posted);
        if (look.seen().refusal() == null && !filled.errors().isEmpty()) {
            return show(look, request, 422, filled, "some fields are not as they must be");
        }
        Result result =
                desk.answer(
                        question,
                        link,
                        posted.getOrDefault(QuestionPage.SHOWN, ""),
                        posted.get(QuestionPage.CHOICE),
                        filled.values());
        return result(result, look, request, filled);
    }

    private Response answer(Request request) throws Exception {
        Principal who = request.principal();
        String question = request.value("question");
        Look look = desk.byLogin(who, question);
        if (look.seen() == null) {
            return show(look, request, 200, FilledForm.EMPTY, null);
        }
        Map<String, String> posted = request.form();
        FilledForm filled = FilledForm.read(look.seen().sheet().form(), posted);
        if (look.seen().refusal() == null && !filled.errors().isEmpty()) {
            return show(look, request, 422, filled, "some fields are not as they must be");
        }
        Result result =
                desk.answer(
                        who,
                        question,
                        posted.getOrDefault(QuestionPage.SHOWN, ""),
                        posted.get(QuestionPage.CHOICE),
                        filled.values(),
                        "login");
        return result(result, look, request, filled);
    }

    private Response result(Result result, Look look, Request request, FilledForm filled) {
        return switch (result) {
            case Result.Taken taken -> notice(Notices.taken(taken), viewer(look, request));
            case Result.Refused(QuestionSheet _, String why, boolean forbidden) ->
                    show(look, request, forbidden ? 403 : 422, filled, why);
            case Result.Unknown _ -> notice(Notices.unknown(), viewer(look, request));
            case Result.Over over -> notice(Notices.over(over), viewer(look, request));
            case Result.Unavailable unavailable ->
                    notice(Notices.unavailable(unavailable, null), viewer(look, request))
                            .with("Retry-After", "30");
        };
    }

    private Response show(
            Look look, Request request, int status, FilledForm filled, @Nullable String refused) {
        Seen seen = look.seen();
        if (seen == null) {
            return result(look.otherwise(), look, request, filled);
        }
        QuestionPage page =
                new QuestionPage(
                        seen.sheet(),
                        seen.digest(),
                        viewer(look, request),
                        seen.answers(),
                        seen.refusal(),
                        filled,
                        refused,
                        clock.instant());
        return html(status, page.html());
    }

    private Viewer viewer(Look look, Request request) {
        Principal who = request.principal();
        String csrf = sessions.forgeryToken(who);
        boolean byLink = request.path().containsKey("link");
        if (byLink) {
            return new Viewer.Link(look.seen() == null ? "" : look.seen().person(), csrf);
        }
        return new Viewer.Login(who.name(), csrf);
    }

    private static Response notice(NoticePage notice, Viewer viewer) {
        return html(notice.status(), notice.html(viewer));
    }

    private static Response html(int status, String page) {
        return Response.html(status, page)
                .with("Content-Security-Policy", PageLayout.CONTENT_SECURITY_POLICY)
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Robots-Tag", "noindex, nofollow");
    }
}
