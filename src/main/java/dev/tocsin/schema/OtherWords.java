package dev.tocsin.schema;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/** Keys that other tools use for what has another name here. */
final class OtherWords {

    private OtherWords() {}

    /** The key of ours that {@code word} stands for elsewhere; null if it is not {@code free}. */
    static @Nullable String meaning(String word, Collection<String> free) {
        return switch (word) {
            case "elif", "elsif", "elseif", "else_if", "else if" -> among(free, "elseIf");
            case "do", "tasks", "actions", "body", "branch" -> among(free, "steps", "then");
            case "case", "equals", "match" -> among(free, "is");
            case "attempts", "count", "max", "maxAttempts", "retries" ->
                    among(free, "times", "atMost");
            case "interval", "pause" -> among(free, "every");
            case "break" -> among(free, "stop");
            case "continue", "skip" -> among(free, "next");
            case "sleep", "delay", "pauseFor" -> among(free, "wait");
            case "print", "echo", "message" -> among(free, "log");
            case "throw", "raise", "error" -> among(free, "fail");
            case "loop", "for", "each", "foreach" -> among(free, "forEach");
            case "while" -> among(free, "repeat");
            case "uses", "call", "operation", "connector" -> among(free, "action");
            case "args", "arguments", "params", "parameters", "input" ->
                    among(free, "with", "inputs");
            case "inputs" -> among(free, "with");
            case "condition", "unless" -> among(free, "when");
            case "trigger", "triggers" -> among(free, "on");
            case "variables", "var" -> among(free, "vars");
            case "constants", "consts" -> among(free, "const");
            case "timezone", "tz" -> among(free, "timeZone", "zone");
            case "items", "list" -> among(free, "in");
            case "rescue", "except" -> among(free, "catch");
            case "always" -> among(free, "finally");
            default -> null;
        };
    }

    private static @Nullable String among(Collection<String> free, String... words) {
        for (String word : words) {
            if (free.contains(word)) {
                return word;
            }
        }
        return null;
    }
}
