package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** How a connection says who it is. Holds references to credentials, never a credential. */
public sealed interface Auth {

    /** As written under {@code auth.kind}. */
    String kind();

    /** What has to be resolved before it can be used. */
    List<Credential> credentials();

    /** The one to look at when a service refuses it; null where there is none. */
    default @Nullable Credential suspect() {
        return credentials().isEmpty() ? null : credentials().getLast();
    }

    /** Carries {@code Authorization: Bearer} with a token that is fetched, kept and renewed. */
    sealed interface ByToken extends Auth permits OAuth2, ManagedIdentity {}

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

    /** The client certificate of the line ({@link Transport.Tls}) says it all. */
    record MutualTls() implements Auth {
        @Override
        public String kind() {
            return "mtls";
        }

        @Override
        public List<Credential> credentials() {
            return List.of();
        }
    }

    /** Each request is signed with a secret that both sides know. */
    record Hmac(Credential secret, Signature signature) implements Auth {
        @Override
        public String kind() {
            return "hmac";
        }

        @Override
        public List<Credential> credentials() {
            return List.of(secret);
        }
    }
}
