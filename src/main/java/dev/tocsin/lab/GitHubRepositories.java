package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The repositories that the token can see, their labels, and the people of the company. */
final class GitHubRepositories {

    private final Company company;
    private final MapValue section;
    private final String baseUrl;

    /** By full name, {@code contoso/alerts}. */
    private final Table repositories;

    GitHubRepositories(Company company, MapValue section, String baseUrl) {
        this.company = company;
        this.section = section;
        this.baseUrl = baseUrl;
        this.repositories = Section.table(section, "repositories", "name");
    }

    /** The full name of the repository that a path or its id names. */
    String readable(String name) {
        MapValue row = repositories.find("name", name);
        if (row == null) {
            throw GitHubErrors.refuse(404, "Not Found");
        }
        if (row.get("issues") == BoolValue.FALSE) {
            throw GitHubErrors.refuse(410, "Issues are disabled for this repo");
        }
        return Company.text(row, "name");
    }

    /** The same for what changes something. */
    String writable(String name) {
        String found = readable(name);
        MapValue row = repositories.get(found);
        if (row != null && row.get("archived") == BoolValue.TRUE) {
            throw GitHubErrors.refuse(403, "Repository was archived so is read-only.");
        }
        return found;
    }

    String named(String id) {
        for (MapValue row : repositories.rows()) {
            if (row.get("id") instanceof IntValue(long number)
                    && Long.toString(number).equals(id)) {
                return Company.text(row, "name");
            }
        }
        throw GitHubErrors.refuse(404, "Not Found");
    }

    String idOf(String name) {
        MapValue row = repositories.get(name);
        return row != null && row.get("id") instanceof IntValue(long number)
                ? Long.toString(number)
                : "0";
    }

    List<MapValue> startingIssues() {
        return Section.rows(section, "issues");
    }

    /** Labels as issues show them; one that the repository has not yet is made. */
    ListValue labels(String repository, List<String> names) {
        MapValue row = repositories.get(repository);
        Set<String> known = new LinkedHashSet<>(texts(row == null ? null : row.get("labels")));
        List<Value> labels = new ArrayList<>();
        for (String name : names) {
            String kept = name;
            for (String one : known) {
                kept = one.equalsIgnoreCase(name) ? one : kept;
            }
            known.add(kept);
            labels.add(label(repository, kept));
        }
        if (row != null) {
            List<Value> all = new ArrayList<>();
            known.forEach(name -> all.add(new StringValue(name)));
            repositories.set(row, "labels", new ListValue(all));
        }
        return new ListValue(labels);
    }

    private MapValue label(String repository, String name) {
        return MapValue.builder()
                .put("url", baseUrl + "/repos/" + repository + "/labels/" + name)
                .put("name", name)
                .put("color", "ededed")
                .put("default", false)
                .put("description", NullValue.NULL)
                .build();
    }

    MapValue self() {
        MapValue self = Section.map(section, "self");
        return user(Company.text(self, "login"), self.get("id"), "Bot");
    }

    /** The account of somebody in the company, or null. */
    @Nullable MapValue person(String login) {
        long number = 0;
        for (MapValue user : company.users().rows()) {
            number++;
            String mail = Company.text(user, "mail");
            String known = mail.substring(0, mail.indexOf('@')).replace('.', '-');
            if (known.equals(login.toLowerCase(Locale.ROOT))) {
                return user(known, IntValue.of(1000 + number), "User");
            }
        }
        return null;
    }

    private MapValue user(String login, @Nullable Value id, String type) {
        return MapValue.builder()
                .put("login", login)
                .put("id", id == null ? IntValue.of(0) : id)
                .put("url", baseUrl + "/users/" + login)
                .put("html_url", "https://github.com/" + login)
                .put("type", type)
                .put("site_admin", false)
                .build();
    }

    static List<String> texts(@Nullable Value list) {
        List<String> texts = new ArrayList<>();
        if (list instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                switch (item) {
                    case StringValue(String text) -> texts.add(text);
                    case MapValue map -> texts.add(Company.text(map, "name"));
                    default -> texts.add("");
                }
            }
        }
        return texts;
    }
}
