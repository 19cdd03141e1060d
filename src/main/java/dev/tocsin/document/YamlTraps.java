package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/** Lines that mean something else to YAML than to their writer; each is shown as it should be. */
final class YamlTraps {

    /** A file with more tags, anchors and aliases was not written by hand for us. */
    private static final int MAX_MARKS = 20;

    private final SourceText source;
    private final String text;
    private final Diagnostics diagnostics;
    private int marks;

    YamlTraps(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.text = source.text();
        this.diagnostics = diagnostics;
    }

    /**
     * Looks at what stands behind a plain scalar on its line, and between its lines.
     *
     * @return where the value was meant to end
     */
    int plain(ScalarNode scalar) {
        Span span = scalar.span();
        for (int i = text.indexOf('\n', span.start()); i >= 0 && i < span.end(); ) {
            tabAsIndentation(source.lineAt(i + 1));
            i = text.indexOf('\n', i + 1);
        }
        int at = span.end();
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '#' ? comment(scalar, at) : span.end();
    }

    /**
     * A comment with a space after its {@code #} is meant as one, unless it takes a part of an
     * expression with it.
     */
    private int comment(ScalarNode scalar, int hash) {
        YamlLine line = YamlLine.at(source, hash);
        String comment = text.substring(hash, line.end());
        boolean marked =
                comment.length() > 1 && comment.charAt(1) > ' ' && comment.charAt(1) != '#';
        int open = scalar.text().lastIndexOf("${");
        boolean takesEnd = open >= 0 && scalar.text().indexOf('}', open) < 0;
        if (!marked && !takesEnd && !comment.contains("${")) {
            return scalar.span().end();
        }
        int from = Math.max(line.value().start(), Math.min(scalar.span().start(), hash));
        String value = text.substring(from, line.end()).strip();
        diagnostics.report(
                Code.YAML_COMMENT_CUTS_VALUE,
                source,
                new Span(hash, line.end()),
                "YAML reads a comment from this `#` on, so the value ends before it",
                Note.help("put the value in quotes: `" + line.with(YamlLine.quote(value)) + "`"),
                Note.help("or, if it is a comment, put a space after its `#`"));
        return line.end();
    }

    /** Whether the line is indented with a tab; then it is reported. */
    boolean tabAsIndentation(int line) {
        int start = source.startOfLine(line);
        int at = start;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int end = at;
        while (end < text.length() && text.charAt(end) == '\t') {
            end++;
        }
        if (end > at) {
            diagnostics.report(
                    Code.YAML_TAB,
                    source,
                    new Span(at, end),
                    "this line is indented with a tab",
                    Note.help("YAML takes only spaces there: use two for each level"));
        }
        return end > at;
    }

    /**
     * A tag, an anchor or an alias.
     *
     * @param at where its {@code !}, {@code &} or {@code *} stands
     * @throws UnreadableStructure after too many of them
     */
    void mark(int at) {
        if (++marks > MAX_MARKS) {
            throw UnreadableStructure.INSTANCE;
        }
        YamlLine line = YamlLine.at(source, at);
        Span meant = new Span(at, Math.max(line.value().end(), at + 1));
        boolean startsValue = at == line.value().start();
        Span word = new Span(at, wordEnd(at, meant.end(), startsValue ? "" : ",]}"));
        String shown = "`" + source.slice(word) + "`";
        String quoted = YamlLine.quote(startsValue ? source.slice(meant) : source.slice(word));
        boolean explicit = source.slice(word).startsWith("!!");
        Note quote =
                explicit
                        ? Note.help("leave " + shown + " out")
                        : Note.help(
                                "if an expression is meant, put it in quotes: `"
                                        + (startsValue ? line.with(quoted) : quoted)
                                        + "`");
        switch (text.charAt(at)) {
            case '!' ->
                    diagnostics.report(
                            Code.YAML_TAG,
                            source,
                            word,
                            "YAML reads " + shown + " as a tag, and tags are not supported",
                            quote);
            case '*' ->
                    diagnostics.report(
                            Code.YAML_ANCHOR,
                            source,
                            word,
                            "YAML reads " + shown + " as an alias, and aliases are not supported",
                            quote,
                            Note.help("to use a value twice, name it under `const`"));
            default ->
                    diagnostics.report(
                            Code.YAML_ANCHOR,
                            source,
                            word,
                            "YAML reads " + shown + " as an anchor, and anchors are not supported",
                            quote,
                            Note.help("to use a value twice, name it under `const`"));
        }
    }

    private int wordEnd(int from, int limit, String delimiters) {
        int end = from + 1;
        while (end < limit && text.charAt(end) > ' ' && delimiters.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
