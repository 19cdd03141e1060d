package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * Slack's Web API for a bot: messages, threads, direct messages, finding people. As with the real
 * service a failure is a 200 whose body says {@code "ok": false}.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/">Web API</a>
 */
final class SlackStandIn implements StandIn {

    private static final String TOKEN = "env:TOCSIN_LAB_SLACK_TOKEN";

    private final String baseUrl;
    private final String token;
    private final SlackMessages messages;
    private final Routes routes = new Routes();

    SlackStandIn(Site site) {
        MapValue section = site.company().section(service());
        this.baseUrl = site.baseUrl() + prefix();
        this.token = Section.text(section, "access", "token");
        SlackPeople people = new SlackPeople(site.company(), section);
        this.messages = new SlackMessages(site.company(), section, people);
        messages.addTo(routes);
        people.addTo(routes);
        routes.on("GET", "/auth.test", _ -> ok(people.self()))
                .on("POST", "/auth.test", _ -> ok(people.self()));
    }

    @Override
    public String service() {
        return "slack";
    }

    @Override
    public String prefix() {
        return "/slack/api";
    }

    @Override
    public Reach reach() {
        return Reach.http(service(), baseUrl)
                .auth("bearer", "token", TOKEN)
                .credential(TOKEN, token);
    }

    @Override
    public @Nullable Answer answer(Request request) {
        String header = request.header("authorization");
        if (header == null) {
            return error("not_authed");
        }
        return header.equals("Bearer " + token) ? routes.answer(request) : error("invalid_auth");
    }

    @Override
    public Answer failure(int status) {
        String code =
                switch (status) {
                    case 401 -> "invalid_auth";
                    case 403 -> "no_permission";
                    case 429 -> "ratelimited";
                    case 503 -> "service_unavailable";
                    default -> "internal_error";
                };
        return new Answer(status, error(code).headers(), error(code).body());
    }

    @Override
    public MapValue state() {
        return MapValue.of("slack", messages.state());
    }

    static Answer ok(MapValue.Builder fields) {
        MapValue.Builder out = MapValue.builder().put("ok", true);
        fields.build().entries().forEach(out::put);
        return Answer.json(200, out.build());
    }

    static Answer error(String code) {
        return Answer.json(
                200,
                MapValue.builder()
                        .put("ok", BoolValue.FALSE)
                        .put("error", new StringValue(code))
                        .build());
    }

    static RefusedException refuse(String code) {
        return new RefusedException(error(code));
    }

    /** The arguments of a POST; a name that the method does not have is refused. */
    static MapValue arguments(Request request, Set<String> known) {
        String type = request.header("content-type");
        if (type == null || !type.startsWith("application/json")) {
            throw new RefusedException(LabPages.error(415, "the lab's Slack reads JSON only"));
        }
        MapValue body = request.json();
        if (body == null) {
            throw refuse("invalid_json");
        }
        checkNames(body.entries(), known);
        return body;
    }

    /** Likewise for the parameters of a GET. */
    static void checkNames(Map<String, ?> given, Set<String> known) {
        if (!known.containsAll(given.keySet())) {
            throw refuse("invalid_arguments");
        }
    }
}
