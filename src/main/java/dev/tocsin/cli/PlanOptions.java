package dev.tocsin.cli;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a rehearsal may do and is told.
 *
 * @param allowReads whether read operations are performed
 * @param fixtures results of steps by id
 * @param now the time of the rehearsed run, or null for the present
 */
record PlanOptions(boolean allowReads, MapValue fixtures, @Nullable Instant now) {

    static final PlanOptions NOTHING_PERFORMED = new PlanOptions(false, MapValue.EMPTY, null);

    static final String HELP =
            """
              --allow-reads       perform read operations; changes are never performed
              --fixtures FILE     results of steps by id, as a JSON object, to use instead
              --now INSTANT       rehearse as if it were this time: 2026-03-02T08:00:00Z
            """;

    static void addTo(Options options) {
        options.addOption(Arguments.flag("allow-reads"));
        options.addOption(Arguments.valued("fixtures"));
        options.addOption(Arguments.valued("now"));
    }

    static PlanOptions from(Arguments arguments, Console console) throws CommandFault {
        String fixtures = arguments.value("fixtures");
        return new PlanOptions(
                arguments.has("allow-reads"),
                fixtures == null ? MapValue.EMPTY : fixtures(fixtures, console),
                now(arguments.value("now")));
    }

    private static @Nullable Instant now(@Nullable String text) throws CommandFault {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            throw CommandFault.usage(
                    "`--now` takes an instant like 2026-03-02T08:00:00Z, not `" + text + "`", null);
        }
    }

    private static MapValue fixtures(String file, Console console) throws CommandFault {
        try {
            if (Json.parse(Files.readString(console.resolve(file))) instanceof MapValue map) {
                return map;
            }
            throw CommandFault.usage(
                    "`" + file + "` must hold a JSON object",
                    "write the id of each step and its result: {\"alert\": {...}}");
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "cannot read `" + file + "`: " + ReadFault.reason(e), null);
        } catch (JsonException e) {
            throw CommandFault.usage(
                    file + ":" + e.line() + ":" + e.column() + ": not JSON: " + e.getMessage(),
                    null);
        }
    }
}
