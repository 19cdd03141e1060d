package dev.tocsin.cli;

import dev.tocsin.service.access.Grants;
import dev.tocsin.service.access.Role;
import dev.tocsin.service.access.TokenText;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.TokenTable;
import dev.tocsin.store.TokenTable.TokenRow;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code tocsin token}. */
final class TokenCommand implements Command {

    private static final List<String> VERBS = List.of("create", "list", "revoke");

    /** Rows read at a time. */
    private static final int PAGE = 500;

    @Override
    public String name() {
        return "token";
    }

    @Override
    public String summary() {
        return "Give and take away access to the service";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin token create NAME --role ROLE... [--source SOURCE...] [OPTION...]
               tocsin token list
               tocsin token revoke ID

        Gives a person or a system access to the service. `create` prints the token alone,
        once: only its hash is kept. NAME is the mail address of a person, to whom questions
        are addressed, or says which system it is.

        Roles: `viewer` looks on; `operator` starts runs and helps those that need
        attention; `approver` answers questions; `admin` does all of this and gives tokens;
        `ingest` hands in alerts of the named sources, and does nothing else.

        Options:
          --role ROLE         create: what it may do; may be repeated
          --source SOURCE     create: whose alerts an `ingest` token may hand in; may be repeated
          --expires LENGTH    create: how long it is good, such as 90d; else until revoked
        """
                + StorePlace.HELP
                + StoreKeys.HELP
                + """
                  --lab               the store of runs against the lab
                """
                + ReportOptions.HELP
                + """
                  -h, --help          show this text

                Works on the store itself; while a service runs on it, through that service.

                Examples:
                  tocsin token create ann@contoso.com --role operator --role approver
                  tocsin token create defender-feed --role ingest --source defender-endpoint \\
                    --expires 90d | secret-tool store --label defender-feed
                  tocsin token revoke 3f9c2a71b604
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        StorePlace.addTo(options);
        ReportOptions.addTo(options);
        options.addOption(Arguments.flag("lab"));
        options.addOption(Arguments.repeatable("role"));
        options.addOption(Arguments.repeatable("source"));
        options.addOption(Arguments.valued("expires"));
        StoreKeys.addTo(options);
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        List<String> words = arguments.operands();
        String verb = Verbs.of(this, words, VERBS);
        StorePlace place = StorePlace.of(arguments, console);
        ReportOptions report = ReportOptions.from(arguments, console);
        return switch (verb) {
            case "create" -> {
                String name = Verbs.one(this, words, "the name of who gets it");
                yield create(name, place, arguments, report, console);
            }
            case "revoke" -> {
                String id = Verbs.one(this, words, "the id of a token");
                yield revoke(id, place, arguments, console);
            }
            default -> {
                Verbs.none(this, words);
                yield list(place, arguments, report, console);
            }
        };
    }

    private int create(
            String name,
            StorePlace place,
            Arguments arguments,
            ReportOptions report,
            Console console)
            throws CommandFault, InterruptedException {
        Grants grants = grants(arguments);
        Duration good = LengthOption.length(arguments, "expires");
        Instant expires = good == null ? null : console.clock().now().plus(good);
        Made made = make(name, grants, expires, place, arguments, console);
        report.write(
                switch (report.format()) {
                    case TEXT -> made.token() + "\n";
                    case JSON ->
                            JsonOutput.of(
                                            MapValue.builder()
                                                    .put("id", made.id())
                                                    .put("token", made.token())
                                                    .put("expiresAt", Fields.orNull(expires))
                                                    .build())
                                    + "\n";
                },
                console);
        console.err()
                .println(
                        "this is shown once; `tocsin token revoke "
                                + made.id()
                                + place.options()
                                + "` takes it back");
        return ExitCode.FINE;
    }

    /** A token that was made. */
    private record Made(String id, String token) {}

    private static Made make(
            String name,
            Grants grants,
            @Nullable Instant expires,
            StorePlace place,
            Arguments arguments,
            Console console)
            throws CommandFault, InterruptedException {
        ServiceAddress service = ServiceAddress.of(place);
        if (service != null) {
            MapValue wanted =
                    MapValue.builder()
                            .put("name", name)
                            .put("grants", Fields.list(List.of(grants.text().split(","))))
                            .put("expiresAt", Fields.orNull(expires))
                            .build();
            try (ServiceClient client = new ServiceClient(service)) {
                return client.post("/v1/tokens", wanted) instanceof MapValue made
                        ? new Made(Fields.word(made, "id"), Fields.word(made, "token"))
                        : new Made("", "");
            }
        }
        Instant now = console.clock().now();
        try (Store store = StoreAccess.open(place, arguments, console)) {
            TokenText token =
                    store.await(
                            tx -> Tokens.create(tx, name, grants, now, expires, console.user()));
            return new Made(token.id(), token.text());
        } catch (StoreException e) {
            throw StoreAccess.fault(e);
        }
    }

