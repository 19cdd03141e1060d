package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.schema.Schema;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.MapValue;

/**
 * A value that a service took once and takes no longer. The schema of the input lists such values
 * with what took their place: {@code x-deprecated: { Apt: MultiStagedAttack }}.
 */
final class DeprecatedValue {

    private DeprecatedValue() {}

    /** Whether {@code text} is one, which is then reported. */
    static boolean check(
            String text, Schema schema, Span span, SourceText source, Diagnostics diagnostics) {
        String instead =
                schema.json().get("x-deprecated") instanceof MapValue values
                        ? values.text(text)
                        : null;
        if (instead == null) {
            return false;
        }
        diagnostics.report(
                Code.DEPRECATED_VALUE,
                source,
                span,
                "the service takes `" + text + "` no longer",
                Note.help("write `" + instead + "`, which took its place"));
        return true;
    }
}
