package dev.tocsin.cli;

import dev.tocsin.diagnostic.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** How {@code validate} writes its findings. */
enum FindingsFormat {
    TEXT,
    JSON,
    SARIF,
    GITHUB;

    static FindingsFormat of(@Nullable String word) throws CommandFault {
        if (word == null) {
            return TEXT;
        }
        return switch (word) {
            case "text" -> TEXT;
            case "json" -> JSON;
            case "sarif" -> SARIF;
            case "github" -> GITHUB;
            default -> {
                String near = Suggestion.closest(word, List.of("text", "json", "sarif", "github"));
                throw CommandFault.usage(
                        "unknown format `" + word + "`",
                        near == null
                                ? "the formats are `text`, `json`, `sarif` and `github`"
                                : "did you mean `" + near + "`?");
            }
        };
    }
}
