package dev.tocsin.service.config;

import dev.tocsin.connector.Credential;
import dev.tocsin.connector.MaskedSource;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.Durations;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.NullValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One mapping of a service file that fits its schema. What the schema cannot see is reported; then
 * the value is as if the key were not there.
 */
record Section(MapNode map, SourceText source, Diagnostics diagnostics) {

    private static final MapNode EMPTY = new MapNode(List.of(), new Span(0, 0));

    void report(Code code, Span span, String message, Note... notes) {
        diagnostics.report(code, source, span, message, notes);
    }

    /** The mapping under a key; an empty one where the key is not there. */
    Section below(String key) {
        return new Section(
                map.get(key) instanceof MapNode inner ? inner : EMPTY, source, diagnostics);
    }

    @Nullable ScalarNode scalar(String key) {
        return map.get(key) instanceof ScalarNode scalar ? scalar : null;
    }

    @Nullable String text(String key) {
        ScalarNode scalar = scalar(key);
        return scalar == null ? null : scalar.text();
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    /** The schema holds it to be a whole number within its bounds, however it is written. */
    int number(String key, int otherwise) {
        ScalarNode scalar = scalar(key);
        return switch (scalar == null ? NullValue.NULL : NodeValues.scalar(scalar)) {
            case IntValue(long number) -> (int) number;
            case DoubleValue(double number) -> (int) number;
            default -> otherwise;
        };
    }

    List<ScalarNode> scalars(String key) {
        List<ScalarNode> scalars = new ArrayList<>();
        if (map.get(key) instanceof ListNode(List<Node> items, Span _)) {
            for (Node item : items) {
                if (item instanceof ScalarNode scalar) {
                    scalars.add(scalar);
                }
            }
        }
        return scalars;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        scalars(key).forEach(scalar -> texts.add(scalar.text()));
        return texts;
    }

    Duration duration(String key, Duration otherwise) {
        ScalarNode scalar = scalar(key);
        if (scalar == null) {
            return otherwise;
        }
        Duration duration = Durations.parse(scalar.text());
        if (duration != null && !duration.isZero()) {
            return duration;
        }
        report(
                Code.INVALID_DURATION,
                scalar.span(),
                duration == null
                        ? "`" + scalar.text() + "` is longer than ten years"
                        : "`" + scalar.text() + "` is no time at all",
                Note.help(
                        "write a length of time such as `30m` or `90d`, or leave the key out for"
                                + " the usual one"));
        return otherwise;
    }

    /**
     * A reference to a secret: the environment or the secrets folder, because a vault could not be
     * asked yet when the service starts. Null where the key is not there.
     */
    Credential.@Nullable Reference reference(String key) {
        ScalarNode scalar = scalar(key);
        if (scalar == null) {
            return null;
        }
        String text = scalar.text();
        if (!text.startsWith("env:") && !text.startsWith("file:")) {
            diagnostics.report(
                    Code.CREDENTIAL_IN_FILE,
                    MaskedSource.of(source, scalar.span()),
                    scalar.span(),
                    "`" + key + "` must be a reference, not the key itself",
                    Note.help(
                            "write `"
                                    + key
                                    + ": env:TOCSIN_...` or `"
                                    + key
                                    + ": file:...`, and make a new key"));
            return null;
        }
        String problem = Credential.Reference.problem(text);
        if (problem != null) {
            report(Code.INVALID_SERVICE_FILE, scalar.span(), problem);
            return null;
        }
        return new Credential.Reference(text, scalar.span());
    }
}
