package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Addresses of requests, put together so that data cannot choose host, method or path (S7). */
final class Urls {

    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Urls() {}

    /** Everything but unreserved characters as {@code %XX} of its UTF-8 (RFC 3986 section 2.1). */
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return out.toString();
    }

    /**
     * @param base of the connection
     * @param path below {@code base}, or an absolute URL
     * @throws ConnectorException of kind {@code invalid} if the target is not on the origin of
     *     {@code base}, or climbs with dot segments
     */
    static URI target(URI base, String path, List<HttpRequest.Pair> query, String connection)
            throws ConnectorException {
        boolean absolute = path.startsWith("https:") || path.startsWith("http:");
        URI url = absolute ? absolute(path) : below(base, path);
        if (url == null || url.getHost() == null || url.getRawUserInfo() != null) {
            throw refused(
                    "`" + ServiceMessage.printable(path) + "` is neither a path nor a web address");
        }
        if (!Origin.of(url).equals(Origin.of(base))) {
            throw refused(
                    "`"
                            + url.getHost()
                            + "` is not the host of connection `"
                            + connection
                            + "`, which points to `"
                            + base.getHost()
                            + "`; credentials go nowhere else");
        }
        if (climbs(String.valueOf(url.getRawPath()))) {
            throw refused("the path `" + url.getRawPath() + "` has a `.` or `..` in it");
        }
        for (HttpRequest.Pair pair : query) {
            url = withParameter(url, pair);
        }
        return url;
    }

    static URI withParameter(URI url, HttpRequest.Pair pair) {
        String text = url.toString();
        // `$filter` and its kin are written as they are in OData's own examples.
        String name = encode(pair.name()).replace("%24", "$");
        return URI.create(
                text + (url.getRawQuery() == null ? '?' : '&') + name + '=' + encode(pair.value()));
    }

    /** Where a redirect leads, or null where that is no web address. */
    static @Nullable URI redirect(URI from, String location) {
        try {
            URI next = from.resolve(new URI(location));
            boolean web = "https".equals(next.getScheme()) || "http".equals(next.getScheme());
            return web && next.getHost() != null && next.getRawUserInfo() == null ? next : null;
        } catch (URISyntaxException | IllegalArgumentException _) {
            return null;
        }
    }

    /** The URL that a credential holds, or null where it holds none. */
    static @Nullable URI secret(String text) {
        URI url = absolute(text);
        boolean web =
                url != null
                        && url.getHost() != null
                        && url.getRawUserInfo() == null
                        && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
        return web ? url : null;
    }

    /**
     * @throws ConnectorException of kind {@code invalid} if the header could add a line, or belongs
     *     to the connection
     */
    static void checkHeader(HttpRequest.Pair header) throws ConnectorException {
        if (!HeaderNames.isName(header.name()) || HeaderNames.isReserved(header.name())) {
            throw refused(
                    "a request may not set the header `"
                            + ServiceMessage.printable(header.name())
                            + "`");
        }
        if (!HeaderNames.isPlainValue(header.value())) {
            throw refused(
                    "the header `"
                            + header.name()
                            + "` would hold a line break, a control character or one beyond"
                            + " ASCII");
        }
    }

    private static @Nullable URI below(URI base, String path) {
        if (path.isEmpty()) {
            return base;
        }
        String root = base.toString();
        int query = root.indexOf('?');
        if (!path.startsWith("/") || query >= 0) {
            return null;
        }
        return absolute((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    }

    private static @Nullable URI absolute(String text) {
        try {
            URI url = new URI(text);
            return url.getRawFragment() == null ? url : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }

    // Some services decode `%2f` and `%5c` before they follow dots, some drop `;x` after them.
    private static boolean climbs(String path) {
        String plain =
                path.toLowerCase(Locale.ROOT)
                        .replace("%2e", ".")
                        .replace("%2f", "/")
                        .replace("%5c", "/");
        for (String segment : plain.split("/", -1)) {
            int end = segment.indexOf(';');
            String name = end < 0 ? segment : segment.substring(0, end);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static ConnectorException refused(String message) {
        return ConnectorException.of(ErrorKind.INVALID, message).nothingWasDone();
    }
}
