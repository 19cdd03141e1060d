package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.lab.Lab;
import dev.tocsin.service.Service;
import dev.tocsin.service.access.Grants;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.TokenTable;
import dev.tocsin.store.TokenTable.TokenRow;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a service says once it is ready: where it is, and in the lab how to try it. */
final class ServedGreeting {

    private static final String BY = "serve --lab";
    private static final Duration LAB_TOKEN = Duration.ofDays(1);
    private static final int PAGE = 100;
    private static final String EVENT = "examples/events/defender-alert-high.json";
    private static final String USUAL_LAB = ":" + ServedReach.LAB_PORT;

    private ServedGreeting() {}

    /** How commands on this machine reach the service. */
    static ServiceAddress address(Service service, String token) {
        return new ServiceAddress(URI.create(service.address()), token);
    }

    static void print(
            Service service, StorePlace place, ServedReach reach, Store store, Console console)
            throws StoreException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("Tocsin serves " + service.contents() + " at " + service.address());
        lines.add("Store: " + place.name());
        service.warnings().forEach(warning -> lines.add("warning: " + warning));
        Lab lab = reach.lab();
        if (lab != null) {
            lines.add("The lab of " + lab.scenario() + " answers at " + lab.baseUrl());
            lines.addAll(trial(service, place, lab, store, console));
        }
        lines.add("Ctrl-C stops it.");
        lines.forEach(line -> console.out().println(TerminalText.of(line)));
        console.out().flush();
    }

    private static List<String> trial(
            Service service, StorePlace place, Lab lab, Store store, Console console)
            throws StoreException, InterruptedException {
        String lead = service.approver();
        if (lead == null) {
            return List.of();
        }
        Instant now = console.clock().now();
        String source = token(store, "lab-source", ingest(service), now);
        String person = token(store, lead, List.of("approver", "viewer"), now);
        String event = Files.exists(console.resolve(EVENT)) ? EVENT : "EVENT.json";
        String labOptions = lab.baseUrl().endsWith(USUAL_LAB) ? "" : port(lab);
        return List.of(
                "",
                "Send an alert:",
                "  curl -H 'Authorization: Bearer "
                        + source
                        + "' --json @"
                        + event
                        + " "
                        + service.address()
                        + "/v1/alerts/defender-endpoint",
                "Read the mail that asks, and open its link:",
                "  ./tocsin lab mail" + labOptions,
                "The page takes the token of " + lead + ":",
                "  " + person,
                "Look on:",
                "  ./tocsin runs list" + place.options(),
                "  ./tocsin lab state" + labOptions,
                "");
    }

    private static String port(Lab lab) {
        return " --port " + URI.create(lab.baseUrl()).getPort();
    }

    private static List<String> ingest(Service service) {
        List<String> words = new ArrayList<>();
        service.sources().forEach(source -> words.add("ingest:" + source));
        return words;
    }

    /** A new one for this start; those of earlier starts end. */
    private static String token(Store store, String name, List<String> grants, Instant now)
            throws StoreException, InterruptedException {
        return store.await(
                tx -> {
                    for (TokenRow row : TokenTable.list(tx, "", PAGE)) {
                        if (row.name().equals(name) && row.revokedAt() == null) {
                            Tokens.revoke(tx, row.id(), now, BY);
                        }
                    }
                    return Tokens.create(tx, name, Grants.of(grants), now, now.plus(LAB_TOKEN), BY)
                            .text();
                });
    }
}
