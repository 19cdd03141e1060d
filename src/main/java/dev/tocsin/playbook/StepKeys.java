package dev.tocsin.playbook;

import java.util.List;

/** Which keys a step may have: one kind key, the settings of that kind, and those of every kind. */
final class StepKeys {

    /** The kind keys, in the order of the manual. */
    static final List<String> KINDS =
            List.of(
                    "action",
                    "if",
                    "switch",
                    "forEach",
                    "repeat",
                    "parallel",
                    "try",
                    "wait",
                    "waitFor",
                    "ask",
                    "value",
                    "set",
                    "call",
                    "return",
                    "fail",
                    "cancel",
                    "next",
                    "stop",
                    "log");

    private StepKeys() {}

    /** Whether a key says what a step does. */
    static boolean isKind(String key) {
        return KINDS.contains(key);
    }

    /** Whether every kind of step may have this key. */
    static boolean isCommon(String key) {
        return switch (key) {
            case "id", "name", "when", "timeout", "onError", "unattended" -> true;
            default -> false;
        };
    }

    /** Whether a key is a setting of this kind of step. */
    static boolean takes(String kind, String key) {
        return switch (kind) {
            case "action" ->
                    switch (key) {
                        // Repeating a whole block would do again what was done already.
                        case "with", "connection", "await", "retry", "onUnknown" -> true;
                        default -> false;
                    };
            // A call is repeated by nothing either: what it did once it would do again.
            case "call" -> key.equals("with");
            case "if" ->
                    switch (key) {
                        case "then", "elseIf", "else" -> true;
                        default -> false;
                    };
            case "switch" ->
                    switch (key) {
                        case "cases", "default" -> true;
                        default -> false;
                    };
            case "forEach" ->
                    switch (key) {
                        case "in", "index", "steps", "concurrency", "collect", "onItemError" ->
                                true;
                        default -> false;
                    };
            case "repeat" ->
                    switch (key) {
                        case "until", "every", "atMost", "within", "onExhausted" -> true;
                        default -> false;
                    };
            case "parallel" -> key.equals("join");
            case "waitFor" ->
                    switch (key) {
                        case "with",
                                "connection",
                                "retry",
                                "until",
                                "every",
                                "schema",
                                "onTimeout" ->
                                true;
                        default -> false;
                    };
            case "try" ->
                    switch (key) {
                        case "catch", "finally" -> true;
                        default -> false;
                    };
            case "ask" ->
                    switch (key) {
                        case "to",
                                "via",
                                "subject",
                                "details",
                                "choices",
                                "form",
                                "answers",
                                "remind",
                                "escalate",
                                "fourEyes",
                                "onTimeout" ->
                                true;
                        default -> false;
                    };
            default -> false;
        };
    }

    /** The kinds that take a setting, for a message: {@code `if`}; empty where none does. */
    static String takers(String key) {
        StringBuilder takers = new StringBuilder();
        for (String kind : KINDS) {
            if (takes(kind, key)) {
                takers.append(takers.isEmpty() ? "`" : " and `").append(kind).append('`');
            }
        }
        return takers.toString();
    }
}
