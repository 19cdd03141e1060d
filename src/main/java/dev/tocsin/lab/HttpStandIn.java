package dev.tocsin.lab;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

/** Some web service of one's own, for the {@code http} connector: a tiny threat list, an echo. */
final class HttpStandIn implements StandIn {

    private final Routes routes = new Routes();
    private final String baseUrl;

    HttpStandIn(Site site) {
        baseUrl = site.baseUrl();
        MapValue start = site.company().section(service());
        routes.on("GET", "/indicators", _ -> Answer.json(200, start))
                .on("POST", "/echo", HttpStandIn::echo);
    }

    @Override
    public String service() {
        return "http";
    }

    @Override
    public String prefix() {
        return "/http";
    }

    @Override
    public Reach reach() {
        return Reach.http(service(), baseUrl + prefix());
    }

    @Override
    public @Nullable Answer answer(Request request) {
        return routes.answer(request);
    }

    @Override
    public Answer failure(int status) {
        return Answer.json(
                status, MapValue.of("error", new StringValue("the lab was told to fail")));
    }

    private static Answer echo(Request request) {
        String type = request.header("content-type");
        Answer answer = new Answer(200, java.util.Map.of(), request.text());
        return type == null ? answer : answer.with("Content-Type", type);
    }
}
