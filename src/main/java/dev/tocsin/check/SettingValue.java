package dev.tocsin.check;

import dev.tocsin.connector.Credential;
import dev.tocsin.connector.MaskedSource;
import dev.tocsin.connector.Settings.Setting;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a setting gives to its input. */
public sealed interface SettingValue {

    /** The value itself; it fits. */
    record Plain(Value value) implements SettingValue {}

    /** Where a secret is found: {@code env:TOCSIN_...}, {@code file:...} or {@code vault:...}. */
    record Reference(Credential.Reference reference) implements SettingValue {}

    /** Null where it does not fit, which is then reported. */
    static @Nullable SettingValue of(Setting setting, Parameter input, Diagnostics diagnostics) {
        boolean secret = BoolValue.TRUE.equals(input.schema().json().get("x-secret"));
        String reference = referenceIn(setting);
        if (secret) {
            if (reference == null) {
                diagnostics.report(
                        Code.CREDENTIAL_IN_FILE,
                        MaskedSource.of(setting.source(), setting.value().span()),
                        setting.value().span(),
                        "the input `" + input.name() + "` is a secret, and stands here in the open",
                        Note.help(
                                "put it into an environment variable and write"
                                        + " `env:TOCSIN_...` here"));
                return null;
            }
            return new Reference(new Credential.Reference(reference, setting.value().span()));
        }
        if (reference != null && reference.startsWith("env:TOCSIN_")) {
            diagnostics.report(
                    Code.INVALID_SETTING,
                    setting.source(),
                    setting.value().span(),
                    "the input `" + input.name() + "` is no secret, so that nothing is looked up",
                    Note.help(
                            "write the value itself, or declare the input with `x-secret: true`"));
            return null;
        }
        return plain(setting, input, diagnostics);
    }

    private static @Nullable String referenceIn(Setting setting) {
        return setting.value() instanceof ScalarNode scalar
                        && (scalar.text().startsWith("env:TOCSIN_")
                                || scalar.text().startsWith("file:")
                                || scalar.text().startsWith("vault:"))
                ? scalar.text()
                : null;
    }

    private static @Nullable SettingValue plain(
            Setting setting, Parameter input, Diagnostics diagnostics) {
        ValueCheck check = ValueCheck.of(input.schema());
        Value value = NodeValues.of(setting.value());
        String subject = "the setting `" + input.name() + "`";
        List<SchemaFault> faults = check.check(value, subject);
        if (faults.isEmpty()) {
            return new Plain(value);
        }
        if (setting.value() instanceof ScalarNode scalar) {
            // Where a text is wanted, a plain `0123` is one.
            Value text = new StringValue(scalar.text());
            if (check.check(text, subject).isEmpty()) {
                return new Plain(text);
            }
        }
        diagnostics.report(
                Code.INVALID_SETTING,
                setting.source(),
                setting.value().span(),
                faults.getFirst().message());
        return null;
    }
}
