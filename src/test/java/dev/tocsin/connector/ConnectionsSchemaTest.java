package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The schema from which editors complete says the same as the parser that reads the file. */
final class ConnectionsSchemaTest {

    /** Each key there is, and each kind of authentication. */
    private static final String EVERYTHING =
            """
            connections:
              everything:
                connector: http
                url: https://api.contoso.com
                allowAddresses: [10.1.2.3, "fd00::/8"]
                timeout: 30s
                maxConnections: 4
                limits: [{ requests: 10, per: 1m }]
                settings: { any: 1 }
                proxy:
                  url: http://proxy.contoso.com:3128
                  auth: { user: tocsin, password: env:TOCSIN_PROXY_PASSWORD }
                tls:
                  ca: file:ca.pem
                  certificate: file:tocsin.pem
                  key: file:tocsin.key
                  keyPassword: env:TOCSIN_KEY_PASSWORD
                auth: { kind: mtls }
              mail:
                smtp: { host: smtp.contoso.com, port: 587, security: starttls, from: soc@contoso.com }
                auth: { kind: basic, user: soc, password: "vault:kv/mail-password" }
              kv: { url: https://kv.contoso.com, auth: { kind: bearer, token: env:TOCSIN_TOKEN } }
              nobody: { url: https://api.contoso.com, auth: { kind: none } }
              header:
                url: https://api.contoso.com
                auth: { kind: apiKey, header: X-Key, prefix: "Token ", key: env:TOCSIN_KEY }
              query:
                url: https://api.contoso.com
                auth: { kind: apiKey, query: key, key: env:TOCSIN_KEY }
              secret:
                auth:
                  kind: oauth2ClientCredentials
                  tokenUrl: https://login.contoso.com/token
                  clientId: tocsin
                  clientSecret: env:TOCSIN_SECRET
                  clientAuthentication: basic
                  scope: all
                  audience: https://api.contoso.com
                  resource: https://api.contoso.com
                  tokenCa: file:token-ca.pem
              certificate:
                auth:
                  kind: oauth2ClientCredentials
                  tokenUrl: https://login.contoso.com/token
                  clientId: tocsin
                  clientCertificate: file:tocsin.pem
                  clientKey: file:tocsin.key
                  clientKeyPassword: env:TOCSIN_KEY_PASSWORD
                  signature: RS256
              password:
                auth:
                  kind: oauth2Password
                  tokenUrl: https://login.contoso.com/token
                  clientId: tocsin
                  clientSecret: env:TOCSIN_SECRET
                  user: tocsin
                  password: env:TOCSIN_PASSWORD
              refresh:
                auth:
                  kind: oauth2RefreshToken
                  tokenUrl: https://login.contoso.com/token
                  clientId: tocsin
                  clientSecret: env:TOCSIN_SECRET
                  refreshToken: env:TOCSIN_REFRESH_TOKEN
              identity: { auth: { kind: managedIdentity, clientId: a, resource: b } }
              identity-2: { auth: { kind: managedIdentity, objectId: a } }
              identity-3: { auth: { kind: managedIdentity, resourceId: a } }
              signed:
                url: https://api.contoso.com
                auth:
                  kind: hmac
                  secret: env:TOCSIN_SECRET
                  header: X-Signature
                  prefix: sha512=
                  algorithm: sha512
                  encoding: base64
                  timestampHeader: X-Timestamp
                  signed: ${method}${path}${target}${timestamp}${body}
              hook: { auth: { kind: urlSecret, url: env:TOCSIN_URL } }
            settings: { a-playbook: { input: 1 } }
            environments:
              test:
                connections: { everything: { url: https://test.contoso.com } }
                settings: { a-playbook: { input: 2 } }
            """;

