package dev.tocsin.connector.openapi;

import org.jspecify.annotations.Nullable;

/**
 * One way to prove who is asking.
 *
 * @param name as operations refer to it
 * @param parameter the header, query parameter or cookie of an API key; else empty
 * @param tokenUrl where OAuth2 gives tokens; null where that is not said
 */
record SecurityScheme(String name, Kind kind, String parameter, @Nullable String tokenUrl) {

    private static final String ENTRA_TOKENS =
            "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token";

    /** The kinds that a connection can have, and those that it cannot. */
    enum Kind {
        HEADER_KEY,
        QUERY_KEY,
        COOKIE_KEY,
        BASIC,
        BEARER,
        CLIENT_CREDENTIALS,
        /** Asks a person through Microsoft Entra, where an application may ask for itself. */
        ENTRA,
        /** OAuth2 that asks a person: a connection has no person, but may hold a token. */
        PERSON_TOKEN,
        OTHER
    }

    static SecurityScheme apiKey(String name, Part scheme) {
        Kind kind =
                switch (scheme.text("in", "")) {
                    case "header" -> Kind.HEADER_KEY;
                    case "query" -> Kind.QUERY_KEY;
                    case "cookie" -> Kind.COOKIE_KEY;
                    default -> Kind.OTHER;
                };
        return new SecurityScheme(name, kind, scheme.text("name", ""), null);
    }

    /** OAuth2 without a person. */
    static SecurityScheme machine(String name, Part flow) {
        return new SecurityScheme(name, Kind.CLIENT_CREDENTIALS, "", flow.text("tokenUrl"));
    }

    /** OAuth2 that asks a person. */
    static SecurityScheme person(String name, Part flow) {
        String where = flow.text("authorizationUrl", "") + flow.text("tokenUrl", "");
        boolean entra =
                where.contains("://login.microsoftonline.com/")
                        || where.contains("://login.windows.net/");
        return entra
                ? new SecurityScheme(name, Kind.ENTRA, "", ENTRA_TOKENS)
                : new SecurityScheme(name, Kind.PERSON_TOKEN, "", null);
    }

    static SecurityScheme of(String name, Kind kind) {
        return new SecurityScheme(name, kind, "", null);
    }
}
