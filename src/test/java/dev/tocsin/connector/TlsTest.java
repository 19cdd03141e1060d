package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsExchange;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whom a connection believes, what it shows of itself, and that anybody else gets no credential.
 */
final class TlsTest {

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String OWN_AUTHORITY = "tls: { ca: file:ca.pem }";
    private static final String SHOWS_CERTIFICATE =
            "tls: { ca: file:ca.pem, certificate: file:client-rsa.pem }";

    @TempDir Path folder;

    @Test
    void certificateThatNobodyVouchesFor() throws Exception {
        refused("certificate-not-trusted", "service", "");
    }

    @Test
    void certificateOfAnotherHost() throws Exception {
        refused("certificate-of-another-host", "other-host", OWN_AUTHORITY);
    }

    @Test
    void certificateThatHasEnded() throws Exception {
        refused("certificate-expired", "expired", OWN_AUTHORITY);
    }

    @Test
    void certificateOfAnotherAuthority() throws Exception {
        refused("certificate-of-another-authority", "service", "tls: { ca: file:other-ca.pem }");
    }

    /**
     * `ca` replaces what the machine trusts: one that is taken over cannot vouch for the service.
     */
    @Test
    void authoritiesOfTheMachineDoNotCountBesideOwnOnes() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", TestKeys.certificates("ca").getFirst());
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        System.setProperty(TRUST, file.toString());
        System.setProperty(TRUST + "Password", "changeit");
        try (FakeService service = service("service", "TLSv1.3", false)) {
            assertTrue(get(service, "", "bearer").contains("\"body\":\"fine\""));
            String failure = get(service, "tls: { ca: file:other-ca.pem }", "bearer");
            assertTrue(failure.contains("vouches for its certificate"), failure);
            assertEquals(1, service.requests.size());
        } finally {
            System.clearProperty(TRUST);
            System.clearProperty(TRUST + "Password");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void certificateOfTheClientIsShown(String protocol) throws Exception {
        try (FakeService service = service("service", protocol, true)) {
            String answer = get(service, SHOWS_CERTIFICATE, "mtls");
            assertTrue(answer.contains("\"body\":\"fine to CN=tocsin\""), answer);
            assertEquals("", service.last().header("authorization"));
            get(service, SHOWS_CERTIFICATE, "bearer");
            assertEquals("Bearer k3y-canary", service.last().header("authorization"));
            String encrypted =
                    "tls: { ca: file:ca.pem, certificate: file:client-certificate-alone.pem, key:"
                            + " file:key-encrypted.pem, keyPassword: env:TOCSIN_KEY_PASSWORD }";
            assertTrue(get(service, encrypted, "mtls").contains("fine to CN=tocsin"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void certificateOfTheClientIsMissing(String protocol) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            SSLSocketFactory tls = TestKeys.service("service").getSocketFactory();
            Thread.ofVirtual().start(() -> refuseWhoShowsNothing(server, tls, protocol));
            try (Calling calling = calling(server.getLocalPort(), OWN_AUTHORITY, "bearer")) {
                Golden.check(
                        golden("client-certificate-missing"),
                        failure(calling, server.getLocalPort()));
            }
        }
    }

    /** The line stays open after the alert, or its end might overtake it. */
    private static void refuseWhoShowsNothing(
            ServerSocket server, SSLSocketFactory tls, String protocol) {
        try (Socket line = server.accept();
                SSLSocket socket = (SSLSocket) tls.createSocket(line, null, false)) {
            try {
                socket.setUseClientMode(false);
                socket.setEnabledProtocols(new String[] {protocol});
                socket.setNeedClientAuth(true);
                socket.startHandshake();
            } catch (SSLException _) {
                line.getInputStream().readAllBytes();
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    /** Its alert is lost on the way, as it often is: that it asked is known all the same. */
    @Test
    void certificateOfTheClientIsMissingAndTheLineIsCut() throws Exception {
        try (FakeService service = service("service", "TLSv1.3", true);
                Calling calling = calling(service.port(), OWN_AUTHORITY, "bearer")) {
            String failure = calling.outcome("http.get", "{\"path\":\"/x\"}");
            assertTrue(failure.contains("asked for a client certificate"), failure);
            assertEquals(0, service.requests.size());
        }
    }

    /** `tls` is for the service: what vouches for it and what it is shown is nobody else's. */
    @Test
    void tokenEndpointElsewhereIsAnotherMatter() throws Exception {
        try (FakeService service = service("service", "TLSv1.3", true);
                FakeService endpoint = tokens(true);
                FakeService open = tokens(false)) {
            String unknown = oauth(service, endpoint.url(), "");
            assertTrue(unknown.contains("vouches for its certificate"), unknown);
            String unshown = oauth(service, endpoint.url(), "tokenCa: file:ca.pem");
            assertTrue(unshown.contains("asked for a client certificate"), unshown);
            assertEquals(0, endpoint.requests.size());
            String answer = oauth(service, open.url(), "tokenCa: file:ca.pem");
            assertTrue(answer.contains("fine to CN=tocsin"), answer);
        }
    }

    /** At the service's own origin it is the service that gives tokens. */
    @Test
    void tokenEndpointAtTheServiceIsTheService() throws Exception {
        try (FakeService both = tokens(true)) {
            String answer = oauth(both, both.url().replace("127.0.0.1", "api.example"), "");
            assertTrue(answer.contains("CN=tocsin"), answer);
            assertEquals("Bearer t-1", both.last().header("authorization"));
        }
    }

    private static FakeService tokens(boolean asks) throws Exception {
        return FakeService.overTls(
                "service",
                "TLSv1.3",
                asks,
                exchange ->
                        FakeService.respond(
                                exchange,
                                200,
                                "application/json",
                                "{\"access_token\":\"t-1\",\"who\":\""
                                        + (asks
                                                ? ((HttpsExchange) exchange)
                                                        .getSSLSession()
                                                        .getPeerPrincipal()
                                                : "")
                                        + "\"}"));
    }

    private static String oauth(FakeService service, String tokens, String more) throws Exception {
        String auth =
                "oauth2ClientCredentials, clientId: id, clientSecret: env:TOCSIN_KEY, tokenUrl: \""
                        + tokens
                        + "/token\""
                        + (more.isEmpty() ? "" : ", " + more);
        return get(service, SHOWS_CERTIFICATE, auth);
    }

    /** A server that knows nothing newer than TLS 1.1, which answers with its version. */
    @Test
    void oldTlsIsNotSpoken() throws Exception {
        byte[] serverHello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 1];
        byte[] head = {22, 3, 2, 0, (byte) (serverHello.length - 5), 2, 0, 0, 38, 3, 2};
        System.arraycopy(head, 0, serverHello, 0, head.length);
        serverHello[5 + 4 + 2 + 32 + 1] = (byte) 0xc0;
        serverHello[5 + 4 + 2 + 32 + 2] = 0x2f;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var socket = server.accept()) {
                                    socket.getInputStream().read(new byte[1024]);
                                    socket.getOutputStream().write(serverHello);
                                    socket.getInputStream().readAllBytes();
                                } catch (IOException _) {
                                    // The client has gone.
                                }
                            });
            try (Calling calling = calling(server.getLocalPort(), "", "bearer")) {
                Golden.check(golden("tls-too-old"), failure(calling, server.getLocalPort()));
            }
        }
    }

    private void refused(String name, String keys, String tls) throws Exception {
        try (FakeService service = service(keys, "TLSv1.3", false);
                Calling calling = calling(service.port(), tls, "bearer")) {
            Golden.check(golden(name), failure(calling, service.port()));
            assertEquals(0, service.requests.size());
        }
    }

    private static FakeService service(String keys, String protocol, boolean asks)
            throws Exception {
        return FakeService.overTls(
                keys,
                protocol,
                asks,
                exchange ->
                        FakeService.respond(
                                exchange,
                                200,
                                "text/plain",
                                "fine"
                                        + (asks
                                                ? " to "
                                                        + ((HttpsExchange) exchange)
                                                                .getSSLSession()
                                                                .getPeerPrincipal()
                                                : "")));
    }

    private static String get(FakeService service, String tls, String auth) throws Exception {
        try (Calling calling = calling(service.port(), tls, auth)) {
            return calling.outcome("http.get", "{\"path\":\"/x\"}");
        }
    }

    private static String failure(Calling calling, int port) {
        return calling.failure("http.send", "{'path':'/x','method':'POST'}")
                .replace(":" + port, ":PORT");
    }

    private static Calling calling(int port, String tls, String auth) throws Exception {
        return new Calling(
                connections(port, tls, auth),
                credentials(),
                null,
                _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});
    }

    private static String connections(int port, String tls, String auth) {
        return "connections:\n  http:\n    url: https://api.example:"
                + port
                + "\n    allowAddresses: [127.0.0.1]\n"
                + (tls.isEmpty() ? "" : "    " + tls + "\n")
                + "    auth: { kind: "
                + auth
                + (auth.equals("bearer") ? ", token: env:TOCSIN_KEY" : "")
                + " }\n";
    }

    private static Map<String, String> credentials() throws Exception {
        Map<String, String> credentials = new HashMap<>();
        credentials.put("env:TOCSIN_KEY", "k3y-canary");
        credentials.put("env:TOCSIN_KEY_PASSWORD", "k3y-passw0rd-canary");
        for (String name :
                new String[] {
                    "ca", "other-ca", "client-rsa", "client-certificate-alone", "key-encrypted"
                }) {
            credentials.put("file:" + name + ".pem", TestKeys.pem(name));
        }
        return credentials;
    }

    private static Path golden(String name) {
        return Path.of("src/test/resources/golden/connector/" + name + ".txt");
    }
}
