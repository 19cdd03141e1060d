package dev.tocsin.service.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.Credential;
import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.playbook.Channel;
import dev.tocsin.playbook.SenderProof;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.service.config.ServiceFile.Tls;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a service file means: each key as it is given, and each default as the manual has it. */
final class ServiceFileTest {

    private static final String LEAST =
            "service: contoso-soc\npublicUrl: https://tocsin.contoso.com/\n";

    private static ServiceFile read(String text) {
        Diagnostics diagnostics = new Diagnostics();
        ServiceFile file = parse(text, diagnostics);
        return Objects.requireNonNull(
                file, () -> new TextRenderer(Colour.OFF).render(diagnostics.sorted()));
    }

    private static @Nullable ServiceFile parse(String text, Diagnostics diagnostics) {
        return ServiceFileParser.parse(
                Objects.requireNonNull(
                        DocumentParser.parse(SourceText.of("service.yaml", text), diagnostics)),
                diagnostics);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        ServiceFile file = read(LEAST);
        assertEquals("contoso-soc", file.name());
        assertEquals("https://tocsin.contoso.com", file.publicUrl().toString());
        assertEquals("127.0.0.1", file.listen().address().getHostString());
        assertEquals(8420, file.listen().address().getPort());
        assertInstanceOf(Tls.None.class, file.listen().tls());
        assertNull(file.connections());
        assertNull(file.environment());
        assertEquals(
                new ServiceFile.StoreFile(
                        "tocsin.db", null, Duration.ofDays(90), Duration.ofDays(365)),
                file.store());
        assertEquals(Map.of(), file.sources());
        assertEquals(
                new Asking(
                        List.of(Channel.MAIL, Channel.PAGE),
                        null,
                        List.of(),
                        List.of(),
                        "mail",
                        "teams",
                        Duration.ofMinutes(5),
                        Duration.ofDays(7)),
                file.questions());
        assertEquals(Map.of(), file.people());
        assertEquals(
                new Containment(5, 20, List.of(), List.of(), List.of(), Duration.ofHours(1)),
                file.containment());
        assertEquals(new ServiceFile.RequestLimits(1 << 20, 600), file.limits());
        assertEquals(Profile.STANDARD, file.profile());
    }

    @Test
    void theExampleHasEveryKey() throws IOException {
        ServiceFile file = read(Files.readString(Path.of("examples/service.yaml")));
        Tls.Own tls = assertInstanceOf(Tls.Own.class, file.listen().tls());
        assertEquals("file:tls/key.pem", tls.key().reference());
        assertEquals(8443, file.listen().address().getPort());
        assertTrue(file.listen().address().isUnresolved(), "no name is looked up");
        assertEquals("prod", file.environment());
        Credential.Reference key = assertNotNull(file.store().key());
        assertEquals("env:TOCSIN_STORE_KEY", key.reference());
        assertNull(source(file, "defender-endpoint").proof());
        SenderProof.Hmac hmac =
                assertInstanceOf(SenderProof.Hmac.class, source(file, "graph").proof());
        assertEquals(2, hmac.secrets().size());
        assertInstanceOf(SenderProof.Token.class, source(file, "cloud-app-security").proof());
        assertEquals(SignalKind.ALERT, source(file, "own-siem").form());
        assertEquals(60, source(file, "own-siem").requestsPerMinute());
        assertEquals(600, source(file, "graph").requestsPerMinute());
        assertEquals(List.of(Channel.TEAMS, Channel.MAIL, Channel.PAGE), file.questions().via());
        assertEquals(List.of("approver", "operator"), file.people().get("soc-lead@contoso.com"));
        assertEquals("svc-*", file.containment().protectsUser("SVC-backup"));
    }

    private static ServiceFile.Source source(ServiceFile file, String name) {
        return Objects.requireNonNull(file.sources().get(name));
    }

    private static <T> T assertNotNull(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:0",
                "localhost:8080",
                "[::1]:8420",
                "127.9.9.9:65535",
            })
    void thisMachineNeedsNoEncryption(String listen) {
        assertEquals(
                listen.substring(listen.lastIndexOf(':') + 1),
                "" + read(LEAST + "listen: '" + listen + "'\n").listen().address().getPort());
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:8080, unencrypted-service",
        "'[::]:8080', unencrypted-service",
        "127.example.com:80, unencrypted-service",
        "'::1:8080', invalid-service-file",
        "':8080', invalid-service-file",
        "127.0.0.1:65536, invalid-service-file",
        "127.0.0.1:+80, invalid-service-file",
        "127.0.0.1, invalid-service-file",
    })
    void otherAddressesAreRefused(String listen, String code) {
        Diagnostics diagnostics = new Diagnostics();
        assertNull(parse(LEAST + "listen: '" + listen + "'\n", diagnostics));
        assertEquals(code, diagnostics.sorted().getFirst().code().id());
    }

    @Test
    void aNumberMayBeWrittenInAnyWay() {
        ServiceFile file = read(LEAST + "limits: { bodyBytes: 0x1000, requestsPerMinute: 1e2 }\n");
        assertEquals(new ServiceFile.RequestLimits(4096, 100), file.limits());
    }

    @Test
    void aProxyEncryptsForOthers() {
        ServiceFile file = read(LEAST + "listen: 10.0.3.7:8080\ntls: proxy\n");
        assertInstanceOf(Tls.Proxy.class, file.listen().tls());
    }

    @ParameterizedTest
    @CsvSource({
        "someone@contoso.com, true",
        "Someone@CONTOSO.com, true",
        "someone@mail.contoso.com, false",
        "someone@contoso.com.evil.example, false",
        "someone@evilcontoso.com, false",
        "contoso.com, false",
        "@contoso.com, false",
        "a@evil.example@contoso.com, false",
        "'a@evil.example,b@contoso.com', false",
        "'<a@evil.example> b@contoso.com', false",
        "'a,b@contoso.com', false",
        "'a b@contoso.com', false",
        "o''brien+soc@contoso.com, true",
        "'a@contoso.com ', false",
    })
    void onlyTheVeryDomainIsAllowed(String address, boolean allowed) {
        Asking asking = read(LEAST + "questions: { allowedDomains: [Contoso.com] }\n").questions();
        assertEquals(allowed, asking.allows(address));
    }

    @ParameterizedTest
    @CsvSource({
        "dc-*, DC-01, true",
        "dc-*, adc-01, false",
        "*-ca-??, contoso-ca-01, true",
        "*-ca-??, contoso-ca-1, false",
        "*, '', true",
        "'', x, false",
        "a*b*c, a-b-b-c, true",
        "a*b*c, a-c-b, false",
        "?, 'ab', false",
    })
    void patternsAreOfTheWholeName(String pattern, String name, boolean matches) {
        Containment containment =
                new Containment(5, 20, List.of(pattern), List.of(), List.of(), Duration.ofHours(1));
        assertEquals(matches, containment.protectsDevice(name) != null);
    }

    @Test
    void aHostilePatternTakesNoTime() {
        assertFalse(Containment.matches("*a".repeat(500) + "b", "a".repeat(5_000)));
    }

    @Test
    void aKeyThatStandsInTheFileIsNotShown() {
        Diagnostics diagnostics = new Diagnostics();
        String secret = "correct-horse-battery-staple";
        assertNull(parse(LEAST + "store: { key: " + secret + " }\n", diagnostics));
        String said = new TextRenderer(Colour.OFF).render(diagnostics.sorted());
        assertTrue(said.contains("credential-in-file"), said);
        assertFalse(said.contains(secret), said);
    }
}
