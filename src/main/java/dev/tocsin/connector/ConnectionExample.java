package dev.tocsin.connector;

import java.util.List;

/** Lines for {@code connections.yaml} that a person fills in. */
final class ConnectionExample {

    private ConnectionExample() {}

    /** For the first of the kinds of authentication that a service takes. */
    static String of(List<String> auth) {
        return "url: https://service.example.com\nauth:\n"
                + switch (auth.getFirst()) {
                    case "apiKey" -> "  kind: apiKey\n  key: env:TOCSIN_API_KEY\n";
                    case "basic" ->
                            "  kind: basic\n  user: tocsin\n  password: env:TOCSIN_PASSWORD\n";
                    case "bearer" -> "  kind: bearer\n  token: env:TOCSIN_TOKEN\n";
                    case "oauth2ClientCredentials" ->
                            "  kind: oauth2ClientCredentials\n"
                                    + "  tokenUrl: https://login.example.com/oauth2/token\n"
                                    + "  clientId: 00000000-0000-0000-0000-000000000000\n"
                                    + "  clientSecret: env:TOCSIN_CLIENT_SECRET\n";
                    case "oauth2Password" ->
                            "  kind: oauth2Password\n"
                                    + "  tokenUrl: https://service.example.com/oauth_token.do\n"
                                    + "  clientId: 00000000-0000-0000-0000-000000000000\n"
                                    + "  clientSecret: env:TOCSIN_CLIENT_SECRET\n"
                                    + "  user: tocsin\n"
                                    + "  password: env:TOCSIN_PASSWORD\n";
                    case "oauth2RefreshToken" ->
                            "  kind: oauth2RefreshToken\n"
                                    + "  tokenUrl: https://login.example.com/oauth/token\n"
                                    + "  clientId: 00000000-0000-0000-0000-000000000000\n"
                                    + "  clientSecret: env:TOCSIN_CLIENT_SECRET\n"
                                    + "  refreshToken: env:TOCSIN_REFRESH_TOKEN\n";
                    case "managedIdentity" ->
                            "  kind: managedIdentity\n"
                                    + "  resource: https://service.example.com\n";
                    case "mtls" -> "  kind: mtls\ntls:\n  certificate: file:client.pem\n";
                    case "hmac" ->
                            "  kind: hmac\n"
                                    + "  secret: env:TOCSIN_SIGNING_SECRET\n"
                                    + "  header: X-Signature\n"
                                    + "  signed: ${body}\n";
                    case "urlSecret" -> "  kind: urlSecret\n  url: env:TOCSIN_URL\n";
                    default -> "  kind: none\n";
                };
    }
}
