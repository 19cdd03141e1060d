package dev.tocsin.expression;

import org.jspecify.annotations.Nullable;

/** What to say about text that other languages would accept. Only asked once something is wrong. */
final class SyntaxHints {

    private SyntaxHints() {}

    /** The fault for a character that starts no token at {@code at}. */
    static SyntaxException character(String text, int at) {
        char c = text.charAt(at);
        if (text.startsWith("===", at) || text.startsWith("!==", at)) {
            String right = text.substring(at, at + 2);
            return SyntaxException.at(
                    at, at + 3, "`" + right + "=` is not an operator", "write `" + right + "`");
        }
        if (text.startsWith("=~", at)) {
            return SyntaxException.at(
                    at, at + 2, "`=~` is not an operator", "write `text.matches(\"pattern\")`");
        }
        if (text.startsWith("=>", at)) {
            return SyntaxException.at(
                    at,
                    at + 2,
                    "there are no arrow functions here",
                    "write `list.filter(x, x > 1)`; \"at least\" is `>=`");
        }
        if (text.startsWith("<>", at)) {
            return SyntaxException.at(at, at + 2, "`<>` is not an operator", "write `!=`");
        }
        if (text.startsWith("${", at)) {
            return SyntaxException.at(
                    at,
                    at + 2,
                    "`${` inside an expression",
                    "leave `${` and its `}` out; everything here is already the expression");
        }
        return switch (c) {
            case '=' ->
                    SyntaxException.at(at, at + 1, "`=` compares nothing", "did you mean `==`?");
            case '&' ->
                    SyntaxException.at(
                            at, at + 1, "a single `&` is not an operator", "did you mean `&&`?");
            case '|' ->
                    SyntaxException.at(
                            at,
                            at + 1,
                            "a single `|` is not an operator",
                            "\"or\" is `||`; instead of a filter `x | f` write `f(x)` or `x.f()`");
            case ';' ->
                    SyntaxException.at(
                            at, at + 1, "`;` has no meaning here", "a slot holds one expression");
            case '\u201c', '\u201d', '\u2018', '\u2019', '\u00ab', '\u00bb' ->
                    SyntaxException.at(
                            at,
                            at + 1,
                            "`" + c + "` is a typographic quote",
                            "write texts in straight quotes: `\"...\"` or `'...'`");
            case '\\' ->
                    SyntaxException.at(
                            at,
                            at + 1,
                            "`\\` has no meaning here",
                            "quotes of an expression need no `\\` before them");
            default -> {
                int length = Character.charCount(text.codePointAt(at));
                yield SyntaxException.at(
                        at,
                        at + length,
                        "`" + printable(text.codePointAt(at)) + "` has no meaning here",
                        c == '$' || c == '@' || c == '#' ? "write a name as it is" : null);
            }
        };
    }

    /** The help for a token that stands where none can, or null. */
    static @Nullable String word(Token token) {
        if (token.kind() != Token.Kind.NAME) {
            return null;
        }
        return switch (token.text()) {
            case "and", "AND", "And" -> "`" + token.text() + "` is `&&`";
            case "or", "OR", "Or" -> "`" + token.text() + "` is `||`";
            case "not", "NOT" -> "`not x` is `!x`, `x not in list` is `!(x in list)`";
            case "eq", "is", "equals" -> "`" + token.text() + "` is `==`";
            case "ne", "neq" -> "`" + token.text() + "` is `!=`";
            case "lt" -> "`lt` is `<`";
            case "le", "lte" -> "`" + token.text() + "` is `<=`";
            case "gt" -> "`gt` is `>`";
            case "ge", "gte" -> "`" + token.text() + "` is `>=`";
            case "like", "matches" -> "write `text.matches(\"pattern\")`";
            case "contains", "startsWith", "endsWith" ->
                    "write `text." + token.text() + "(\"part\")`";
            case "IN" -> "`IN` is `in`";
            case "then", "else", "if" -> "write `condition ? one : other`";
            default -> null;
        };
    }

    /** Throws where a word cannot be a name, or is an operator of other languages. */
    static void refuseAsName(Token name, Token next) {
        if (Words.isReserved(name.text())) {
            String hint = word(name);
            throw SyntaxException.at(
                    name.start(),
                    name.end(),
                    "`" + name.text() + "` is a reserved word",
                    hint != null ? hint : "a field of that name is `x." + name.text() + "`");
        }
        if (name.is("not") && (next.is(Token.Kind.NAME) || next.is(Token.Kind.LITERAL))) {
            throw SyntaxException.at(name.start(), name.end(), "`not` is `!`", word(name));
        }
    }

    private static String printable(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint > ' ' && codePoint < 127
                ? Character.toString(codePoint)
                : "\\u{" + Integer.toHexString(codePoint) + "}";
    }
}
