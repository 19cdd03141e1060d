package dev.tocsin.service.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.playbook.Access;
import dev.tocsin.service.http.Clock;
import dev.tocsin.store.Audit;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.store.TokenTable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tokens over a real store, sessions, and what is given to each. */
final class TokensTest {

    @TempDir Path folder;

    private final Clock clock = new Clock();
    private Store store;
    private Tokens tokens;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard());
        tokens = new Tokens(store, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private TokenText create(String name, Instant expiresAt, String... grants) throws Exception {
        return store.await(
                tx ->
                        Tokens.create(
                                tx,
                                name,
                                Grants.of(List.of(grants)),
                                clock.instant(),
                                expiresAt,
                                "diego@contoso.com"));
    }

    private boolean revoke(TokenText token) throws Exception {
        return store.await(
                tx -> Tokens.revoke(tx, token.id(), clock.instant(), "diego@contoso.com"));
    }

    private static String reason(Identified identified) {
        return assertInstanceOf(Identified.Refused.class, identified).reason();
    }

    /** Whoever is at the machine of the service may use its pages as well as its commands. */
    @Test
    void theOwnTokenOpensASession() throws Exception {
        Principal user =
                new Principal(
                        "root",
                        Principal.Via.COMMAND,
                        "this machine",
                        Set.of(Role.ADMIN),
                        Set.of());
        Tokens own = new Tokens(store, clock, Tokens.OwnToken.of("own-token", user));
        Sessions sessions = new Sessions(own, clock);
        String session = sessions.open(user);
        Identified found = sessions.identify(session);
        assertEquals("root", assertInstanceOf(Identified.Known.class, found).principal().name());
        // Without it, as after a restart, the id alone is nobody.
        Sessions later = new Sessions(new Tokens(store, clock), clock);
        assertInstanceOf(Identified.Refused.class, later.identify(later.open(user)));
    }

    @Test
    void aTokenIsKnownByItsSecretAndStoredByItsHash() throws Exception {
        TokenText token = create("adele@contoso.com", null, "operator", "approver");
        assertTrue(token.text().matches("tocsin_[0-9a-f]{12}_[A-Za-z0-9_-]{43}"), token.text());
        assertEquals("tocsin_" + token.id() + "_…", token.toString());
        Principal who =
                assertInstanceOf(Identified.Known.class, tokens.identify(token.text())).principal();
        assertEquals("adele@contoso.com", who.name());
        assertEquals(Set.of(Role.OPERATOR, Role.APPROVER), who.roles());
        assertEquals(Principal.Via.TOKEN, who.via());
        assertTrue(who.may(Permission.RUN) && who.may(Permission.APPROVE));
        assertFalse(who.may(Permission.ADMINISTER) || who.may(Permission.INGEST));
        close();
        for (Path file : Files.list(folder).toList()) {
            assertFalse(
                    Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains(token.secret()),
                    file + " holds the secret");
        }
        open();
    }

    @Test
    void whatIsNotThatTokenIsWrong() throws Exception {
        TokenText token = create("adele@contoso.com", null, "viewer");
        TokenText other = create("bart@contoso.com", null, "admin");
        for (String wrong :
                List.of(
                        "",
                        "tocsin_",
                        token.id(),
                        token.text().substring(1),
                        token.text() + "x",
                        token.text().substring(0, token.text().length() - 1),
                        token.text().toUpperCase(),
                        new TokenText(token.id(), other.secret()).text(),
                        new TokenText("000000000000", token.secret()).text(),
                        new TokenText(token.id(), "A".repeat(43)).text())) {
            assertEquals("wrong", reason(tokens.identify(wrong)), wrong);
        }
    }

    @Test
    void aTokenEndsWhenItSaysAndWhenItIsRevoked() throws Exception {
        TokenText token = create("adele@contoso.com", clock.instant().plusSeconds(60), "viewer");
        assertTrue(tokens.any());
        clock.go(Duration.ofSeconds(59));
        assertInstanceOf(Identified.Known.class, tokens.identify(token.text()));
        clock.go(Duration.ofSeconds(1));
        assertEquals("expired", reason(tokens.identify(token.text())));
        assertFalse(tokens.any());
        TokenText second = create("adele@contoso.com", null, "viewer");
        assertTrue(revoke(second));
        assertEquals("revoked", reason(tokens.identify(second.text())));
        assertFalse(revoke(second));
        assertEquals(
                "wrong",
                reason(tokens.identify(new TokenText(second.id(), "A".repeat(43)).text())));
    }

    @Test
    void makingAndRevokingAreInTheAuditLog() throws Exception {
        TokenText token = create("adele@contoso.com", null, "viewer");
        revoke(token);
        List<String> entries =
                store.read(reader -> Audit.list(reader, Long.MAX_VALUE, 10)).stream()
                        .map(row -> row.actor() + " " + row.action() + " " + row.object())
                        .toList();
        assertEquals(
                List.of(
                        "diego@contoso.com token.revoke " + token.id(),
                        "diego@contoso.com token.create " + token.id()),
                entries);
        assertInstanceOf(Audit.Verdict.Whole.class, store.read(Audit::verify));
    }

    @Test
    void useIsNotedOnceAMinute() throws Exception {
        TokenText token = create("adele@contoso.com", null, "viewer");
        Instant first = clock.instant();
        tokens.identify(token.text());
        clock.go(Duration.ofSeconds(30));
        tokens.identify(token.text());
        assertEquals(first, lastUse(token));
        clock.go(Duration.ofSeconds(31));
        tokens.identify(token.text());
        assertEquals(clock.instant(), lastUse(token));
    }

    private Instant lastUse(TokenText token) throws Exception {
        // Whatever was handed in before is committed before this is.
        store.await(tx -> true);
        return store.read(reader -> TokenTable.get(reader, token.id())).lastUsedAt();
    }

    @Test
    void aSourceHandsInItsOwnAlertsAlone() throws Exception {
        TokenText token = create("defender", null, "ingest:defender-endpoint", "ingest:sentinel");
        Principal who =
                assertInstanceOf(Identified.Known.class, tokens.identify(token.text())).principal();
        assertTrue(who.mayIngest("defender-endpoint") && who.mayIngest("sentinel"));
        assertFalse(who.mayIngest("graph"));
        assertFalse(who.may(Permission.VIEW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "root", "viewer:x", "ingest", "ingest:", "ingest:A B", "ingest:x admin"})
    void grantsThatMakeNoSenseAreRefused(String words) {
        List<String> list = words.isEmpty() ? List.of() : List.of(words.split(" (?=admin)"));
        assertThrows(IllegalArgumentException.class, () -> Grants.of(list));
    }

    @Test
    void aSessionEndsWithDisuseWithTimeAndWithItsToken() throws Exception {
        Sessions sessions = new Sessions(tokens, clock);
        TokenText token = create("adele@contoso.com", null, "approver");
        Principal who =
                assertInstanceOf(Identified.Known.class, tokens.identify(token.text())).principal();
        String idle = sessions.open(who);
        clock.go(Sessions.IDLE);
        assertEquals("expired", reason(sessions.identify(idle)));

        String used = sessions.open(who);
        Instant opened = clock.instant();
        while (clock.instant().isBefore(opened.plus(Sessions.ABSOLUTE).minusSeconds(1200))) {
            assertInstanceOf(Identified.Known.class, sessions.identify(used));
            clock.go(Duration.ofMinutes(20));
        }
        clock.go(Duration.ofMinutes(20));
        assertEquals("expired", reason(sessions.identify(used)));

        String last = sessions.open(who);
        Principal at =
                assertInstanceOf(Identified.Known.class, sessions.identify(last)).principal();
        assertEquals(Principal.Via.SESSION, at.via());
        assertNotEquals(last, at.credential());
        assertTrue(sessions.isFromOurPage(at, sessions.forgeryToken(at)));
        assertFalse(sessions.isFromOurPage(at, "") || sessions.isFromOurPage(at, null));
        assertFalse(sessions.isFromOurPage(who, sessions.forgeryToken(at)));
        revoke(token);
        assertEquals("revoked", reason(sessions.identify(last)));
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, view, '', true",
        "viewer, cancel, '', false",
        // A playbook takes away, and gives nothing.
        "viewer, cancel, viewer, false",
        "operator, cancel, admin, false",
        "operator, cancel, operator, true",
        "admin, cancel, operator, true",
        "viewer, view, approver, false",
        "approver, view, approver, true",
        "approver, approve, '', true",
        "operator, approve, operator, false",
        "ingest, view, '', false",
    })
    void aPlaybookNarrowsWhatARoleMayDo(String role, String verb, String named, boolean may) {
        Principal who =
                new Principal("x", Principal.Via.TOKEN, "1", Set.of(Role.of(role)), Set.of());
        Access access = new Access(named.isEmpty() ? Map.of() : Map.of(verb, List.of(named)));
        assertEquals(may, PlaybookRules.allow(who, verb, access));
    }
}
