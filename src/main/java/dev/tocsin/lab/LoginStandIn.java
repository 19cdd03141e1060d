package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The token endpoint of Microsoft Entra: client credentials with a secret, v2.0 only.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow">client
 *     credentials</a>
 * @see <a
 *     href="https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes">AADSTS
 *     codes</a>
 */
final class LoginStandIn implements StandIn {

    private final Company company;
    private final Tokens tokens;
    private final Routes routes = new Routes();

    LoginStandIn(Site site) {
        this.company = site.company();
        this.tokens = site.tokens();
        routes.on("POST", "/{tenant}/oauth2/v2.0/token", this::token);
    }

    @Override
    public String service() {
        return "login";
    }

    @Override
    public String prefix() {
        return "/login";
    }

    @Override
    public @Nullable Answer answer(Request request) {
        return routes.answer(request);
    }

    @Override
    public Answer failure(int status) {
        return status == 401
                ? wrongSecret()
                : error(
                        status,
                        "temporarily_unavailable",
                        90033,
                        "A transient error has occurred." + " Please try again.");
    }

    private Answer token(Request request) {
        Access access = company.access();
        if (!request.id().equals(access.tenant()) && !request.id().equals(access.tenantName())) {
            return error(
                    400,
                    "invalid_request",
                    90002,
                    "Tenant '"
                            + request.id()
                            + "' not found. Check to make sure you have the"
                            + " correct tenant ID.");
        }
        Map<String, String> form = Queries.parse(request.text());
        for (String field : new String[] {"grant_type", "client_id", "scope"}) {
            if (!form.containsKey(field)) {
                return error(
                        400,
                        "invalid_request",
                        900144,
                        "The request body must contain the following parameter: '" + field + "'.");
            }
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(
                    400,
                    "unsupported_grant_type",
                    70003,
                    "The app requested an unsupported grant type '"
                            + form.get("grant_type")
                            + "'.");
        }
        if (!access.clientId().equals(form.get("client_id"))) {
            return error(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with identifier '"
                            + form.get("client_id")
                            + "' was not found in the directory '"
                            + company.title()
                            + "'.");
        }
        if (!access.clientSecret().equals(form.get("client_secret"))) {
            return wrongSecret();
        }
        Audience audience = Audience.ofScope(form.get("scope"));
        if (audience == null) {
            return error(
                    400,
                    "invalid_scope",
                    70011,
                    "The provided request must include a 'scope' input parameter. The provided"
                            + " value for the input parameter 'scope' is not valid. The scope "
                            + form.get("scope")
                            + " is not valid.");
        }
        return Answer.json(
                200,
                MapValue.builder()
                        .put("token_type", "Bearer")
                        .put("expires_in", Tokens.LIFE.toSeconds())
                        .put("ext_expires_in", Tokens.LIFE.toSeconds())
                        .put("access_token", tokens.issue(audience))
                        .build());
    }

    private Answer wrongSecret() {
        return error(
                401,
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is"
                        + " the client secret value, not the client secret ID, for a secret added"
                        + " to app '"
                        + company.access().clientId()
                        + "'.");
    }

    private Answer error(int status, String error, long code, String text) {
        String trace = company.nextCorrelation();
        String correlation = company.nextCorrelation();
        String time = company.now().replace('T', ' ');
        return Answer.json(
                status,
                MapValue.builder()
                        .put("error", error)
                        .put(
                                "error_description",
                                "AADSTS"
                                        + code
                                        + ": "
                                        + text
                                        + " Trace ID: "
                                        + trace
                                        + " Correlation ID: "
                                        + correlation
                                        + " Timestamp: "
                                        + time)
                        .put("error_codes", ListValue.of(IntValue.of(code)))
                        .put("timestamp", time)
                        .put("trace_id", trace)
                        .put("correlation_id", correlation)
                        .build());
    }
}
