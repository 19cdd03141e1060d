package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who is in the workspace: everybody of the company, and the conversations with the bot. */
final class SlackPeople {

    private static final int MOST_USERS = 8;

    private final Company company;
    private final MapValue section;

    /** The id of a direct message by the people in it, sorted. */
    private final Map<List<String>, String> opened = new LinkedHashMap<>();

    SlackPeople(Company company, MapValue section) {
        this.company = company;
        this.section = section;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/users.lookupByEmail", this::lookup)
                .on("POST", "/conversations.open", this::open);
    }

    MapValue.Builder self() {
        return MapValue.builder()
                .put("url", Section.text(section, "team", "url"))
                .put("team", Section.text(section, "team", "name"))
                .put("user", Section.text(section, "bot", "name"))
                .put("team_id", Section.text(section, "team", "id"))
                .put("user_id", bot())
                .put("bot_id", Section.text(section, "bot", "id"))
                .put("is_enterprise_install", false);
    }

    String bot() {
        return Section.text(section, "bot", "user");
    }

    /** Whether a direct message has this id. */
    boolean hasOpened(String channel) {
        return opened.containsValue(channel);
    }

    /** The names of those in a direct message, for people. */
    String names(String channel) {
        List<String> names = new ArrayList<>();
        opened.forEach(
                (users, id) -> {
                    if (id.equals(channel)) {
                        users.forEach(user -> names.add(nameOf(user)));
                    }
                });
        return String.join(", ", names);
    }

    private Answer lookup(Request request) {
        SlackStandIn.checkNames(request.query(), Set.of("email"));
        String email = request.query().getOrDefault("email", "");
        int number = 0;
        for (MapValue user : company.users().rows()) {
            number++;
            if (email.equalsIgnoreCase(user.text("mail"))) {
                return SlackStandIn.ok(MapValue.builder().put("user", user(user, number)));
            }
        }
        return SlackStandIn.error("users_not_found");
    }

    private Answer open(Request request) {
        MapValue body =
                SlackStandIn.arguments(request, Set.of("users", "return_im", "prevent_creation"));
        String given = body.text("users");
        if (given == null || given.isBlank()) {
            throw SlackStandIn.refuse("users_list_not_supplied");
        }
        List<String> users = new ArrayList<>(List.of(given.split(",")));
        users.sort(null);
        for (String user : users) {
            if (nameOf(user).isEmpty()) {
                throw SlackStandIn.refuse("user_not_found");
            }
        }
        if (users.size() > MOST_USERS) {
            throw SlackStandIn.refuse("too_many_users");
        }
        boolean again = opened.containsKey(users);
        String id =
                opened.computeIfAbsent(
                        users,
                        _ ->
                                String.format(
                                        Locale.ROOT,
                                        "%s0C0NT0S%02d",
                                        users.size() == 1 ? "D" : "G",
                                        opened.size() + 1));
        MapValue.Builder out = MapValue.builder();
        if (again) {
            out.put("no_op", true).put("already_open", true);
        }
        return SlackStandIn.ok(out.put("channel", MapValue.of("id", new StringValue(id))));
    }

    private String nameOf(String id) {
        int number = 0;
        for (MapValue user : company.users().rows()) {
            number++;
            if (idOf(number).equals(id)) {
                return Company.text(user, "displayName");
            }
        }
        return "";
    }

    private static String idOf(int number) {
        return String.format(Locale.ROOT, "U0C0NT0S%02d", number);
    }

    private MapValue user(MapValue row, int number) {
        String mail = Company.text(row, "mail");
        return MapValue.builder()
                .put("id", idOf(number))
                .put("team_id", Section.text(section, "team", "id"))
                .put("name", mail.substring(0, mail.indexOf('@')))
                .put("deleted", false)
                .put("real_name", Company.text(row, "displayName"))
                .put("tz", "Europe/London")
                .put("tz_offset", 0)
                .put(
                        "profile",
                        MapValue.builder()
                                .put("title", Company.text(row, "jobTitle"))
                                .put("real_name", Company.text(row, "displayName"))
                                .put("display_name", "")
                                .put("email", mail)
                                .put("status_text", "")
                                .put("image_original", NullValue.NULL)
                                .build())
                .put("is_bot", BoolValue.FALSE)
                .put("is_restricted", BoolValue.FALSE)
                .build();
    }
}
