package dev.tocsin.lab;

import dev.tocsin.lab.JqlQuery.InvalidException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words, texts and marks of a JQL query, taken one after the other. */
final class JqlTokens {

    private static final String MARKS = "()=!<>~,&|";
    private static final Set<String> OPERATORS = Set.of("=", "!=", "~", "!~", "<", "<=", ">", ">=");

    /** Characters that may stand inside quotes only. */
    private static final String RESERVED = "+.;?*/%^$#@[]{}`\\:";

    private enum Kind {
        WORD,
        TEXT,
        MARK
    }

    private record Token(Kind kind, String text, int at) {}

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    private JqlTokens() {}

    static JqlTokens of(String query) throws InvalidException {
        JqlTokens all = new JqlTokens();
        int at = 0;
        while (at < query.length()) {
            char c = query.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"' || c == '\'') {
                at = all.quoted(query, at);
            } else if (MARKS.indexOf(c) >= 0) {
                at = all.mark(query, at);
            } else {
                at = all.word(query, at);
            }
        }
        return all;
    }

    private int quoted(String query, int from) throws InvalidException {
        StringBuilder text = new StringBuilder();
        for (int at = from + 1; at < query.length(); at++) {
            char c = query.charAt(at);
            if (c == query.charAt(from)) {
                tokens.add(new Token(Kind.TEXT, text.toString(), from));
                return at + 1;
            }
            if (c != '\\' || at + 1 == query.length()) {
                text.append(c);
                continue;
            }
            char escaped = query.charAt(++at);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case '"', '\'', '\\', ' ' -> text.append(escaped);
                default ->
                        throw new InvalidException(
                                "Error in the JQL Query: '\\"
                                        + escaped
                                        + "' is an illegal JQL escape sequence."
                                        + place(at - 1));
            }
        }
        throw new InvalidException(
                "Error in the JQL Query: The quoted string '"
                        + text
                        + "' has not been completed."
                        + place(from));
    }

    private int mark(String query, int at) {
        for (String pair : new String[] {"!=", "!~", "<=", ">=", "&&", "||"}) {
            if (query.startsWith(pair, at)) {
                tokens.add(new Token(Kind.MARK, pair, at));
                return at + 2;
            }
        }
        tokens.add(new Token(Kind.MARK, query.substring(at, at + 1), at));
        return at + 1;
    }

    private int word(String query, int from) throws InvalidException {
        int at = from;
        while (at < query.length()
                && !Character.isWhitespace(query.charAt(at))
                && MARKS.indexOf(query.charAt(at)) < 0
                && "\"'".indexOf(query.charAt(at)) < 0) {
            char c = query.charAt(at);
            // `cf[10001]` is the one place for brackets.
            boolean field = query.startsWith("cf[", from) && "[]".indexOf(c) >= 0;
            if (!field && RESERVED.indexOf(c) >= 0) {
                throw new InvalidException(
                        "Error in the JQL Query: The character '"
                                + c
                                + "' is a reserved JQL character. You must enclose it in a string."
                                + place(at));
            }
            at++;
        }
        tokens.add(new Token(Kind.WORD, query.substring(from, at), from));
        return at;
    }

    boolean isEnd() {
        return next == tokens.size();
    }

    boolean isWord(String word) {
        return !isEnd()
                && tokens.get(next).kind == Kind.WORD
                && tokens.get(next).text.equalsIgnoreCase(word);
    }

    boolean takeWord(String word) {
        boolean there = isWord(word);
        next += there ? 1 : 0;
        return there;
    }

    boolean takeMark(String mark) {
        boolean there =
                !isEnd()
                        && tokens.get(next).kind == Kind.MARK
                        && tokens.get(next).text.equals(mark);
        next += there ? 1 : 0;
        return there;
    }

    /** A word or a quoted text. */
    String takeText(String wanted) throws InvalidException {
        if (isEnd() || tokens.get(next).kind == Kind.MARK) {
            throw unexpected(wanted);
        }
        return tokens.get(next++).text;
    }

    String takeOperator() throws InvalidException {
        if (isEnd() || !OPERATORS.contains(tokens.get(next).text)) {
            throw unexpected("operator");
        }
        return tokens.get(next++).text;
    }

    InvalidException unexpected(String wanted) {
        return new InvalidException(
                isEnd()
                        ? "Error in the JQL Query: Expecting "
                                + wanted
                                + " before the end of the query."
                        : "Error in the JQL Query: Expecting "
                                + wanted
                                + " but got '"
                                + tokens.get(next).text
                                + "'."
                                + place(tokens.get(next).at));
    }

    private static String place(int at) {
        return " (line 1, character " + (at + 1) + ")";
    }
}
