package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.HashMap;
import java.util.Map;

/** Two cases of a {@code switch} for one value: the second is never reached by it. */
final class DuplicateCase {

    private DuplicateCase() {}

    static void check(Playbook playbook, Diagnostics diagnostics) {
        for (Step step : InnerSteps.all(playbook)) {
            if (step instanceof SwitchStep block) {
                check(block, playbook, diagnostics);
            }
        }
    }

    private static void check(SwitchStep block, Playbook playbook, Diagnostics diagnostics) {
        Map<Value, SwitchStep.CaseValue> seen = new HashMap<>();
        for (SwitchStep.Case one : block.cases()) {
            for (SwitchStep.CaseValue value : one.values()) {
                if (value.value() instanceof UnknownValue) {
                    // What stands there has a mistake of its own.
                    continue;
                }
                SwitchStep.CaseValue first = seen.putIfAbsent(comparable(value.value()), value);
                if (first != null) {
                    diagnostics.report(
                            Code.DUPLICATE_CASE,
                            playbook.source(),
                            value.span(),
                            "a second case for `" + Json.write(value.value()) + "`",
                            Note.fact(
                                    "the first one, which wins, is on line "
                                            + playbook.source().lineAt(first.span().start())));
                }
            }
        }
    }

    /** {@code 1} and {@code 1.0} are one value to a {@code switch}, as they are to {@code ==}. */
    private static Value comparable(Value value) {
        return value instanceof DoubleValue(double number) && number == (long) number
                ? IntValue.of((long) number)
                : value;
    }
}
