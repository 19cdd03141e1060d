package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Certificates and keys in the forms in which people have them, and what is said of the others. */
final class KeyFilesTest {

    private static final String PASSWORD = "k3y-passw0rd-canary";

    @Test
    void formsThatAreTaken() throws Exception {
        for (String keys :
                List.of(
                        "clientCertificate: file:client-rsa.pem",
                        "clientCertificate: file:client-ec.pem",
                        "clientCertificate: file:certificate-first.pem",
                        "clientCertificate: file:windows-line-ends.pem",
                        "clientCertificate: env:TOCSIN_PEM",
                        "clientCertificate: file:client-certificate-alone.pem\n"
                                + "clientKey: file:client-key-alone.pem",
                        "clientCertificate: file:client-certificate-alone.pem\n"
                                + "clientKey: file:key-encrypted.pem\n"
                                + "clientKeyPassword: env:TOCSIN_PASSWORD")) {
            String outcome = outcome(keys);
            assertTrue(outcome.startsWith("succeeded"), () -> keys + ": " + outcome);
        }
    }

    @Test
    void formsThatAreNot() throws Exception {
        Map<String, String> refused = new LinkedHashMap<>();
        String alone = "clientCertificate: file:client-certificate-alone.pem\nclientKey: ";
        refused.put("no key", "clientCertificate: file:client-certificate-alone.pem");
        refused.put("no certificate", "clientCertificate: file:client-key-alone.pem");
        refused.put("another key", alone + "file:client-ec.pem");
        refused.put("another's certificate first", "clientCertificate: file:wrong-order.pem");
        refused.put("old form", alone + "file:key-old-form.pem");
        refused.put("neither RSA nor EC", alone + "file:key-ed25519.pem");
        refused.put("no password", alone + "file:key-encrypted.pem");
        refused.put(
                "wrong password",
                alone + "file:key-encrypted.pem\nclientKeyPassword: env:TOCSIN_WRONG_PASSWORD");
        refused.put(
                "unknown encryption",
                alone + "file:key-encrypted-scrypt.pem\nclientKeyPassword: env:TOCSIN_PASSWORD");
        refused.put("cut off", "clientCertificate: file:cut-off.pem");
        refused.put("no PEM", "clientCertificate: file:text.pem");
        refused.put("broken certificate", "clientCertificate: file:broken-certificate.pem");
        refused.put("no such file", "clientCertificate: file:missing.pem");
        StringBuilder record = new StringBuilder();
        for (Map.Entry<String, String> one : refused.entrySet()) {
            record.append("== ").append(one.getKey()).append('\n');
            record.append(outcome(one.getValue())).append('\n');
        }
        assertFalse(record.toString().contains("canary"), record.toString());
        Golden.check(
                Path.of("src/test/resources/golden/connector/key-files.txt"), record.toString());
    }

    private static String outcome(String keys) throws Exception {
        try (FakeService service =
                        new FakeService(
                                exchange ->
                                        FakeService.respond(
                                                exchange,
                                                200,
                                                "application/json",
                                                "{\"access_token\":\"t-1\",\"id\":\"x\"}"));
                Calling calling =
                        new Calling(
                                "connections:\n  graph:\n    url: "
                                        + service.url()
                                        + "\n    allowAddresses: [127.0.0.1]\n    auth:\n"
                                        + "      kind: oauth2ClientCredentials\n      tokenUrl: "
                                        + service.url()
                                        + "/token\n      clientId: id\n"
                                        + keys.indent(6),
                                credentials())) {
            String outcome = calling.failure("graph.getUser", "{'user':'ana'}");
            assertEquals(outcome.startsWith("succeeded") ? 2 : 0, service.requests.size());
            return outcome;
        }
    }

    private static Map<String, String> credentials() throws Exception {
        Map<String, String> credentials = new HashMap<>();
        for (String name :
                new String[] {
                    "client-rsa",
                    "client-ec",
                    "client-certificate-alone",
                    "client-key-alone",
                    "key-encrypted",
                    "key-encrypted-scrypt",
                    "key-old-form",
                    "key-ed25519"
                }) {
            credentials.put("file:" + name + ".pem", TestKeys.pem(name));
        }
        String rsa = TestKeys.pem("client-rsa");
        int certificate = rsa.indexOf("-----BEGIN CERTIFICATE");
        String key = rsa.substring(0, certificate);
        String chain = rsa.substring(certificate);
        credentials.put("file:certificate-first.pem", "Bag Attributes\n" + chain + key);
        credentials.put("file:windows-line-ends.pem", rsa.replace("\n", "\r\n"));
        credentials.put("env:TOCSIN_PEM", rsa);
        credentials.put("file:wrong-order.pem", key + TestKeys.pem("ca") + chain);
        credentials.put("file:cut-off.pem", rsa.substring(0, rsa.length() - 60));
        credentials.put("file:text.pem", "MIIE-canary");
        credentials.put(
                "file:broken-certificate.pem",
                key + "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n");
        credentials.put("env:TOCSIN_PASSWORD", PASSWORD);
        credentials.put("env:TOCSIN_WRONG_PASSWORD", "wr0ng-canary");
        return credentials;
    }
}
