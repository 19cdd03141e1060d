package dev.tocsin.check;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a text that has the shape of a credential. The shapes are those that the services
 * publish for secret scanning, so that little else has them.
 *
 * @param what it looks like, as in {@code a GitHub token}
 * @param from offset in the text
 * @param to end offset, exclusive
 */
record CredentialShape(String what, int from, int to) {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /** What one of them starts with, if a text holds any. */
    static boolean mayBeIn(String text) {
        return text.contains("AKIA")
                || text.contains("ASIA")
                || text.contains("gh")
                || text.contains("xox")
                || text.contains("eyJ")
                || text.contains("earer ")
                || text.contains("asic ")
                || text.contains("Q~")
                || text.contains("://")
                || text.contains("sig=")
                || text.contains("-----BEGIN");
    }

    /** The first one from an offset on, or null. */
    static @Nullable CredentialShape find(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            CredentialShape shape = at(text, i);
            if (shape != null) {
                return shape;
            }
        }
        return null;
    }

    private static @Nullable CredentialShape at(String text, int at) {
        return switch (text.charAt(at)) {
            case 'A' -> token("an AWS access key", text, at, at + 4, 16, 16, "AKIA", "ASIA");
            case 'g' -> {
                CredentialShape fine =
                        token("a GitHub token", text, at, at + 11, 22, NO_LIMIT, "github_pat_");
                yield fine == null
                        ? token(
                                "a GitHub token",
                                text,
                                at,
                                at + 4,
                                36,
                                NO_LIMIT,
                                "ghp_",
                                "gho_",
                                "ghu_",
                                "ghs_",
                                "ghr_")
                        : fine;
            }
            case 'x' ->
                    token(
                            "a Slack token",
                            text,
                            at,
                            at + 5,
                            10,
                            NO_LIMIT,
                            "xoxa-",
                            "xoxb-",
                            "xoxe-",
                            "xoxp-",
                            "xoxr-",
                            "xoxs-");
            case 'e' -> jsonWebToken(text, at);
            case 'B', 'b' -> {
                CredentialShape bearer = header("a bearer token", text, at, "bearer ", 16);
                yield bearer == null
                        ? header("a user name with a password", text, at, "basic ", 12)
                        : bearer;
            }
            case 'Q' -> azureSecret(text, at);
            case ':' -> url(text, at);
            case 's' ->
                    at > 0 && "?&".indexOf(text.charAt(at - 1)) >= 0
                            ? token("a signed URL", text, at, at + 4, 20, NO_LIMIT, "sig=")
                            : null;
            case '-' -> privateKey(text, at);
            default -> null;
        };
    }

    /** One of some prefixes with so many token characters behind it, and no word before it. */
    private static @Nullable CredentialShape token(
            String what, String text, int at, int body, int least, int most, String... prefixes) {
        for (String prefix : prefixes) {
            if (text.startsWith(prefix, at) && (at == 0 || !isWord(text.charAt(at - 1)))) {
                int end = endOfToken(text, body);
                int length = end - body;
                return length >= least && length <= most && hasDigit(text, body, end)
                        ? new CredentialShape(what, at, end)
                        : null;
            }
        }
        return null;
    }

    private static @Nullable CredentialShape jsonWebToken(String text, int at) {
        if (!text.startsWith("eyJ", at) || at > 0 && isWord(text.charAt(at - 1))) {
            return null;
        }
        int end = endOfToken(text, at);
        int dot = text.indexOf('.', at);
        boolean parts = dot > at + 10 && text.startsWith("eyJ", dot + 1) && dot + 20 < end;
        return parts ? new CredentialShape("a JSON web token", at, end) : null;
    }

    private static @Nullable CredentialShape header(
            String what, String text, int at, String scheme, int least) {
        if (!text.regionMatches(true, at, scheme, 0, scheme.length())) {
            return null;
        }
        int body = at + scheme.length();
        int end = endOfToken(text, body);
        return end - body >= least && hasDigit(text, body, end) && hasLetter(text, body, end)
                ? new CredentialShape(what, body, end)
                : null;
    }

    /** Three characters, a digit, {@code Q~}, and 31 to 34 more. */
    private static @Nullable CredentialShape azureSecret(String text, int at) {
        int from = at - 4;
        if (from < 0 || !text.startsWith("Q~", at) || !isDigit(text.charAt(at - 1))) {
            return null;
        }
        int end = at + 2;
        while (end < text.length()
                && (isWord(text.charAt(end)) || "~.-".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        int length = end - at - 2;
        return length >= 31 && length <= 34
                ? new CredentialShape("a client secret of Microsoft Entra", from, end)
                : null;
    }

    private static @Nullable CredentialShape url(String text, int at) {
        if (!text.startsWith("://", at)) {
            return null;
        }
        int from = at + 3;
        int end = from;
        while (end < text.length()
                && text.charAt(end) > ' '
                && "/?#\"'".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int sign = text.lastIndexOf('@', end);
        int colon = text.indexOf(':', from);
        if (sign > from && colon > from && colon + 1 < sign && sign < end) {
            return new CredentialShape("a password in a URL", colon + 1, sign);
        }
        String host = text.substring(from, end);
        boolean chat =
                host.equals("hooks.slack.com") && text.startsWith("/services/T", end)
                        || host.endsWith(".webhook.office.com")
                                && text.startsWith("/webhookb2/", end);
        return chat && end + 30 < endOfToken(text, end)
                ? new CredentialShape(
                        "the secret URL of a chat channel", end, endOfToken(text, end))
                : null;
    }

    private static @Nullable CredentialShape privateKey(String text, int at) {
        if (!text.startsWith("-----BEGIN ", at)) {
            return null;
        }
        int head = text.indexOf("PRIVATE KEY", at);
        return head >= 0 && head < at + 40
                ? new CredentialShape("a private key", at, text.length())
                : null;
    }

    private static int endOfToken(String text, int from) {
        int end = Math.min(from, text.length());
        while (end < text.length()
                && (isWord(text.charAt(end)) || "-.~+/=%@".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private static boolean isWord(char c) {
        return c < 0x7F && (Character.isLetterOrDigit(c) || c == '_');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean hasDigit(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean hasLetter(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
