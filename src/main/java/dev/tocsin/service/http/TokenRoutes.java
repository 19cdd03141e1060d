package dev.tocsin.service.http;

import dev.tocsin.service.access.Grants;
import dev.tocsin.service.access.Permission;
import dev.tocsin.service.access.TokenText;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Giving and taking away access while the service holds its store. */
public final class TokenRoutes {

    private static final MapValue NEW_TOKEN =
            ApiSchema.of(
                    """
                    {"type": "object", "required": ["name", "grants"], "additionalProperties": false,
                     "properties": {
                       "name": {"type": "string", "minLength": 1, "maxLength": 200},
                       "grants": {"type": "array", "minItems": 1, "items": {"type": "string"},
                                  "description": "roles; `ingest:SOURCE` for a source of alerts"},
                       "expiresAt": {"type": ["string", "null"], "format": "date-time"}}}
                    """);
    private static final MapValue MADE =
            ApiSchema.of(
                    """
                    {"type": "object", "required": ["id", "token", "expiresAt"],
                     "additionalProperties": false,
                     "properties": {
                       "id": {"type": "string"},
                       "token": {"type": "string", "description": "shown this once"},
                       "expiresAt": {"type": ["string", "null"], "format": "date-time"}}}
                    """);

    private final Store store;
    private final InstantSource clock;

    public TokenRoutes(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/tokens")
                        .needs(Permission.ADMINISTER)
                        .summary("Makes a token, and shows it once")
                        .takes(NEW_TOKEN)
                        .answers(201, "It is committed", MADE)
                        .does(this::create),
                Route.delete("/v1/tokens/{id}")
                        .needs(Permission.ADMINISTER)
                        .summary("Takes a token back: the next request with it is refused")
                        .answers(204, "It is committed")
                        .answers(404, "No such token, or none that is good", Problem.MEDIA_TYPE)
                        .does(this::revoke));
    }

    private Response create(Request request)
            throws ProblemException, StoreException, InterruptedException {
        MapValue body = request.json() instanceof MapValue map ? map : MapValue.EMPTY;
        Grants grants = grants(body);
        Instant expires = expires(body);
        String name = String.valueOf(body.text("name"));
        Instant now = clock.instant();
        TokenText token =
                store.await(
                        tx ->
                                Tokens.create(
                                        tx,
                                        name,
                                        grants,
                                        now,
                                        expires,
                                        request.principal().name()));
        return Response.json(
                201,
                MapValue.builder()
                        .put("id", token.id())
                        .put("token", token.text())
                        .put(
                                "expiresAt",
                                expires == null
                                        ? NullValue.NULL
                                        : new StringValue(expires.toString()))
                        .build());
    }

    private static Grants grants(MapValue body) throws ProblemException {
        List<String> words = new ArrayList<>();
        if (body.get("grants") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof StringValue(String word)) {
                    words.add(word);
                }
            }
        }
        try {
            return Grants.of(words);
        } catch (IllegalArgumentException e) {
            throw invalid("#/grants", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Instant expires(MapValue body) throws ProblemException {
        String text = body.text("expiresAt");
        if (text == null) {
            return null;
        }
        try {
            Instant expires = Instant.parse(text);
            if (expires.isAfter(clock.instant())) {
                return expires;
            }
        } catch (DateTimeException _) {
            // Told below, as for a time that is past.
        }
        throw invalid("#/expiresAt", "a time to come is wanted, such as 2027-01-01T00:00:00Z");
    }

    private static ProblemException invalid(String pointer, String why) {
        return Problem.invalid(why, List.of(new Fault(pointer, why))).asException();
    }

    private Response revoke(Request request)
            throws ProblemException, StoreException, InterruptedException {
        String id = request.value("id");
        Instant now = clock.instant();
        String by = request.principal().name();
        if (!store.await(tx -> Tokens.revoke(tx, id, now, by))) {
            throw Problem.notFound("there is no token `" + id + "` that could be revoked")
                    .asException();
        }
        return Response.empty(204);
    }
}
