package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.ListenRefusedException;
import dev.tocsin.service.access.ServerCertificate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The service with a certificate of its own. */
final class TlsServiceTest {

    @TempDir Path folder;

    private static String pem(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/tls", name + ".pem"));
    }

    private static SSLContext own(String name) throws Exception {
        // The folder has the key behind the chain.
        return ServerCertificate.context(pem(name), pem(name), Instant.now());
    }

    private static SSLContext trusting(String authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem(authority).getBytes())));
        TrustManagerFactory trusted =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return context;
    }

    @Test
    void itShowsItsCertificate() throws Exception {
        try (Served served = Served.start(folder, new Encryption.Own(own("service")));
                HttpClient client = HttpClient.newBuilder().sslContext(trusting("ca")).build()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "https://localhost:"
                                                            + served.service.port()
                                                            + "/livez"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            assertTrue(answer.sslSession().orElseThrow().getProtocol().startsWith("TLSv1."));
            assertTrue(answer.headers().firstValue("Strict-Transport-Security").isPresent());
            assertThrows(
                    IOException.class,
                    () -> plain(served).write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThrows(IOException.class, () -> handshake(served, "TLSv1.1"));
            handshake(served, "TLSv1.2");
        }
    }

    private interface Writes {
        void write(String text) throws IOException;
    }

    /** What is not TLS gets no answer in the clear. */
    private static Writes plain(Served served) {
        return text -> {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), served.service.port())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(text.getBytes());
                String answer = new String(socket.getInputStream().readAllBytes());
                assertFalse(answer.contains("HTTP/1.1 200"), answer);
                throw new IOException("no answer");
            }
        };
    }

    private static void handshake(Served served, String protocol) throws Exception {
        try (SSLSocket socket =
                (SSLSocket)
                        trusting("ca")
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), served.service.port())) {
            socket.setSoTimeout(20_000);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
        }
    }

    @Test
    void whoeverNeverEndsTheHandshakeIsCut() throws Exception {
        try (Served served =
                Served.start(folder, Served.TIGHT, new Encryption.Own(own("service")))) {
            try (Socket socket = served.socket()) {
                socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 80, 1});
                assertEquals("", Served.rest(socket));
            }
        }
    }

    @Test
    void filesThatDoNotGoTogetherAreRefused() throws Exception {
        assertTrue(
                message("service", "client-rsa").contains("is not the key of"),
                message("service", "client-rsa"));
        assertTrue(message("service", "client-ec").contains("is not the key of"));
        assertTrue(message("service", "ca").contains("no private key"));
        assertTrue(message("service", "key-encrypted").contains("no private key"));
        assertTrue(message("client-key-alone", "service").contains("holds no certificate"));
        assertTrue(message("expired", "expired").contains("the certificate expired at"));
    }

    private static String message(String certificate, String key) throws Exception {
        String chain = pem(certificate);
        String secret = pem(key);
        return assertThrows(
                        ListenRefusedException.class,
                        () -> ServerCertificate.context(chain, secret, Instant.now()))
                .getMessage();
    }
}
