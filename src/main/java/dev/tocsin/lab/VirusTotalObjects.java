package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** What is known of files, addresses, domains and URLs; looked up by any of their ids. */
final class VirusTotalObjects {

    private static final Map<String, String> PATHS =
            Map.of(
                    "file",
                    "files",
                    "ip_address",
                    "ip_addresses",
                    "domain",
                    "domains",
                    "url",
                    "urls");

    private final Company company;
    private final String baseUrl;

    /** By kind and id; a URL by its text. */
    private final Table objects = new Table("key");

    VirusTotalObjects(Company company, MapValue section, String baseUrl) {
        this.company = company;
        this.baseUrl = baseUrl;
        for (MapValue row : Section.rows(section, "objects")) {
            add(
                    Company.text(row, "type"),
                    Company.text(row, "id"),
                    stats(row),
                    Section.map(row, "attributes"));
        }
    }

    void addTo(Routes routes) {
        routes.on("GET", "/files/{id}", this::file)
                .on("GET", "/ip_addresses/{id}", r -> found("ip_address", address(r.id())))
                .on("GET", "/domains/{id}", r -> found("domain", domain(r.id())))
                .on("GET", "/urls/{id}", this::url);
    }

    boolean knows(String type, String id) {
        return objects.get(key(type, id)) != null;
    }

    /** Remembers something that was analysed. */
    void add(String type, String id, MapValue stats, MapValue attributes) {
        MapValue.Builder all = MapValue.builder();
        attributes.entries().forEach(all::put);
        all.put("last_analysis_stats", stats)
                .put("last_analysis_results", results(stats))
                .put("last_analysis_date", company.instant().getEpochSecond())
                .put("reputation", malicious(stats) > 0 ? -malicious(stats) : 0)
                .put(
                        "total_votes",
                        MapValue.builder()
                                .put("harmless", 0)
                                .put("malicious", malicious(stats) > 0 ? 1 : 0)
                                .build());
        objects.put(
                MapValue.builder()
                        .put("key", key(type, id))
                        .put("type", type)
                        .put("id", type.equals("url") ? sha256(id) : id)
                        .put("attributes", all.build())
                        .build());
    }

    /** What the last analysis found; nothing where the object is new. */
    MapValue statsOf(String type, String id) {
        MapValue row = objects.get(key(type, id));
        return row != null
                        && row.get("attributes") instanceof MapValue attributes
                        && attributes.get("last_analysis_stats") instanceof MapValue stats
                ? stats
                : stats(MapValue.builder().put("undetected", 60).put("harmless", 10).build());
    }

    static MapValue stats(MapValue row) {
        MapValue.Builder stats = MapValue.builder();
        for (String kind :
                new String[] {"malicious", "suspicious", "undetected", "harmless", "timeout"}) {
            stats.put(kind, row.get(kind) instanceof IntValue count ? count : IntValue.of(0));
        }
        return stats.build();
    }

    /** One engine of each opinion, to look at. */
    static MapValue results(MapValue stats) {
        MapValue.Builder results = MapValue.builder();
        stats.entries()
                .forEach(
                        (category, count) -> {
                            if (!IntValue.of(0).equals(count)) {
                                String engine = "Example " + category;
                                results.put(engine, result(engine, category));
                            }
                        });
        return results.build();
    }

    private static MapValue result(String engine, String category) {
        return MapValue.builder()
                .put("category", category)
                .put("engine_name", engine)
                .put("method", "blacklist")
                .put(
                        "result",
                        category.equals("malicious") ? new StringValue("malware") : NullValue.NULL)
                .build();
    }

    private static long malicious(MapValue stats) {
        return stats.get("malicious") instanceof IntValue(long count) ? count : 0;
    }

    private Answer file(Request request) {
        String hash = request.id().toLowerCase(Locale.ROOT);
        for (MapValue row : objects.rows()) {
            if ("file".equals(row.text("type"))
                    && row.get("attributes") instanceof MapValue attributes
                    && (hash.equals(attributes.text("sha256"))
                            || hash.equals(attributes.text("sha1"))
                            || hash.equals(attributes.text("md5")))) {
                return Answer.json(200, data(row));
            }
        }
        throw VirusTotalStandIn.refuse(
                404, "NotFoundError", "File \"" + request.id() + "\" not found");
    }

    /** Its SHA-256, or its text in base64url without padding. */
    private Answer url(Request request) {
        for (MapValue row : objects.rows()) {
            if ("url".equals(row.text("type"))) {
                String url = Company.text(row, "key").substring("url:".length());
                String encoded =
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(url.getBytes(StandardCharsets.UTF_8));
                if (request.id().equals(encoded) || request.id().equals(row.text("id"))) {
                    return Answer.json(200, data(row));
                }
            }
        }
        throw VirusTotalStandIn.refuse(
                404, "NotFoundError", "URL \"" + request.id() + "\" not found");
    }

    private Answer found(String type, String id) {
        MapValue row = objects.get(key(type, id));
        if (row == null) {
            String name = type.equals("domain") ? "Domain" : "IP address";
            throw VirusTotalStandIn.refuse(
                    404, "NotFoundError", name + " \"" + id + "\" not found");
        }
        return Answer.json(200, data(row));
    }

    private MapValue data(MapValue row) {
        String type = Company.text(row, "type");
        String id = Company.text(row, "id");
        Value attributes = row.get("attributes");
        return MapValue.of(
                "data",
                MapValue.builder()
                        .put("id", id)
                        .put("type", type)
                        .put(
                                "links",
                                MapValue.of(
                                        "self",
                                        new StringValue(
                                                baseUrl + "/" + PATHS.get(type) + "/" + id)))
                        .put("attributes", attributes == null ? MapValue.EMPTY : attributes)
                        .build());
    }

    private static String address(String text) {
        boolean right = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            right &= Character.digit(text.charAt(i), 16) >= 0 || ".:".indexOf(text.charAt(i)) >= 0;
        }
        if (!right || text.indexOf('.') < 0 && text.indexOf(':') < 0) {
            throw VirusTotalStandIn.refuse(
                    400, "InvalidArgumentError", "\"" + text + "\" is not a valid IP address");
        }
        return text;
    }

    private static String domain(String text) {
        if (text.indexOf('.') < 0 || text.indexOf('/') >= 0 || text.indexOf(' ') >= 0) {
            throw VirusTotalStandIn.refuse(
                    400, "InvalidArgumentError", "\"" + text + "\" is not a valid domain pattern");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String key(String type, String id) {
        return type + ":" + id;
    }

    static String sha256(String text) {
        return digest("SHA-256", text.getBytes(StandardCharsets.UTF_8));
    }

    static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