    private Grants grants(Arguments arguments) throws CommandFault {
        List<String> words = new ArrayList<>();
        List<String> sources = arguments.values("source");
        for (String role : arguments.values("role")) {
            if (role.equals(Role.INGEST.word())) {
                sources.forEach(source -> words.add(role + ":" + source));
            }
            if (!role.equals(Role.INGEST.word()) || sources.isEmpty()) {
                words.add(role);
            }
        }
        if (!sources.isEmpty() && !arguments.values("role").contains(Role.INGEST.word())) {
            throw CommandFault.usage(
                    "`--source` goes with `--role ingest`", Arguments.seeHelp(this));
        }
        try {
            return Grants.of(words);
        } catch (IllegalArgumentException e) {
            throw CommandFault.usage(String.valueOf(e.getMessage()), Arguments.seeHelp(this));
        }
    }

    private static int revoke(String id, StorePlace place, Arguments arguments, Console console)
            throws CommandFault, InterruptedException {
        ServiceAddress service = ServiceAddress.of(place);
        if (service != null) {
            try (ServiceClient client = new ServiceClient(service)) {
                client.delete("/v1/tokens/" + ServiceClient.encode(id));
            }
            console.err().println("`" + id + "` is not let in any more");
            return ExitCode.FINE;
        }
        Instant now = console.clock().now();
        boolean revoked =
                StoreAccess.changing(
                        place,
                        arguments,
                        console,
                        store -> store.await(tx -> Tokens.revoke(tx, id, now, console.user())));
        if (!revoked) {
            throw CommandFault.refused(
                    "there is no token `" + id + "` that could be revoked",
                    "`tocsin token list` lists them");
        }
        console.err().println("`" + id + "` is not let in any more");
        return ExitCode.FINE;
    }

    private static int list(
            StorePlace place, Arguments arguments, ReportOptions report, Console console)
            throws CommandFault, InterruptedException {
        List<TokenRow> tokens = StoreAccess.looking(place, arguments, console, TokenCommand::all);
        report.write(
                switch (report.format()) {
                    case TEXT -> text(tokens, console.clock().now());
                    case JSON -> JsonOutput.of(json(tokens)) + "\n";
                },
                console);
        return ExitCode.FINE;
    }

    private static List<TokenRow> all(Store store) throws StoreException {
        List<TokenRow> all = new ArrayList<>();
        List<TokenRow> page;
        do {
            String after = all.isEmpty() ? "" : all.getLast().id();
            page = store.read(reader -> TokenTable.list(reader, after, PAGE));
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    private static String text(List<TokenRow> tokens, Instant now) {
        TextTable table =
                new TextTable("TOKEN", "NAME", "MAY", "CREATED", "LAST USED", "GOOD UNTIL");
        for (TokenRow row : tokens) {
            table.add(
                    row.id(),
                    row.name(),
                    row.roles(),
                    Moment.of(row.createdAt()),
                    Moment.of(row.lastUsedAt(), "never"),
                    until(row, now));
        }
        return table.isEmpty() ? "no tokens\n" : table.text();
    }

    private static String until(TokenRow row, Instant now) {
        Instant revoked = row.revokedAt();
        Instant expires = row.expiresAt();
        if (revoked != null) {
            return "revoked " + Moment.of(revoked);
        }
        return expires == null
                ? "no end"
                : (expires.isAfter(now) ? "" : "expired ") + Moment.of(expires);
    }

    private static MapValue json(List<TokenRow> tokens) {
        List<Value> all = new ArrayList<>();
        for (TokenRow row : tokens) {
            all.add(
                    MapValue.builder()
                            .put("id", row.id())
                            .put("name", row.name())
                            .put("roles", row.roles())
                            .put("createdAt", row.createdAt().toString())
                            .put("expiresAt", Fields.orNull(row.expiresAt()))
                            .put("revokedAt", Fields.orNull(row.revokedAt()))
                            .put("lastUsedAt", Fields.orNull(row.lastUsedAt()))
                            .build());
        }
        return MapValue.of("tokens", new ListValue(all));
    }
}
