package dev.tocsin.lab;

import java.time.InstantSource;

/**
 * What every stand-in is built from.
 *
 * @param company whose services these are
 * @param tokens that the token endpoint gives out
 * @param baseUrl of the lab, without a slash at the end
 */
record Site(Company company, Tokens tokens, String baseUrl) {

    private static final String CLIENT_SECRET = "env:TOCSIN_LAB_CLIENT_SECRET";

    /** One that nobody can ask anything. */
    static Site unreached(Company company) {
        Tokens tokens = new Tokens(InstantSource.fixed(LabOptions.MORNING), Grants.ALL);
        return new Site(company, tokens, "http://127.0.0.1");
    }

    /** A service behind the login of Microsoft Entra. */
    Reach entra(String connection, String path, String scope) {
        Access access = company.access();
        return Reach.http(connection, baseUrl + path)
                .auth(
                        "oauth2ClientCredentials",
                        "tokenUrl",
                        baseUrl + "/login/" + access.tenantName() + "/oauth2/v2.0/token",
                        "clientId",
                        access.clientId(),
                        "clientSecret",
                        CLIENT_SECRET,
                        "scope",
                        scope)
                .credential(CLIENT_SECRET, access.clientSecret());
    }
}
