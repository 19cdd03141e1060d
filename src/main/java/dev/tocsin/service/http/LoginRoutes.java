package dev.tocsin.service.http;

import dev.tocsin.service.access.Principal;
import dev.tocsin.service.access.Sessions;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * How a person comes to the pages: a form takes their token and gives a session. What a browser
 * says about where a form came from ({@code Sec-Fetch-Site}, before 2023 {@code Origin}) must not
 * be another site: else one could log somebody in as oneself.
 */
final class LoginRoutes {

    private static final Needs ANYBODY = new Needs.Nothing("it is where one shows one's token");

    private final Authenticator authenticator;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final EventLog log;

    LoginRoutes(
            Authenticator authenticator, Sessions sessions, SessionCookie cookie, EventLog log) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.cookie = cookie;
        this.log = log;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/")
                        .needs(new Needs.Nothing("it only leads on"))
                        .summary("Leads to the questions")
                        .answers(303, "Goes on")
                        .does(_ -> Response.seeOther("/questions")),
                Route.get("/login")
                        .needs(ANYBODY)
                        .summary("The page to log in at")
                        .query("to", ApiSchema.STRING, "where to go on after it")
                        .answers(200, "The page", "text/html")
                        .does(this::page),
                Route.post("/login")
                        .needs(ANYBODY)
                        .summary("Gives a session for a token")
                        .takesForm(
                                ApiSchema.of(
                                        """
                                        {"type": "object", "required": ["token"],
                                         "properties": {"token": {"type": "string"},
                                                        "to": {"type": "string"}},
                                         "additionalProperties": false}
                                        """))
                        .answers(303, "Logged in; goes on")
                        .does(this::login),
                Route.post("/logout")
                        .needs(ANYBODY)
                        .summary("Ends the session")
                        .takesForm(
                                ApiSchema.of(
                                        """
                                        {"type": "object",
                                         "properties": {"csrf": {"type": "string"}}}
                                        """))
                        .answers(303, "Logged out; goes to the login")
                        .does(this::logout));
    }

    private Response page(Request request) {
        return Response.html(200, LoginPage.of(safe(request.query("to")), ""));
    }

    private Response login(Request request) throws ProblemException, StoreException {
        refuseOtherSites(request);
        Map<String, String> form = request.form();
        String to = safe(form.get("to"));
        try {
            Principal principal =
                    authenticator.login(form.getOrDefault("token", ""), request.peer());
            log.info(
                    "login",
                    MapValue.builder()
                            .put("request", request.correlationId())
                            .put("who", principal.name())
                            .put("token", principal.credential())
                            .put("peer", request.peer())
                            .build());
            return Response.seeOther(to).with("Set-Cookie", cookie.set(sessions.open(principal)));
        } catch (ProblemException e) {
            Problem problem = e.problem();
            Response page = Response.html(problem.status(), LoginPage.of(to, problem.detail()));
            for (Map.Entry<String, String> header : problem.headers().entrySet()) {
                page = page.with(header.getKey(), header.getValue());
            }
            return page;
        }
    }

    private Response logout(Request request) throws ProblemException {
        refuseOtherSites(request);
        String secret = cookie.read(request.headers().getOrDefault("cookie", List.of()));
        if (secret != null) {
            sessions.close(secret);
        }
        return Response.seeOther("/login").with("Set-Cookie", cookie.clear());
    }

    private static void refuseOtherSites(Request request) throws ProblemException {
        String site = request.header("sec-fetch-site");
        String origin = request.header("origin");
        boolean foreign =
                site != null
                        ? !site.equals("same-origin") && !site.equals("none")
                        : origin != null && !origin.endsWith("://" + request.header("host"));
        if (foreign) {
            throw Problem.forbidden("this did not come from a page of this service").asException();
        }
    }

    /** A path of ours, or the list of questions. */
    private static String safe(@Nullable String to) {
        boolean ours = to != null && to.matches("/[A-Za-z0-9._~%/-]*") && !to.startsWith("//");
        return ours ? to : "/questions";
    }
}
