package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

import java.util.Optional;

/**
 * Says in our words why the parser gave up. It looks at the line first: what a person wrote there
 * explains more than the state the parser was in.
 */
final class SyntaxFault {

    private final SourceText source;
    private final String text;
    private final CodePoints offsets;
    private final Diagnostics diagnostics;
    private final YamlTraps traps;

    SyntaxFault(SourceText source, CodePoints offsets, Diagnostics diagnostics) {
        this.source = source;
        this.text = source.text();
        this.offsets = offsets;
        this.diagnostics = diagnostics;
        this.traps = new YamlTraps(source, diagnostics);
    }

    void report(MarkedYamlEngineException fault) {
        int at = offset(fault.getProblemMark(), 0);
        int context = offset(fault.getContextMark(), at);
        YamlLine line = YamlLine.at(source, at);
        YamlLine contextLine = YamlLine.at(source, context);
        if (traps.tabAsIndentation(line.number()) || traps.tabAsIndentation(contextLine.number())) {
            return;
        }
        String problem = fault.getProblem() == null ? "" : fault.getProblem();
        String reading = fault.getContext() == null ? "" : fault.getContext();
        UnquotedValue values = new UnquotedValue(source, diagnostics);
        if (values.report(line, at) || values.report(contextLine, context)) {
            return;
        }
        if (reading.contains("quoted scalar") && problem.contains("end of stream")) {
            syntax(
                    charAt(context),
                    "the quote that opens here is never closed",
                    Note.help(
                            "add the quote that ends the text, or use the other kind of quote"
                                    + " around a text that holds this one"));
        } else if (problem.contains("unknown escape")) {
            unknownEscape(line, at);
        } else if (reading.contains("simple key")) {
            noColon(contextLine, context);
        } else if (reading.contains("flow")) {
            unclosedFlow(opening(context, at), at);
        } else if (problem.contains("mapping values") && line.key().end() == at) {
            tooDeep(line);
        } else if (problem.contains("sequence entries")) {
            syntax(
                    charAt(at),
                    "a list cannot start on the line of its key",
                    Note.help("start the list on the next line"));
        } else if (reading.contains("block")) {
            misaligned(line, at, context);
        } else {
            other(at);
        }
    }

    private void unknownEscape(YamlLine line, int at) {
        int backslash = Math.max(0, text.lastIndexOf('\\', at));
        syntax(
                new Span(backslash, Math.min(backslash + 2, text.length())),
                "YAML knows no escape `"
                        + text.substring(backslash, Math.min(at + 1, text.length()))
                        + "`",
                Note.help("double the `\\`, or put the value in single quotes"));
    }

    private void noColon(YamlLine line, int at) {
        Span shown = new Span(Math.max(at, line.value().start()), Math.max(at, line.value().end()));
        int colon = text.indexOf(':', at);
        if (colon > at && colon + 1 < line.end() && text.charAt(colon + 1) > ' ') {
            syntax(
                    new Span(colon, colon + 1),
                    "a space is missing after this `:`",
                    Note.help(
                            "write `"
                                    + text.substring(line.start(), colon)
                                    + ": "
                                    + text.substring(colon + 1, line.value().end())
                                    + "`"));
            return;
        }
        syntax(
                shown,
                "a key with a `:` is expected here",
                Note.help(
                        "a text of several lines needs `|` after its key, or deeper indentation"));
    }

    private void unclosedFlow(int opening, int at) {
        boolean isBracket = opening < text.length() && "[{".indexOf(text.charAt(opening)) >= 0;
        if (!isBracket) {
            other(at);
            return;
        }
        char open = text.charAt(opening);
        String close = open == '[' ? "]" : "}";
        boolean sameLine = source.lineAt(opening) == source.lineAt(Math.min(at, text.length()));
        if (sameLine && at < text.length()) {
            syntax(charAt(at), "a `,` or `" + close + "` is missing before this");
        } else {
            syntax(
                    new Span(opening, opening + 1),
                    "the `" + open + "` that opens here is never closed",
                    Note.help("add the `" + close + "`, or put the value in quotes if it is text"));
        }
    }

    /** The parser does not always say where the bracket is; then it is the nearest one before. */
    private int opening(int context, int at) {
        for (int i = Math.min(context, text.length() - 1); i >= 0 && context == at; i--) {
            if ("[{".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return context;
    }

    private void tooDeep(YamlLine line) {
        syntax(
                line.key(),
                "`"
                        + source.slice(line.key())
                        + "` is indented too far: the line above has a value",
                Note.help("give it the indentation of the keys that it belongs to"));
    }

    private void misaligned(YamlLine line, int at, int context) {
        if (at > line.start()) {
            syntax(charAt(at), "the value ends before this, but the line goes on");
            return;
        }
        boolean item = startsItem(line);
        int column = line.start() - source.startOfLine(line.number());
        int neighbour = item ? itemAbove(line.number()) : context;
        int expected = neighbour - source.startOfLine(source.lineAt(neighbour));
        Span shown = line.hasKey() && !item ? line.key() : charAt(line.start());
        if (column == expected) {
            syntax(
                    shown,
                    item
                            ? "a list item cannot follow a key at the same depth"
                            : "a key cannot follow list items at the same depth");
            return;
        }
        syntax(
                shown,
                item
                        ? "this list item does not line up with the ones above it"
                        : "this line does not line up with the ones above it",
                Note.fact(
                        "it starts in column "
                                + (column + 1)
                                + ", the ones above it, from line "
                                + source.lineAt(neighbour)
                                + " on, in column "
                                + (expected + 1)));
    }

    private boolean startsItem(YamlLine line) {
        return line.start() < text.length() && text.charAt(line.start()) == '-';
    }

    /** Where the nearest list item above a line starts; the line itself if there is none. */
    private int itemAbove(int number) {
        for (int above = number - 1; above > 0; above--) {
            YamlLine line = YamlLine.at(source, source.startOfLine(above));
            if (startsItem(line)) {
                return line.start();
            }
        }
        return YamlLine.at(source, source.startOfLine(number)).start();
    }

    private void other(int at) {
        if (at >= text.length()) {
            syntax(Span.at(text.length()), "the file ends where YAML expects more");
            return;
        }
        String shown = new String(Character.toChars(text.codePointAt(at)));
        if (shown.isBlank()) {
            syntax(charAt(at), "YAML expects something else here");
            return;
        }
        syntax(
                charAt(at),
                "YAML does not allow `" + shown + "` here",
                Note.help("put the value in quotes if this is part of a text"));
    }

    private void syntax(Span span, String message, Note... notes) {
        diagnostics.report(Code.YAML_SYNTAX, source, span, message, notes);
    }

    private Span charAt(int at) {
        return at < text.length()
                ? new Span(at, at + Character.charCount(text.codePointAt(at)))
                : Span.at(text.length());
    }

    private int offset(Optional<Mark> mark, int otherwise) {
        return mark.isPresent() ? offsets.toUtf16(mark.get().getIndex()) : otherwise;
    }
}
