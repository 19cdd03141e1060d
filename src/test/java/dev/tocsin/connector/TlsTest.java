package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that nobody vouches for, or that is somebody else's, gets no credential. */
final class TlsTest {

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path folder;

    @Test
    void certificateThatNobodyVouchesFor() throws Exception {
        refused("certificate-not-trusted");
    }

    @Test
    void certificateOfAnotherHost() throws Exception {
        keyStore();
        System.setProperty(TRUST, folder.resolve("keys.p12").toString());
        System.setProperty(TRUST + "Password", "changeit");
        try {
            refused("certificate-of-another-host");
        } finally {
            System.clearProperty(TRUST);
            System.clearProperty(TRUST + "Password");
        }
    }

    private void refused(String name) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = server(requests);
        try (Calling calling =
                new Calling(
                        "connections:\n  http:\n    url: https://api.example:"
                                + server.getAddress().getPort()
                                + "\n    allowAddresses: [127.0.0.1]\n"
                                + "    auth: { kind: bearer, token: env:TOCSIN_KEY }\n",
                        Map.of("env:TOCSIN_KEY", "k3y-canary"),
                        null,
                        _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")})) {
            Golden.check(
                    Path.of("src/test/resources/golden/connector/" + name + ".txt"),
                    calling.failure("http.send", "{'path':'/x','method':'POST'}")
                            .replace(":" + server.getAddress().getPort(), ":PORT"));
            assertEquals(0, requests.get());
        } finally {
            server.stop(0);
        }
    }

    private HttpsServer server(AtomicInteger requests) throws Exception {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    /** One self-signed certificate for {@code other.example}, made by the JDK's own tool. */
    private KeyStore keyStore() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("keys.p12");
        if (!Files.exists(file)) {
            int exit =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "keytool")
                                            .toString(),
                                    "-genkeypair",
                                    "-alias",
                                    "other",
                                    "-keyalg",
                                    "EC",
                                    "-dname",
                                    "CN=other.example",
                                    "-ext",
                                    "san=dns:other.example",
                                    "-storetype",
                                    "PKCS12",
                                    "-storepass",
                                    "changeit",
                                    "-keystore",
                                    file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            assertEquals(0, exit);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
