package dev.tocsin.connector.openapi;

import dev.tocsin.connector.HeaderNames;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a service takes as credentials: {@code auth}, {@code connection} and {@code permissions}.
 */
final class SecurityWriter {

    private final Description description;
    private final Map<String, SecurityScheme> schemes = new LinkedHashMap<>();

    SecurityWriter(Description description) {
        this.description = description;
        List<SecurityScheme> all = description.dialect().securitySchemes();
        // What the whole description asks for is the usual way; the others follow.
        for (Part requirement : description.root().parts("security")) {
            for (String name : names(requirement)) {
                all.stream()
                        .filter(scheme -> scheme.name().equals(name))
                        .forEach(scheme -> schemes.putIfAbsent(name, scheme));
            }
        }
        all.forEach(scheme -> schemes.putIfAbsent(scheme.name(), scheme));
    }

    private static List<String> names(Part requirement) {
        List<String> names = new ArrayList<>();
        requirement.node().entries().forEach(entry -> names.add(entry.key().text()));
        return names;
    }

    /** Adds {@code auth} and {@code connection} to the head of the file. */
    void write(Yaml.Fields head, Remarks remarks) {
        Set<String> kinds = new LinkedHashSet<>();
        SecurityScheme key = null;
        if (schemes.isEmpty()) {
            remarks.review("the description does not say what proves who is asking: add `auth`");
        }
        for (SecurityScheme scheme : schemes.values()) {
            String kind = kind(scheme);
            if (kind == null) {
                remarks.leftOut(
                        "the credentials `"
                                + Prose.inComment(scheme.name())
                                + "`, which no connection has");
                continue;
            }
            kinds.add(kind);
            if (kind.equals("apiKey") && key == null) {
                key = scheme;
            } else if (kind.equals("apiKey")) {
                remarks.leftOut("the second API key `" + Prose.inComment(scheme.parameter()) + "`");
            }
            String named = "`" + Prose.inComment(scheme.name()) + "`";
            if (scheme.kind() == SecurityScheme.Kind.PERSON_TOKEN) {
                remarks.review(named + " asks a person to log in; a connection needs a token");
            } else if (scheme.kind() == SecurityScheme.Kind.ENTRA) {
                remarks.review(
                        named
                                + " asks a person to log in; a connection is an application of its"
                                + " own");
            }
        }
        for (Part requirement : description.root().parts("security")) {
            if (names(requirement).size() > 1) {
                remarks.review(
                        "the service asks for several credentials at once; a connection has one");
            }
        }
        if (!kinds.isEmpty()) {
            head.put("auth", Yaml.texts(kinds));
        }
        Yaml.Fields place = key == null ? null : place(key);
        if (place != null) {
            head.put("connection", new Yaml.Fields().put("apiKey", place));
        }
    }

    private static @Nullable String kind(SecurityScheme scheme) {
        return switch (scheme.kind()) {
            case HEADER_KEY, COOKIE_KEY -> place(scheme) == null ? null : "apiKey";
            case QUERY_KEY -> scheme.parameter().isEmpty() ? null : "apiKey";
            case BASIC -> "basic";
            case BEARER, PERSON_TOKEN -> "bearer";
            case CLIENT_CREDENTIALS, ENTRA -> "oauth2ClientCredentials";
            case OTHER -> null;
        };
    }

    private static Yaml.@Nullable Fields place(SecurityScheme scheme) {
        String name = scheme.parameter();
        boolean usable = HeaderNames.canHoldKey(name);
        return switch (scheme.kind()) {
            case HEADER_KEY -> usable ? new Yaml.Fields().put("header", name) : null;
            case COOKIE_KEY ->
                    HeaderNames.isName(name)
                            ? new Yaml.Fields().put("header", "Cookie").put("prefix", name + "=")
                            : null;
            default -> null;
        };
    }

    /** The scopes of OAuth2 that an operation asks for, in the order of the description. */
    List<String> permissions(Outline outline) {
        Part owner = outline.operation().has("security") ? outline.operation() : description.root();
        Set<String> scopes = new LinkedHashSet<>();
        for (Part requirement : owner.parts("security")) {
            for (String name : names(requirement)) {
                for (String scope : requirement.texts(name)) {
                    String clean = Prose.cut(Prose.clean(scope), 120);
                    if (!clean.isEmpty()) {
                        scopes.add(clean);
                    }
                }
            }
        }
        return List.copyOf(scopes);
    }

    /**
     * The lines for {@code connections.yaml}, which a person fills in. A connector of a project
     * names no host, so that a file from elsewhere cannot say where credentials go.
     *
     * @param connector its name
     */
    List<String> connection(String connector) {
        List<String> servers = description.dialect().servers();
        List<String> lines = new ArrayList<>();
        lines.add("connections:");
        lines.add("  " + connector + ":");
        lines.add("    url: " + url(servers.isEmpty() ? "" : servers.getFirst()));
        SecurityScheme usual = null;
        for (SecurityScheme scheme : schemes.values()) {
            usual = usual == null && kind(scheme) != null ? scheme : usual;
        }
        if (usual != null) {
            String variable = "env:TOCSIN_" + connector.toUpperCase(Locale.ROOT).replace('-', '_');
            lines.add("    auth:");
            auth(usual, variable, lines);
        }
        return lines;
    }

    private static void auth(SecurityScheme scheme, String variable, List<String> lines) {
        lines.add("      kind: " + kind(scheme));
        switch (scheme.kind()) {
            case HEADER_KEY, COOKIE_KEY -> lines.add("      key: " + variable + "_KEY");
            case QUERY_KEY -> {
                lines.add("      query: " + Prose.inComment(scheme.parameter()));
                lines.add("      key: " + variable + "_KEY");
            }
            case BASIC -> {
                lines.add("      user: tocsin");
                lines.add("      password: " + variable + "_PASSWORD");
            }
            case BEARER, PERSON_TOKEN -> lines.add("      token: " + variable + "_TOKEN");
            case CLIENT_CREDENTIALS, ENTRA -> {
                String token = scheme.tokenUrl();
                lines.add("      tokenUrl: " + url(token == null ? "" : token));
                lines.add("      clientId: 00000000-0000-0000-0000-000000000000");
                lines.add("      clientSecret: " + variable + "_SECRET");
            }
            case OTHER -> throw new IllegalStateException("no connection has such credentials");
        }
    }

    /** An address in plain letters; the host as a place to fill in where there is none. */
    private static String url(String server) {
        String path = server.contains("://") ? "" : "https://SERVICE.example.com";
        StringBuilder url = new StringBuilder(path);
        for (int i = 0; i < Math.min(server.length(), 200); i++) {
            char c = server.charAt(i);
            boolean plain = c > ' ' && c < 0x7F && "#\"'`$\\".indexOf(c) < 0;
            url.append(plain ? String.valueOf(c) : "");
        }
        return url.toString();
    }
}
