package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/** How a connection authenticates. */
public sealed interface Auth {

    /** As written under {@code auth.kind}. */
    String kind();

    /** What has to be resolved before it can be used. */
    List<Credential> credentials();

    record None() implements Auth {
        @Override
        public String kind() {
            return "none";
        }

        @Override
        public List<Credential> credentials() {
            return List.of();
        }
    }

    /**
     * A key in a header or in the query.
     *
     * @param header the header's name, or null where the key goes into the query
     * @param query the parameter's name, or null where the key goes into a header
     * @param prefix what stands before the key in the header: {@code Token } (with its blank)
     */
    record ApiKey(@Nullable String header, @Nullable String query, String prefix, Credential key)
            implements Auth {
        @Override
        public String kind() {
            return "apiKey";
        }

        @Override
        public List<Credential> credentials() {
            return List.of(key);
        }
    }

    /** RFC 7617, in UTF-8; also the login of a mail server. */
    record Basic(Credential user, Credential password) implements Auth {
        @Override
        public String kind() {
            return "basic";
        }

        @Override
        public List<Credential> credentials() {
            return List.of(user, password);
        }
    }

    /** A token that somebody else renews. */
    record Bearer(Credential token) implements Auth {
        @Override
        public String kind() {
            return "bearer";
        }

        @Override
        public List<Credential> credentials() {
            return List.of(token);
        }
    }

    /** RFC 6749 section 4.4, with the client's secret in the form. */
    record OAuth2ClientCredentials(
            URI tokenUrl, Credential clientId, Credential clientSecret, @Nullable String scope)
            implements Auth {
        @Override
        public String kind() {
            return "oauth2ClientCredentials";
        }

        @Override
        public List<Credential> credentials() {
            return List.of(clientId, clientSecret);
        }
    }

    /** The whole URL is the secret, as with incoming webhooks. */
    record UrlSecret(Credential url) implements Auth {
        @Override
        public String kind() {
            return "urlSecret";
        }

        @Override
        public List<Credential> credentials() {
            return List.of(url);
        }
    }
}
