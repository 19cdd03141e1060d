package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * What Defender for Endpoint takes as an indicator.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-endpoint/api/post-ti-indicator">submit
 *     or update an indicator</a>
 */
final class IndicatorRules {

    /** The service's own code and words for what is wrong. */
    record Objection(String code, String message) {}

    static final Set<String> FIELDS =
            Set.of(
                    "indicatorValue",
                    "indicatorType",
                    "action",
                    "application",
                    "title",
                    "description",
                    "expirationTime",
                    "severity",
                    "recommendedActions",
                    "rbacGroupNames",
                    "educateUrl",
                    "generateAlert",
                    "externalID");
    private static final List<String> REQUIRED =
            List.of("indicatorValue", "indicatorType", "action", "title", "description");
    private static final Set<String> ACTIONS =
            Set.of(
                    "Warn",
                    "Block",
                    "Audit",
                    "Alert",
                    "AlertAndBlock",
                    "BlockAndRemediate",
                    "Allowed");
    private static final Set<String> SEVERITIES = Set.of("Informational", "Low", "Medium", "High");

    private IndicatorRules() {}

    /** Why an indicator is not taken, or null where it is. */
    static @Nullable Objection objection(MapValue indicator) {
        for (String field : indicator.entries().keySet()) {
            if (!FIELDS.contains(field)) {
                return new Objection("InvalidRequestBody", "Unknown property " + field + ".");
            }
        }
        for (String field : REQUIRED) {
            if (Company.text(indicator, field).isEmpty()) {
                return new Objection(
                        "MissingRequiredParameter", "Parameter " + field + " is missing.");
            }
        }
        if (!ACTIONS.contains(Company.text(indicator, "action"))) {
            return new Objection("InvalidInput", "Invalid input action.");
        }
        Value severity = indicator.get("severity");
        if (given(severity) && !SEVERITIES.contains(Company.text(indicator, "severity"))) {
            return new Objection("InvalidInput", "Invalid input severity.");
        }
        if ("Audit".equals(indicator.text("action"))
                && indicator.get("generateAlert") != BoolValue.TRUE) {
            return new Objection("InvalidInput", "GenerateAlert must be true for Audit.");
        }
        return ofValue(
                Company.text(indicator, "indicatorType"),
                Company.text(indicator, "indicatorValue"));
    }

    private static boolean given(@Nullable Value value) {
        return value != null && !(value instanceof NullValue);
    }

    private static @Nullable Objection ofValue(String type, String value) {
        return switch (type) {
            case "FileMd5" -> hash(value, 32);
            case "FileSha1", "CertificateThumbprint" -> hash(value, 40);
            case "FileSha256" -> hash(value, 64);
            case "IpAddress" ->
                    isIp(value)
                            ? null
                            : new Objection(
                                    "InvalidIpAddress", "IP address " + value + " is invalid.");
            case "DomainName" ->
                    isDomain(value)
                            ? null
                            : new Objection(
                                    "InvalidDomainName", "Domain name " + value + " is invalid.");
            case "Url" ->
                    isUrl(value)
                            ? null
                            : new Objection("InvalidUrl", "URL " + value + " is invalid.");
            default -> new Objection("InvalidInput", "Invalid input indicatorType.");
        };
    }

    private static @Nullable Objection hash(String value, int length) {
        return value.length() == length && isHex(value)
                ? null
                : new Objection("InvalidHashValue", "Hash value " + value + " is invalid.");
    }

    /** Whether a text can be a SHA-1 or a SHA-256. */
    static boolean isHash(String text) {
        return (text.length() == 40 || text.length() == 64) && isHex(text);
    }

    /** One address; a network in CIDR notation is none. */
    static boolean isIp(String text) {
        if (text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static boolean isDomain(String text) {
        return text.matches("(?i)([a-z0-9_-]{1,63}\\.)+[a-z][a-z0-9-]{1,62}");
    }

    private static boolean isUrl(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
