package dev.tocsin.cli;

import dev.tocsin.check.SettingValue;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Credential;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Secret;
import dev.tocsin.connector.Settings;
import dev.tocsin.connector.Settings.Setting;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * What the environment gives to the inputs of a run.
 *
 * @param credentials where secrets are found; null for a rehearsal, which looks none up
 */
record GivenSettings(Settings settings, @Nullable CredentialSource credentials) {

    /** Whether something is wrong with the environment rather than with the playbook or event. */
    static boolean areWrong(Diagnostics diagnostics) {
        for (Diagnostic diagnostic : diagnostics.sorted()) {
            switch (diagnostic.code()) {
                case INVALID_SETTING, CREDENTIAL_IN_FILE, UNRESOLVED_CREDENTIAL -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** The value for an input, or null where the environment has none. */
    @Nullable Value find(Playbook playbook, Parameter input, Diagnostics diagnostics)
            throws InterruptedException {
        Setting setting = settings.find(playbook.id().text(), input.name().text());
        if (setting == null) {
            return null;
        }
        return switch (SettingValue.of(setting, input, diagnostics)) {
            case SettingValue.Plain(Value value) -> value;
            case SettingValue.Reference(Credential.Reference reference) ->
                    secret(setting, reference, diagnostics);
            // Reported; the run does not begin.
            case null -> NullValue.NULL;
        };
    }

    private Value secret(Setting setting, Credential.Reference reference, Diagnostics diagnostics)
            throws InterruptedException {
        if (credentials == null) {
            return new UnknownValue("the setting of " + setting.input());
        }
        Secret found =
                Connections.found(reference, "secret", setting.source(), credentials, diagnostics);
        return found == null ? NullValue.NULL : SecretValue.of(new StringValue(found.reveal()));
    }
}