    static List<String> rightFiles() throws IOException {
        List<String> files = new ArrayList<>();
        files.add(EVERYTHING);
        files.add(Files.readString(Path.of("examples/connections.yaml")));
        String manual = Files.readString(Path.of("docs/connectors.md"));
        String opening = "```yaml\nconnections:";
        for (int at = manual.indexOf(opening); at >= 0; at = manual.indexOf(opening, at + 1)) {
            int from = at + "```yaml\n".length();
            files.add(manual.substring(from, manual.indexOf("```", from)));
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("rightFiles")
    void whatIsRightIsRightForBoth(String text) {
        assertEquals(List.of(), found(text, true));
        assertEquals(List.of(), found(text, false));
    }

    /** What the parser refuses for its form, an editor underlines as well. */
    @Test
    void whatIsWrongIsWrongForBoth() {
        for (String wrong :
                List.of(
                        "tsl: { ca: file:ca.pem }",
                        "tls: { ca: ca.pem }",
                        "tls: { cert: file:c.pem }",
                        "proxy: http://proxy:3128",
                        "proxy: { url: \"https://proxy\" }",
                        "maxConnections: 0",
                        "auth: { kind: kerberos }",
                        "auth: { kind: bearer }",
                        "auth: { kind: bearer, token: secret }",
                        "auth: { kind: bearer, token: env:HOME }",
                        "auth: { kind: bearer, token: \"vault:token\" }",
                        "auth: { kind: hmac, secret: env:TOCSIN_A, header: X }",
                        "auth: { kind: hmac, secret: env:TOCSIN_A, header: X, signed: x,"
                                + " algorithm: md5 }",
                        "auth: { kind: oauth2Password, tokenUrl: \"https://x/t\", clientId: a,"
                                + " clientSecret: env:TOCSIN_A, user: u }",
                        "auth: { kind: oauth2ClientCredentials, tokenUrl: \"https://x/t\","
                                + " clientId: a, clientCertificate: file:a, signature: HS256 }")) {
            String text = "connections:\n  http:\n    url: https://x.example\n    " + wrong + "\n";
            assertFalse(found(text, true).isEmpty(), wrong);
            assertFalse(found(text, false).isEmpty(), wrong);
        }
    }

    /** A key that only the schema knew would be missing above. */
    @Test
    void schemaHasNoKeyOfItsOwnAndExplainsEach() throws Exception {
        Value schema = Json.parse(Files.readString(Path.of("schema/connections.schema.json")));
        Set<String> written = new TreeSet<>();
        collect(tree(EVERYTHING).root(), written);
        List<String> wrong = new ArrayList<>();
        for (String object :
                List.of(
                        "$defs/connection",
                        "$defs/connection/properties/smtp",
                        "$defs/connection/properties/tls",
                        "$defs/connection/properties/proxy",
                        "$defs/connection/properties/proxy/properties/auth",
                        "$defs/auth")) {
            MapValue properties = (MapValue) at(schema, object + "/properties");
            for (String key : properties.entries().keySet()) {
                if (!written.contains(key)) {
                    wrong.add(object + ": " + key + " is not known to the parser");
                }
                MapValue property = (MapValue) at(properties, key);
                if (property.get("description") == null && property.get("$ref") == null) {
                    wrong.add(object + ": " + key + " is not explained");
                }
            }
        }
        assertEquals(List.of(), wrong);
        List<String> kinds = new ArrayList<>();
        for (Value kind : ((ListValue) at(schema, "$defs/auth/properties/kind/enum")).items()) {
            kinds.add(kind instanceof StringValue(String word) ? word : "");
        }
        assertEquals(AuthParser.KINDS, kinds);
    }

    private static Value at(Value schema, String path) {
        Value found = schema;
        for (String key : path.split("/")) {
            found = Objects.requireNonNull(((MapValue) found).get(key), path);
        }
        return found;
    }

    private static void collect(Node node, Set<String> keys) {
        switch (node) {
            case MapNode map ->
                    map.entries()
                            .forEach(
                                    entry -> {
                                        keys.add(entry.key().text());
                                        collect(entry.value(), keys);
                                    });
            case ListNode list -> list.items().forEach(item -> collect(item, keys));
            case ScalarNode _ -> {}
        }
    }

    private static Document tree(String text) {
        return Objects.requireNonNull(
                DocumentParser.parse(SourceText.of("connections.yaml", text), new Diagnostics()));
    }

    private static List<String> found(String text, boolean bySchema) {
        Diagnostics diagnostics = new Diagnostics();
        if (bySchema) {
            DocumentSchema.of(FileKind.CONNECTIONS).check(tree(text), diagnostics);
        } else {
            Connections.parse(tree(text), null, diagnostics);
        }
        return diagnostics.sorted().stream()
                .map(one -> one.source().lineAt(one.span().start()) + ": " + one.message())
                .toList();
    }
}
