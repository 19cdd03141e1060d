package dev.tocsin.lab;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.Document;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the structure of a scenario does not tell: names given twice, names of nobody, times. */
final class ScenarioCheck {

    private static final int MAX_LISTED = 12;

    private final Document document;
    private final Directory directory;
    private final Scenario scenario;
    private final MapValue lower;
    private final Diagnostics diagnostics;

    /**
     * @param document fits the schema
     * @param lower the short form of what the scenario extends; empty where that is nothing
     */
    ScenarioCheck(Document document, Scenario scenario, MapValue lower, Diagnostics diagnostics) {
        this.document = document;
        this.scenario = scenario;
        this.lower = lower;
        this.directory = Directory.of(scenario.company(), scenario.domain());
        this.diagnostics = diagnostics;
    }

    void check() {
        MapNode root = (MapNode) document.root();
        duplicates(root, "people", "name", "person");
        duplicates(root, "people", "id", "person");
        sameAddress(root);
        duplicates(root, "devices", "name", "device");
        duplicates(root, "devices", "id", "device");
        for (MapNode person : entries(root, "people")) {
            person(person, "manager");
            if (person.get("outOfOffice") instanceof MapNode period) {
                moments(period, "from", "until");
            }
        }
        for (MapNode device : entries(root, "devices")) {
            person(device, "owner");
            moments(device, "lastSeen");
        }
        if (root.get("alerts") instanceof MapNode sources) {
            for (MapNode.Entry source : sources.entries()) {
                duplicates(sources, source.key().text(), "id", "alert");
                entries(sources, source.key().text()).forEach(this::mentions);
            }
        }
        if (root.get("hunting") instanceof MapNode tables) {
            for (MapNode.Entry table : tables.entries()) {
                entries(tables, table.key().text()).forEach(this::mentions);
            }
        }
        for (MapNode ticket : entries(root, "tickets")) {
            person(ticket, "caller");
            moments(ticket, "opened", "updated");
        }
        for (MapNode mail : entries(root, "mails")) {
            recipient(mail);
            moments(mail, "when");
        }
    }

    private void mentions(MapNode entry) {
        device(entry);
        person(entry, "user");
        moments(entry, "when");
    }

    private static List<MapNode> entries(MapNode parent, String key) {
        List<MapNode> entries = new ArrayList<>();
        if (parent.get(key) instanceof ListNode list) {
            for (Node item : list.items()) {
                if (item instanceof MapNode entry) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    private void duplicates(MapNode parent, String list, String key, String what) {
        Map<String, ScalarNode> seen = new HashMap<>();
        for (MapNode entry : entries(parent, list)) {
            if (entry.get(key) instanceof ScalarNode name) {
                report(seen.putIfAbsent(Directory.key(name.text()), name), name, what, key);
            }
        }
    }

    private void report(@Nullable ScalarNode first, ScalarNode second, String what, String key) {
        if (first != null) {
            diagnostics.report(
                    Code.DUPLICATE_NAME,
                    document.source(),
                    second.span(),
                    "a second " + what + " has the " + key + " `" + second.text() + "`",
                    Note.fact(
                            "the first one is on line "
                                    + document.source().lineAt(first.span().start())));
        }
    }

    /** Two names may come to one user principal name, and a name to that of somebody below. */
    private void sameAddress(MapNode root) {
        Map<String, String> owners = new HashMap<>();
        Fields.entries(lower, "people")
                .forEach(
                        entry ->
                                owners.put(
                                        upn(entry), Directory.key(Fields.text(entry, "name", ""))));
        for (MapNode entry : entries(root, "people")) {
            if (!(entry.get("name") instanceof ScalarNode name)) {
                continue;
            }
            Directory.Person person = directory.person(name.text());
            if (person == null) {
                continue;
            }
            String key = Directory.key(name.text());
            String owner = owners.putIfAbsent(Directory.key(person.upn()), key);
            if (owner != null && !owner.equals(key)) {
                Node given = entry.get("upn");
                diagnostics.report(
                        Code.DUPLICATE_NAME,
                        document.source(),
                        given == null ? name.span() : given.span(),
                        "a second person has the user principal name `" + person.upn() + "`",
                        Note.help("give one of them another `upn`"));
            }
        }
    }

    private String upn(MapValue entry) {
        return Directory.key(Directory.upn(entry, scenario.domain()));
    }

    private void person(MapNode entry, String key) {
        if (entry.get(key) instanceof ScalarNode name && directory.person(name.text()) == null) {
            List<String> names = new ArrayList<>();
            directory.people().forEach(person -> names.add(person.name()));
            unknown(name, "nobody here is called `" + name.text() + "`", "people", names);
        }
    }

    private void device(MapNode entry) {
        if (entry.get("device") instanceof ScalarNode name
                && directory.device(name.text()) == null) {
            List<String> names = new ArrayList<>();
            for (Directory.Device device : directory.devices()) {
                names.add(Fields.text(device.entry(), "name", ""));
            }
            unknown(name, "no device here is called `" + name.text() + "`", "devices", names);
        }
    }

    private void recipient(MapNode mail) {
        if (mail.get("to") instanceof ScalarNode to && to.text().indexOf('@') < 0) {
            person(mail, "to");
        }
    }

    private void unknown(ScalarNode name, String message, String what, List<String> known) {
        Note note = Suggestion.note(name.text(), known);
        if (note == null && isInContoso(name.text())) {
            note = Note.help("`extends: contoso` brings in the people and devices of contoso");
        }
        if (note == null) {
            note =
                    known.isEmpty()
                            ? Note.fact("the file has no `" + what + "`")
                            : Note.fact("the " + what + " are " + listed(known));
        }
        diagnostics.report(Code.UNKNOWN_REFERENCE, document.source(), name.span(), message, note);
    }

    private static boolean isInContoso(String name) {
        Scenario contoso = Scenario.contoso();
        Directory known = Directory.of(contoso.company(), contoso.domain());
        return known.person(name) != null || known.device(name) != null;
    }

    private static String listed(List<String> names) {
        List<String> few = names.subList(0, Math.min(names.size(), MAX_LISTED));
        return "`" + String.join("`, `", few) + "`" + (few.size() < names.size() ? ", …" : "");
    }

    /** A pattern cannot know how many days a month has. */
    private void moments(MapNode entry, String... keys) {
        for (String key : keys) {
            if (entry.get(key) instanceof ScalarNode moment && Moments.of(moment.text()) == null) {
                diagnostics.report(
                        Code.INVALID_VALUE,
                        document.source(),
                        moment.span(),
                        "there is no such time as `" + moment.text() + "`",
                        Note.help("write `20m ago`, `in 3d` or `2026-03-02T07:40:00Z`"));
            }
        }
    }
}
