package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/** A value that YAML cannot read because it stands without quotes. */
final class UnquotedValue {

    private final SourceText source;
    private final Diagnostics diagnostics;

    UnquotedValue(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /**
     * Reports the value of a line at which YAML gave up.
     *
     * @return false if the value is not the reason
     */
    boolean report(YamlLine line, int problem) {
        String value = line.valueText();
        if (value.isEmpty() || problem < line.value().start()) {
            return false;
        }
        return switch (value.charAt(0)) {
            case '!', '&', '*' -> {
                new YamlTraps(source, diagnostics).mark(line.value().start());
                yield true;
            }
            case '"', '\'' -> afterQuote(line, value);
            case '[', '{' -> flow(line, value);
            case '@' -> at(line, value);
            case '`', '%' -> {
                unreadableStart(line, value);
                yield true;
            }
            case '>', '|' -> blockHeader(line, value);
            default -> plain(line, value);
        };
    }

    private void unreadableStart(YamlLine line, String value) {
        quote(
                Code.YAML_SYNTAX,
                line,
                "a value cannot start with `" + value.charAt(0) + "` unless it is quoted");
    }

    /** {@code @{...}} is how other tools write an expression; in quotes it would be a text. */
    private boolean at(YamlLine line, String value) {
        if (value.startsWith("@{")) {
            diagnostics.report(
                    Code.YAML_SYNTAX,
                    source,
                    line.value(),
                    "an expression stands in `${...}`, not in `@{...}`",
                    Note.help("write `${...}` over `event`, `steps` or `inputs`"));
        } else {
            unreadableStart(line, value);
        }
        return true;
    }

    private boolean afterQuote(YamlLine line, String value) {
        int close = closingQuote(value);
        if (close < 0 || close == value.length() - 1) {
            return false;
        }
        String rest = value.substring(close + 1).strip();
        boolean insideHole = value.lastIndexOf("${", close) > value.lastIndexOf('}', close);
        if (looksLikeOperator(rest) && !insideHole) {
            expression(line, "an expression that starts with a quote must be quoted as a whole");
            return true;
        }
        boolean closedTwice =
                value.length() > 1 && value.charAt(value.length() - 1) == value.charAt(0);
        String meant = closedTwice ? value.substring(1, value.length() - 1) : value;
        diagnostics.report(
                Code.YAML_SYNTAX,
                source,
                new Span(line.value().start() + close, line.value().start() + close + 1),
                "the text ends at this quote, but the line goes on",
                Note.help("write `" + line.with(YamlLine.quote(meant)) + "`"));
        return true;
    }

    private boolean flow(YamlLine line, String value) {
        if (value.contains("${")) {
            diagnostics.report(
                    Code.YAML_UNQUOTED_EXPRESSION,
                    source,
                    line.value(),
                    "`${…}` between brackets must be quoted",
                    Note.fact("YAML reads the `{` as the start of a map"),
                    Note.help("write `" + line.with(FlowQuoting.quoteExpressions(value)) + "`"));
            return true;
        }
        int close = value.indexOf(value.charAt(0) == '[' ? ']' : '}');
        if (close >= 0 && close < value.length() - 1) {
            String rest = value.substring(close + 1).strip();
            if (rest.startsWith(".") || looksLikeOperator(rest)) {
                expression(line, "an expression that starts with a bracket must be quoted");
                return true;
            }
        }
        return false;
    }

    private boolean blockHeader(YamlLine line, String value) {
        if (value.length() < 2 || !Character.isLetterOrDigit(value.charAt(value.length() - 1))) {
            return false;
        }
        quote(
                Code.YAML_SYNTAX,
                line,
                "YAML reads `" + value.charAt(0) + "` as the start of a text on the next lines");
        return true;
    }

    private boolean plain(YamlLine line, String value) {
        int colon = value.indexOf(": ");
        boolean list = value.startsWith("- ");
        if (list || colon < 0 && !value.endsWith(":")) {
            return false;
        }
        if (value.contains("${") || value.contains("?") || looksLikeExpression(value)) {
            expression(line, "an expression with a `: ` in it must be quoted");
            return true;
        }
        if (!line.hasKey()) {
            return false;
        }
        quote(Code.YAML_SYNTAX, line, "a value with a `: ` in it must be quoted");
        return true;
    }

    private void expression(YamlLine line, String message) {
        quote(Code.YAML_UNQUOTED_EXPRESSION, line, message);
    }

    private void quote(Code code, YamlLine line, String message) {
        diagnostics.report(
                code,
                source,
                line.value(),
                message,
                Note.help("write `" + line.with(YamlLine.quote(line.valueText())) + "`"));
    }

    private static boolean looksLikeExpression(String value) {
        return value.contains(" == ")
                || value.contains(" != ")
                || value.contains(" && ")
                || value.contains(" || ");
    }

    private static boolean looksLikeOperator(String rest) {
        return startsWithAny(rest, "==", "!=", "<", ">", "+", "&&", "||", "??", "?", "in ", ".");
    }

    private static boolean startsWithAny(String text, String... starts) {
        for (String start : starts) {
            if (text.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    /** The quote that ends the text at the start of the value, or -1. */
    private static int closingQuote(String value) {
        char quote = value.charAt(0);
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quote == '"') {
                i++;
            } else if (c == quote) {
                if (quote == '\'' && i + 1 < value.length() && value.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }
}
