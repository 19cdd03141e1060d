package dev.tocsin.cli;

import dev.tocsin.diagnostic.Suggestion;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code --format} and {@code --output}, which mean the same in every command that has a result.
 *
 * @param file where the result goes instead of standard output, or null
 */
public record ReportOptions(Format format, @Nullable Path file) {

    static final String HELP =
            """
              --format FORMAT     text (default) or json
              --output FILE       write the result to FILE instead of standard output
            """;

    static void addTo(Options options) {
        options.addOption(Arguments.valued("format"));
        options.addOption(Arguments.valued("output"));
    }

    static ReportOptions from(Arguments arguments, Console console) throws CommandFault {
        String file = arguments.value("output");
        return new ReportOptions(
                format(arguments.value("format")), file == null ? null : console.resolve(file));
    }

    /** Writes the whole result of a command. */
    void write(String result, Console console) throws CommandFault {
        if (file == null) {
            console.out().print(result);
            return;
        }
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, result);
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot write `" + file + "`: " + ReadFault.reason(e), null);
        }
    }

    private static Format format(@Nullable String word) throws CommandFault {
        if (word == null) {
            return Format.TEXT;
        }
        return switch (word) {
            case "text" -> Format.TEXT;
            case "json" -> Format.JSON;
            default -> {
                String near = Suggestion.closest(word, List.of("text", "json"));
                throw CommandFault.usage(
                        "unknown format `" + word + "`",
                        near == null
                                ? "the formats are `text` and `json`"
                                : "did you mean `" + near + "`?");
            }
        };
    }
}
