package dev.tocsin.service.config;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.service.config.ServiceFile.Listen;
import dev.tocsin.service.config.ServiceFile.Tls;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where the service listens, and under which URL others reach it. Looks no name up. */
record Addresses(Section file) {

    private static final int HIGHEST_PORT = 65_535;

    /** Null after a report. */
    @Nullable Listen listen(String usual, Tls tls) {
        ScalarNode node = file.scalar("listen");
        String text = node == null ? usual : node.text();
        int colon = text.lastIndexOf(':');
        int port = colon < 1 ? -1 : port(text.substring(colon + 1));
        String host = colon < 1 ? "" : unbracketed(text.substring(0, colon));
        if (port < 0 || host == null || host.isEmpty()) {
            file.report(
                    Code.INVALID_SERVICE_FILE,
                    span(node),
                    "`" + text + "` is no address with a port",
                    Note.help("write `127.0.0.1:8420`, `[::1]:8420` or `0.0.0.0:8443`"));
            return null;
        }
        if (tls instanceof Tls.None && !isLoopback(host)) {
            file.report(
                    Code.UNENCRYPTED_SERVICE,
                    span(node),
                    "other machines reach `" + text + "`, and nothing there is encrypted",
                    Note.fact("tokens, answers and alerts would go over the network in the clear"),
                    Note.help(
                            "give a certificate under `tls`, or write `tls: proxy` where a proxy in"
                                    + " front of the service encrypts"));
        }
        return new Listen(InetSocketAddress.createUnresolved(host, port), tls);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 0 && port <= HIGHEST_PORT && text.charAt(0) != '+' ? port : -1;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /** Null where brackets and colons do not go together. */
    private static @Nullable String unbracketed(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String inner = bracketed ? host.substring(1, host.length() - 1) : host;
        return bracketed == inner.contains(":") ? inner : null;
    }

    /** Null after a report. */
    @Nullable URI publicUrl() {
        ScalarNode node = file.scalar("publicUrl");
        if (node == null) {
            return null;
        }
        URI url = parsed(node.text());
        if (url == null) {
            file.report(
                    Code.INVALID_SERVICE_FILE,
                    node.span(),
                    "`" + node.text() + "` is no URL that people could open",
                    Note.help("write it in full, without a query: `https://tocsin.contoso.com`"));
            return null;
        }
        if (url.getScheme().equals("http") && !isLoopback(url.getHost())) {
            file.report(
                    Code.UNENCRYPTED_SERVICE,
                    node.span(),
                    "links to `" + node.text() + "` would carry answers in the clear",
                    Note.help("write `https:`; plain `http:` is for this machine alone"));
        }
        return url;
    }

    private static @Nullable URI parsed(String text) {
        String whole = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        try {
            URI url = new URI(whole);
            String scheme = url.getScheme();
            boolean web = "https".equals(scheme) || "http".equals(scheme);
            boolean plain =
                    url.getHost() != null
                            && url.getRawUserInfo() == null
                            && url.getRawFragment() == null
                            && url.getRawQuery() == null;
            return web && plain ? url : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || name.startsWith("127.") && isNumeric(name);
    }

    /** Else {@code 127.example.com} would count as this machine. */
    private static boolean isNumeric(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private Span span(@Nullable ScalarNode node) {
        return node == null ? file.map().span() : node.span();
    }
}
