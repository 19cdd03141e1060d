package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The lab's own pages under {@code /lab}: what is there, what changed, what shall go wrong. */
final class LabPages implements StandIn {

    private static final String HELP =
            """
            Tocsin lab: local stand-ins with state. Nothing here reaches the outside.

            GET    /lab/state     devices, machine actions, alerts, users, tickets, Teams, mail
            GET    /lab/requests  what was asked of the stand-ins so far
            GET    /lab/faults    faults still to come
            POST   /lab/faults    {"service": "graph", "status": 429, "times": 2, "retryAfter": 1}
                                  or "answer": "malformed", "truncated", "redirect",
                                  "close", "hang", "drip", "large" or
                                  "wrong-content-type" in place of "status"; "path"
                                  narrows it down, "probability": 0.2 makes it happen to
                                  one request in five, "times": "always" without end
            DELETE /lab/faults    forgets them

            Services:\s\
            """;

    private final Faults faults;
    private final List<LoggedRequest> requests;
    private final List<String> services;
    private final Routes routes = new Routes();

    LabPages(
            Supplier<MapValue> state,
            List<StandIn> standIns,
            Faults faults,
            List<LoggedRequest> requests) {
        this.faults = faults;
        this.requests = requests;
        this.services = standIns.stream().map(StandIn::service).toList();
        routes.on("GET", "/", _ -> Answer.text(200, HELP + String.join(", ", services) + "\n"))
                .on("GET", "/state", _ -> Answer.pretty(200, state.get()))
                .on("GET", "/requests", _ -> Answer.pretty(200, requests()))
                .on("GET", "/faults", _ -> Answer.pretty(200, faults()))
                .on("POST", "/faults", this::addFault)
                .on("DELETE", "/faults", _ -> clearFaults());
    }

    @Override
    public String service() {
        return "lab";
    }

    @Override
    public String prefix() {
        return "/lab";
    }

    @Override
    public @Nullable Answer answer(Request request) {
        return routes.answer(request);
    }

    @Override
    public Answer failure(int status) {
        return error(status, "the lab was told to fail");
    }

    static Answer error(int status, String message) {
        return Answer.json(status, MapValue.of("lab", new StringValue(message)));
    }

    private ListValue requests() {
        List<Value> lines = new ArrayList<>();
        requests.forEach(request -> lines.add(new StringValue(request.toString())));
        return new ListValue(lines);
    }

    private ListValue faults() {
        List<Value> pending = new ArrayList<>();
        faults.pending().forEach(fault -> pending.add(fault.toValue()));
        return new ListValue(pending);
    }

    private Answer addFault(Request request) {
        MapValue body = request.json();
        if (body == null) {
            return error(400, "the body is not a JSON object");
        }
        try {
            Fault fault = Fault.from(body).among(services);
            faults.add(fault);
            return Answer.json(201, fault.toValue());
        } catch (Fault.InvalidException e) {
            return error(400, e.help() == null ? e.text() : e.text() + "; " + e.help());
        }
    }

    private Answer clearFaults() {
        faults.clear();
        return Answer.empty(204);
    }
}
