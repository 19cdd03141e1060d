package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Names that stand for nothing where they are used. */
final class UnknownNames {

    private UnknownNames() {}

    /** What is said of it, with one suggestion. */
    static Fault fault(Expr.Name name, Environment environment, List<String> localNames) {
        List<String> known = new ArrayList<>(environment.names());
        known.addAll(localNames);
        String note = known.isEmpty() ? null : "here one can use " + Names.list(known);
        String help;
        if (environment.stepIds().contains(name.name())) {
            help = "the result of that step is `steps." + name.name() + "`";
        } else if (elsewhere(name.name()) instanceof String meaning) {
            help = meaning;
        } else {
            known.addAll(List.of("true", "false", "null"));
            String meant = Suggestion.closest(name.name(), known);
            boolean asText = meant == null && Character.isUpperCase(name.name().charAt(0));
            help =
                    asText
                            ? "a text stands in quotes: `\"" + name.name() + "\"`"
                            : meant == null ? null : "did you mean `" + meant + "`?";
        }
        return new Fault(
                Code.UNKNOWN_NAME,
                "there is no `" + name.name() + "` here",
                name.start(),
                name.end(),
                note,
                help);
    }

    /** Names that mean something in other tools. */
    private static @Nullable String elsewhere(String name) {
        return switch (name) {
            case "yes", "on" -> "write `true`";
            case "no", "off" -> "write `false`";
            case "None", "nil", "undefined" -> "write `null`";
            case "secrets", "secret" ->
                    "credentials belong to a connection; an expression never sees them";
            case "alert", "incident", "signal" ->
                    "a trigger `alert` or `incident` brings it, `accepts`, or `for` of a policy";
            case "trigger" -> "what started the run is `event`, and which trigger `run.trigger`";
            case "env", "github" -> "a playbook sees no environment; declare an input";
            default -> null;
        };
    }
}
