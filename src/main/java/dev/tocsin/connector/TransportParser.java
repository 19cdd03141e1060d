package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/** Reads the keys of a connection that say how its lines are made. */
final class TransportParser {

    private static final int MOST_CONNECTIONS = 1000;

    private final MapReader reader;

    TransportParser(MapReader connection) {
        this.reader = connection;
    }

    /**
     * @param mail whether the connection leads to a mail server
     */
    Transport parse(boolean mail) {
        Node proxyNode = reader.node("proxy");
        Node countNode = reader.node("maxConnections");
        Transport.Tls tls = tls(reader.map("tls"));
        if (mail) {
            refuse("proxy", proxyNode);
            refuse("maxConnections", countNode);
            return new Transport(tls, null, Transport.USUAL_CONNECTIONS);
        }
        MapReader proxy = reader.map("proxy");
        return new Transport(tls, proxy == null ? null : proxy(proxy), connections(countNode));
    }

    private void refuse(String key, @Nullable Node node) {
        if (node != null) {
            reader.report(
                    node.span(), "`" + key + "` is for HTTP, and this leads to a mail server");
        }
    }

    private static Transport.@Nullable Tls tls(@Nullable MapReader tls) {
        if (tls == null) {
            return null;
        }
        ClientCertificate client =
                OAuth2Parser.certificate(tls, "certificate", "key", "keyPassword");
        Credential authorities = CredentialParser.pemIfGiven(tls, "ca");
        tls.finish();
        return new Transport.Tls(client, authorities);
    }

    private static Transport.@Nullable Proxy proxy(MapReader proxy) {
        ScalarNode node = proxy.requiredScalar("url");
        MapReader login = proxy.map("auth");
        Auth.Basic basic = login == null ? null : login(login);
        proxy.finish();
        URI url = node == null ? null : ConnectionParser.parseUrl(node.text());
        boolean bare = url != null && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
        if (url != null && bare && url.getScheme().equals("http") && url.getPort() > 0) {
            return new Transport.Proxy(url.getHost(), url.getPort(), basic);
        }
        if (node != null) {
            proxy.report(
                    node.span(),
                    "`" + node.text() + "` is not the address of a proxy",
                    Note.help("write it with its port: `http://proxy.contoso.com:3128`"));
        }
        return null;
    }

    private static Auth.@Nullable Basic login(MapReader login) {
        Credential user = CredentialParser.open(login, "user");
        Credential password = CredentialParser.secret(login, "password");
        login.finish();
        return user == null || password == null ? null : new Auth.Basic(user, password);
    }

    private int connections(@Nullable Node node) {
        if (node == null) {
            return Transport.USUAL_CONNECTIONS;
        }
        int count =
                node instanceof ScalarNode scalar
                        ? Digits.number(scalar.text(), MOST_CONNECTIONS)
                        : -1;
        if (count < 1) {
            reader.report(node.span(), "`maxConnections` is a number from 1 to 1000");
            return Transport.USUAL_CONNECTIONS;
        }
        return count;
    }

    /**
     * Reports what the rest of the connection contradicts.
     *
     * @param kind where the kind of authentication stands; null where that cannot be read
     * @param url where the URL stands
     */
    void check(
            Transport transport,
            Auth auth,
            @Nullable Node kind,
            @Nullable URI parsed,
            @Nullable ScalarNode url) {
        boolean shows =
                reader.node().get("tls") instanceof MapNode tls && tls.get("certificate") != null;
        if (auth instanceof Auth.MutualTls && !shows && kind != null) {
            reader.report(
                    kind.span(),
                    "`mtls` needs a certificate to show",
                    Note.help("name it in the connection: `tls: { certificate: file:NAME.pem }`"));
        }
        Node security =
                reader.node().get("smtp") instanceof MapNode smtp ? smtp.get("security") : null;
        if (transport.tls() != null
                && security instanceof ScalarNode word
                && word.text().equals(SmtpServer.Security.NONE.word())) {
            reader.report(
                    security.span(),
                    "`tls` says how TLS is done, and `security: none` does without",
                    Note.help("write `security: starttls`, or remove `tls`"));
        }
        boolean plain = parsed != null && "http".equals(parsed.getScheme());
        if (plain && url != null && transport.tls() != null) {
            reader.report(
                    url.span(),
                    "`tls` says how TLS is done, and `http:` does without",
                    Note.help("write `https:`, or remove `tls`"));
        } else if (plain && url != null && transport.proxy() != null) {
            reader.report(
                    url.span(),
                    "a proxy would see what is sent over `http:`",
                    Note.help("write `https:`, or remove `proxy`"));
        }
    }
}
