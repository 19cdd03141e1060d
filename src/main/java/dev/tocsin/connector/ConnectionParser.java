package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Durations;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one connection, defined once and overridden by an environment key by key. */
final class ConnectionParser {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

    private final MapReader file;
    private final SourceText source;

    ConnectionParser(MapReader file, SourceText source) {
        this.file = file;
        this.source = source;
    }

    /**
     * @param definitions the entry under {@code connections}, then that of the environment, which
     *     replaces the keys it has
     */
    @Nullable Connection parse(List<MapNode.Entry> definitions) {
        ScalarNode key = definitions.getLast().key();
        Map<String, MapNode.Entry> merged = new LinkedHashMap<>();
        for (MapNode.Entry definition : definitions) {
            if (!(definition.value() instanceof MapNode map)) {
                file.report(
                        definition.value().span(),
                        "connection `" + key.text() + "` must be a mapping");
                return null;
            }
            for (MapNode.Entry entry : map.entries()) {
                merged.put(entry.key().text(), entry);
            }
        }
        MapNode map =
                new MapNode(new ArrayList<>(merged.values()), definitions.getLast().value().span());
        return read(key, file.below(map, key.span()));
    }

    private Connection read(ScalarNode key, MapReader reader) {
        ScalarNode urlNode = reader.scalar("url");
        List<AddressRange> allowed = allowed(reader);
        int before = reader.diagnostics().errorCount();
        MapReader authReader = reader.map("auth");
        Auth auth = AuthParser.parse(authReader, allowed);
        boolean readable = reader.diagnostics().errorCount() == before;
        URI url = urlNode == null ? null : url(reader, urlNode, allowed);
        SmtpServer smtp = smtp(reader.map("smtp"));
        TransportParser lines = new TransportParser(reader);
        Transport transport = lines.parse(reader.node("smtp") != null);
        Node kind = readable && authReader != null ? authReader.node().get("kind") : null;
        lines.check(transport, auth, kind, url, urlNode);
        MapReader settings = reader.map("settings");
        Connection connection =
                new Connection(
                        key.text(),
                        reader.text("connector", key.text()),
                        url,
                        auth,
                        readable ? authSpan(authReader, key) : null,
                        smtp,
                        allowed,
                        settings == null
                                ? MapValue.EMPTY
                                : (MapValue) NodeValues.of(settings.node()),
                        reader.node("limits") == null ? null : LimitsParser.parse(reader),
                        timeout(reader),
                        transport,
                        source,
                        key.span());
        reader.finish();
        return connection;
    }

    private static Span authSpan(@Nullable MapReader auth, ScalarNode key) {
        Node kind = auth == null ? null : auth.node().get("kind");
        return kind == null ? key.span() : kind.span();
    }

    /** An absolute http or https URL without login and fragment, or null after a report. */
    static @Nullable URI url(MapReader reader, ScalarNode node, List<AddressRange> allowed) {
        URI url = parseUrl(node.text());
        if (url == null) {
            reader.report(
                    node.span(),
                    "`" + node.text() + "` is not the URL of a service",
                    Note.help("write it in full: `https://host/path`"));
            return null;
        }
        checkScheme(url, reader, node, allowed);
        return url;
    }

    // Whether the host has one of the listed addresses is seen when it is connected to.
    private static void checkScheme(
            URI url, MapReader reader, ScalarNode node, List<AddressRange> allowed) {
        if (url.getScheme().equals("http") && allowed.isEmpty()) {
            reader.report(
                    node.span(),
                    "`http:` would send credentials in the clear",
                    Note.help(
                            "write `https:`; plain `http:` is for addresses listed under"
                                    + " `allowAddresses`"));
        }
    }

    /** The URL of a token endpoint, or null after a report. */
    static @Nullable URI tokenUrl(MapReader reader, ScalarNode node, List<AddressRange> allowed) {
        URI url = parseUrl(node.text());
        if (url == null) {
            reader.report(
                    node.span(),
                    "`" + node.text() + "` is not the URL of a token endpoint",
                    Note.help("write it in full: `https://host/path`"));
            return null;
        }
        checkScheme(url, reader, node, allowed);
        return url;
    }

    /** An absolute http or https URL without login, query and fragment, or null. */
    static @Nullable URI parseUrl(String text) {
        try {
            URI url = new URI(text);
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

    private static List<AddressRange> allowed(MapReader reader) {
        List<AddressRange> ranges = new ArrayList<>();
        for (ScalarNode node : reader.scalars("allowAddresses")) {
            AddressRange range = AddressRange.parse(node.text());
            if (range == null) {
                reader.report(
                        node.span(),
                        "`" + node.text() + "` is no address and no block of addresses",
                        Note.help("write an address such as `10.1.2.3` or a block: `10.1.0.0/16`"));
            } else {
                ranges.add(range);
            }
        }
        return ranges;
    }

    private static Duration timeout(MapReader reader) {
        ScalarNode node = reader.scalar("timeout");
        if (node == null) {
            return USUAL_TIMEOUT;
        }
        Duration timeout = Durations.parse(node.text());
        if (timeout == null || timeout.isZero() || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
            reader.report(
                    node.span(),
                    "`" + node.text() + "` is not a time from `1ms` to `10m`",
                    Note.help("write a number with `ms`, `s` or `m`: `30s`"));
            return USUAL_TIMEOUT;
        }
        return timeout;
    }

    private static @Nullable SmtpServer smtp(@Nullable MapReader reader) {
        if (reader == null) {
            return null;
        }
        ScalarNode host = reader.requiredScalar("host");
        ScalarNode from = reader.requiredScalar("from");
        SmtpServer.Security security = security(reader);
        int port = port(reader, security);
        reader.finish();
        return host == null || from == null
                ? null
                : new SmtpServer(host.text(), port, security, from.text());
    }

    private static SmtpServer.Security security(MapReader reader) {
        ScalarNode node = reader.scalar("security");
        if (node == null) {
            return SmtpServer.Security.STARTTLS;
        }
        for (SmtpServer.Security security : SmtpServer.Security.values()) {
            if (security.word().equals(node.text())) {
                return security;
            }
        }
        reader.report(
                node.span(),
                "unknown security `" + node.text() + "`",
                Note.fact("there are `starttls`, `tls` and `none`"));
        return SmtpServer.Security.STARTTLS;
    }

    private static int port(MapReader reader, SmtpServer.Security security) {
        int usual =
                switch (security) {
                    case STARTTLS -> 587;
                    case TLS -> 465;
                    case NONE -> 25;
                };
        Node node = reader.node("port");
        if (node == null) {
            return usual;
        }
        int port = node instanceof ScalarNode scalar ? Digits.number(scalar.text(), 65_535) : -1;
        if (port < 1) {
            Span span = node.span();
            reader.report(span, "a port is a number from 1 to 65535");
            return usual;
        }
        return port;
    }
}
