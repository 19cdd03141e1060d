package dev.tocsin.cli;

import dev.tocsin.connector.Secret;
import dev.tocsin.connector.SystemCredentials;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a run's inputs, as the command line gives them. A secret one may be named instead
 * of written, {@code @env:TOCSIN_TOKEN} or {@code @file:token}, so that it stands in no history of
 * a shell and in no list of processes. Only a secret one: data that a script passes on must not
 * read files.
 */
final class RunInputs {

    private final Playbook playbook;
    private final GivenSettings settings;
    private final Diagnostics diagnostics;
    private final Console console;

    RunInputs(Playbook playbook, GivenSettings settings, Diagnostics diagnostics, Console console) {
        this.playbook = playbook;
        this.settings = settings;
        this.diagnostics = diagnostics;
        this.console = console;
    }

    /** By name; what does not fit is reported. */
    MapValue values(StartOptions options) throws CommandFault, InterruptedException {
        MapValue.Builder inputs = MapValue.builder();
        List<String> names = new ArrayList<>();
        for (Parameter input : playbook.inputs()) {
            String name = input.name().text();
            names.add(name);
            String given = options.inputs().get(name);
            Value value =
                    given != null
                            ? value(input, given, options)
                            : settings.find(playbook, input, diagnostics);
            value = value == null ? input.fallback() : value;
            if (value == null) {
                missing(input);
            } else {
                inputs.put(name, SecretMarks.mark(value, input.schema()));
            }
        }
        for (String given : options.inputs().keySet()) {
            if (!names.contains(given)) {
                throw unknown(given, names);
            }
        }
        return inputs.build();
    }

    private void missing(Parameter input) {
        String given = input.schema().marksSecrets() ? "=@env:TOCSIN_...`" : "=...`";
        report(
                input,
                "the input `" + input.name() + "` has no value",
                Note.help(
                        "give it with `--input "
                                + input.name()
                                + given
                                + "; for every run, write a `default` beside its type, or in"
                                + " `connections.yaml`:\nsettings:\n  "
                                + playbook.id()
                                + ":\n    "
                                + input.name()
                                + ": ..."));
    }

    private static CommandFault unknown(String given, List<String> names) {
        String meant = Suggestion.closest(given, names);
        return CommandFault.usage(
                "the playbook has no input `" + given + "`",
                meant != null
                        ? "did you mean `" + meant + "`?"
                        : names.isEmpty()
                                ? "it takes no inputs"
                                : "its inputs are " + String.join(", ", names));
    }

    private Value value(Parameter input, String given, StartOptions options) {
        if (!input.schema().marksSecrets()) {
            return value(input, given, ", given as `" + given + "`");
        }
        String written = given.startsWith("@") ? referred(input, given, options) : given;
        return written == null ? NullValue.NULL : value(input, written, "");
    }

    /** What a reference stands for, or null where that is reported to be nothing. */
    private @Nullable String referred(Parameter input, String given, StartOptions options) {
        String named = options.services().secrets();
        Path folder = named == null ? null : console.resolve(named);
        SystemCredentials credentials = new SystemCredentials(console.environment(), folder);
        String reference = given.substring(1);
        Secret found = credentials.find(reference);
        if (found != null) {
            return found.reveal();
        }
        boolean known = reference.startsWith("env:TOCSIN_") || reference.startsWith("file:");
        report(
                input,
                known
                        ? "there is nothing at `@"
                                + reference
                                + "`, which the input `"
                                + input.name()
                                + "` is taken from"
                        : "the secret input `" + input.name() + "` is given as a bad reference",
                Note.help(
                        known
                                ? credentials.howToSet(reference)
                                : "after an `@` comes `env:TOCSIN_NAME` or `file:NAME`"));
        return null;
    }

    /** A text that stands for a text is taken as it is; anything else is read as JSON. */
    private Value value(Parameter input, String given, String shown) {
        ValueCheck check = ValueCheck.of(input.schema());
        Value text = new StringValue(given);
        if (check.check(text).isEmpty()) {
            return text;
        }
        Value value = text;
        try {
            value = Json.parse(given);
        } catch (JsonException _) {
            // Told below, as what it is not rather than as bad JSON.
        }
        for (SchemaFault fault : check.check(value)) {
            report(input, "the input `" + input.name() + "`" + shown + ": " + fault.message());
        }
        return value;
    }

    private void report(Parameter input, String message, Note... notes) {
        diagnostics.report(
                Code.INVALID_RUN_INPUT, playbook.source(), input.name().span(), message, notes);
    }
}
