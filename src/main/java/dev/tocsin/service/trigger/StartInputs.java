package dev.tocsin.service.trigger;

import dev.tocsin.check.SettingValue;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Secret;
import dev.tocsin.connector.Settings;
import dev.tocsin.connector.Settings.Setting;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The inputs of a run that nobody starts by hand: what a policy gives, else what the environment's
 * settings give, else the default.
 *
 * @param settings of the connections
 * @param credentials where secret settings are found
 */
public record StartInputs(Settings settings, CredentialSource credentials) {

    /** A value for every input, or why there is none. */
    sealed interface Given {

        record All(MapValue values) implements Given {}

        /**
         * @param reason for people: names the input, and where a value could stand
         */
        record Lacking(String reason) implements Given {}
    }

    /**
     * @param byPolicy what the policy that routes gives; empty where none does
     */
    Given of(Playbook playbook, MapValue byPolicy) throws InterruptedException {
        MapValue.Builder values = MapValue.builder();
        for (Parameter input : playbook.inputs()) {
            String name = input.name().text();
            Diagnostics diagnostics = new Diagnostics();
            Value value = byPolicy.get(name);
            if (value == null) {
                value = setting(playbook, input, diagnostics);
            }
            if (diagnostics.hasErrors()) {
                return new Given.Lacking(ProjectFolder.line(diagnostics.sorted().getFirst()));
            }
            value = value == null ? input.fallback() : value;
            if (value == null) {
                return new Given.Lacking(
                        "the input `"
                                + name
                                + "` of `"
                                + playbook.id()
                                + "` has no value: give it a `default`, a setting in"
                                + " `connections.yaml`, or one in the policy");
            }
            Value checked = value instanceof SecretValue ? SecretValue.openAll(value) : value;
            List<SchemaFault> faults =
                    ValueCheck.of(input.schema()).check(checked, "the input `" + name + "`");
            if (!faults.isEmpty()) {
                return new Given.Lacking(faults.getFirst().message());
            }
            values.put(name, SecretMarks.mark(value, input.schema()));
        }
        return new Given.All(values.build());
    }

    /**
     * The first input that has no value without a policy, or null; no secret is looked up.
     *
     * @param settings of the connections
     */
    static @Nullable String lacking(Playbook playbook, Settings settings) {
        for (Parameter input : playbook.inputs()) {
            boolean given =
                    input.fallback() != null
                            || settings.find(playbook.id().text(), input.name().text()) != null;
            if (!given) {
                return input.name().text();
            }
        }
        return null;
    }

    private @Nullable Value setting(Playbook playbook, Parameter input, Diagnostics diagnostics)
            throws InterruptedException {
        Setting setting = settings.find(playbook.id().text(), input.name().text());
        if (setting == null) {
            return null;
        }
        return switch (SettingValue.of(setting, input, diagnostics)) {
            case SettingValue.Plain(Value value) -> value;
            case SettingValue.Reference(var reference) -> {
                Secret found =
                        Connections.found(
                                reference, "secret", setting.source(), credentials, diagnostics);
                yield found == null ? null : SecretValue.of(new StringValue(found.reveal()));
            }
            case null -> null;
        };
    }
}
