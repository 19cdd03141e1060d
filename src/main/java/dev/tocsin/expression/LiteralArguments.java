package dev.tocsin.expression;

import com.google.re2j.PatternSyntaxException;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.schema.BoundedPattern;
import dev.tocsin.schema.Type;
import dev.tocsin.value.StringValue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Mistakes in arguments that are spelled out, which would show in the run only. */
final class LiteralArguments {

    private LiteralArguments() {}

    static void check(
            String function, List<Type> types, List<Expr> arguments, TypeChecker checker) {
        switch (function) {
            case "matches", "regex.extract", "regex.extractAll", "regex.replace" ->
                    pattern(arguments.get(1), checker);
            case "ipInRange" -> {
                address(arguments.get(0), checker);
                ranges(arguments.get(1), checker);
            }
            case "isPrivateIp" -> address(arguments.get(0), checker);
            case "only", "without" -> {
                if (types.get(0) instanceof Type.Obj(Map<String, Type> fields, _, boolean open)
                        && !open) {
                    keys(arguments.get(0), fields.keySet(), arguments.get(1), checker);
                }
            }
            default -> {}
        }
    }

    private static void pattern(Expr argument, TypeChecker checker) {
        if (!(argument instanceof Expr.Literal literal)
                || !(literal.value() instanceof StringValue(String pattern))) {
            return;
        }
        try {
            BoundedPattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            boolean lookaround =
                    pattern.contains("(?=") || pattern.contains("(?!") || pattern.contains("(?<");
            checker.fault(
                    Code.INVALID_PATTERN,
                    argument,
                    "this pattern does not work: " + e.getDescription(),
                    lookaround
                            ? "RE2 patterns look neither ahead nor back; use two conditions"
                            : "in a raw text, `r\"...\"`, a backslash needs no second one");
        }
    }

    private static void address(Expr argument, TypeChecker checker) {
        if (argument instanceof Expr.Literal(StringValue(String text), _, _)
                && IpAddress.parseAnyForm(text) == null) {
            checker.fault(
                    Code.WRONG_ARGUMENTS,
                    argument,
                    "`" + Excerpt.of(text) + "` is no IP address",
                    "an IP address is `10.0.0.1` or `2001:db8::1`");
        }
    }

    private static void ranges(Expr argument, TypeChecker checker) {
        switch (argument) {
            case Expr.ListLiteral list -> list.items().forEach(item -> range(item, checker));
            default -> range(argument, checker);
        }
    }

    private static void range(Expr argument, TypeChecker checker) {
        if (argument instanceof Expr.Literal(StringValue(String text), _, _)
                && IpRange.parseOrSingle(text) == null) {
            checker.fault(
                    Code.WRONG_ARGUMENTS,
                    argument,
                    "`" + Excerpt.of(text) + "` is no range of IP addresses",
                    "a range is `10.0.0.0/8` or `2001:db8::/32`, or one address");
        }
    }

    private static void keys(Expr map, Set<String> known, Expr argument, TypeChecker checker) {
        if (!(argument instanceof Expr.ListLiteral list)) {
            return;
        }
        for (Expr item : list.items()) {
            if (item instanceof Expr.Literal(StringValue(String key), int start, int end)
                    && !known.contains(key)) {
                String meant = Suggestion.closest(key, known);
                checker.fault(
                        new Fault(
                                Code.UNKNOWN_FIELD,
                                "`"
                                        + ExprPrinter.excerpt(map)
                                        + "` has no field `"
                                        + Excerpt.of(key)
                                        + "`",
                                start,
                                end,
                                known.isEmpty()
                                        ? "it has no fields at all"
                                        : "it has " + Names.list(known),
                                meant == null ? null : "did you mean `" + meant + "`?"));
            }
        }
    }
}
