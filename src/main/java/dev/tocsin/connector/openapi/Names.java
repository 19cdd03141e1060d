package dev.tocsin.connector.openapi;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names within one scope, each given once: what a description calls things, made fit for
 * expressions and playbooks. Names that fit stay as they are.
 */
final class Names {

    /**
     * The longest name of the service's own that is written: YAML takes keys of 1024 characters,
     * and six of them are needed for one that a reader does not see.
     */
    static final int MAX_WRITTEN = 150;

    private static final int MAX_LENGTH = 64;

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();

    Names(String... reserved) {
        taken.addAll(List.of(reserved));
    }

    boolean isTaken(String name) {
        return taken.contains(name);
    }

    /** The name itself where it is free, else with the next number behind it. */
    String unique(String name) {
        String unique = name;
        int number = last.getOrDefault(name, 1);
        while (!taken.add(unique)) {
            unique = name + ++number;
        }
        last.put(name, number);
        return unique;
    }

    /** Of an operation: letters and digits, the first one a lower-case letter; or null. */
    static @Nullable String operation(@Nullable String text) {
        return text == null ? null : camelCase(text);
    }

    /** Of an input: as it is where expressions can say it, else in camel case. */
    static String input(String text) {
        if (isIdentifier(text) && text.length() <= MAX_LENGTH && !isReserved(text)) {
            return text;
        }
        String name = camelCase(text);
        if (name == null) {
            return "value";
        }
        return isReserved(name) ? name + "Value" : name;
    }

    /** Of a connector: lower-case letters, digits and hyphens; or null. */
    static @Nullable String connector(@Nullable String title) {
        StringBuilder name = new StringBuilder();
        for (String word : words(title == null ? "" : title)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (!isNoise(lower) || name.isEmpty()) {
                name.append(name.isEmpty() ? "" : "-").append(lower);
            }
        }
        boolean letter = !name.isEmpty() && name.charAt(0) >= 'a';
        return letter ? name.substring(0, Math.min(name.length(), 40)).replaceAll("-$", "") : null;
    }

    private static boolean isNoise(String word) {
        return switch (word) {
            case "api", "apis", "rest", "openapi", "swagger", "specification", "the" -> true;
            default -> false;
        };
    }

    private static @Nullable String camelCase(String text) {
        StringBuilder name = new StringBuilder();
        for (String word : words(text)) {
            if (name.isEmpty()) {
                name.append(lowered(word));
            } else {
                name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        if (name.isEmpty()) {
            return null;
        }
        if (name.charAt(0) <= '9') {
            name.insert(0, 'n');
        }
        return name.substring(0, Math.min(name.length(), MAX_LENGTH));
    }

    /** {@code GetUser} is {@code getUser}, {@code ID} is {@code id}, {@code URLList urlList}. */
    private static String lowered(String word) {
        int upper = 0;
        while (upper < word.length() && Character.isUpperCase(word.charAt(upper))) {
            upper++;
        }
        boolean acronym = upper > 1 && upper < word.length() && isLower(word.charAt(upper));
        int end = acronym ? upper - 1 : Math.max(upper, 1);
        return word.substring(0, end).toLowerCase(Locale.ROOT) + word.substring(end);
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** The runs of ASCII letters and digits in a text. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            boolean inWord = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            }
        }
        return words;
    }

    /** The same, and a word ends where an upper-case letter follows a lower-case one. */
    static List<String> lowerWords(String text) {
        StringBuilder apart = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && !Character.isUpperCase(text.charAt(i - 1))) {
                apart.append(' ');
            }
            apart.append(c);
        }
        return words(apart.toString().toLowerCase(Locale.ROOT));
    }

    static boolean isIdentifier(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The words that CEL keeps for itself (cel-spec, "Syntax"). */
    private static boolean isReserved(String name) {
        return switch (name) {
            case "true", "false", "null", "in", "as", "break", "const", "continue", "else" -> true;
            case "for", "function", "if", "import", "let", "loop", "package", "namespace" -> true;
            case "return", "var", "void", "while" -> true;
            default -> false;
        };
    }
}
