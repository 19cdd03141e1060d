package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.Value;

import java.util.List;

/** A {@code default} that is not what its own input or output is declared to be. */
final class InputDefaults {

    private InputDefaults() {}

    static void check(Playbook playbook, Diagnostics diagnostics) {
        check(playbook.inputs(), playbook, diagnostics);
        check(playbook.outputs(), playbook, diagnostics);
    }

    private static void check(
            List<Parameter> parameters, Playbook playbook, Diagnostics diagnostics) {
        for (Parameter parameter : parameters) {
            Value fallback = parameter.fallback();
            if (fallback == null) {
                continue;
            }
            for (SchemaFault fault :
                    ValueCheck.of(parameter.schema())
                            .check(fallback, "the default of `" + parameter.name() + "`")) {
                diagnostics.report(
                        Code.INVALID_VALUE,
                        playbook.source(),
                        parameter.fallbackSpan(),
                        fault.message());
            }
        }
    }
}
