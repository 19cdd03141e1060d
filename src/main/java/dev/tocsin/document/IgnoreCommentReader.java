package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Finds the comments that hide findings and reads them. One use only. */
final class IgnoreCommentReader {

    /** Each is held against each finding; nobody writes this many by hand. */
    private static final int MAX_COMMENTS = 1000;

    private static final String MARK = "tocsin:";
    private static final String WORD = "ignore";

    private final SourceText source;
    private final String text;
    private final Scalars scalars;
    private final Diagnostics diagnostics;

    IgnoreCommentReader(Document document, Diagnostics diagnostics) {
        this.source = document.source();
        this.text = source.text();
        this.scalars = new Scalars(document.root());
        this.diagnostics = diagnostics;
    }

    /** Whether a file can have such a comment at all; hardly any has. */
    static boolean mayHaveAny(String text) {
        return text.contains(MARK);
    }

    /** In the order of the file. What is wrong with one is reported. */
    List<IgnoreComment> read() {
        List<IgnoreComment> comments = new ArrayList<>();
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
            int hash = hashBefore(at);
            if (hash >= 0 && comments.size() == MAX_COMMENTS) {
                diagnostics.report(
                        Code.INVALID_IGNORE,
                        source,
                        new Span(hash, at),
                        "more than " + MAX_COMMENTS + " such comments: from here on none is read");
                return comments;
            }
            if (hash >= 0) {
                IgnoreComment comment = comment(hash, at + MARK.length());
                if (comment != null) {
                    comments.add(comment);
                }
            }
        }
        return comments;
    }

    /** The {@code #} that makes a comment begin with what stands at {@code at}, or -1. */
    private int hashBefore(int at) {
        int hash = at - 1;
        while (hash >= 0 && isBlank(text.charAt(hash))) {
            hash--;
        }
        if (hash < 0 || text.charAt(hash) != '#') {
            return -1;
        }
        boolean begins = hash == 0 || text.charAt(hash - 1) <= ' ';
        return begins && !isInText(hash) ? hash : -1;
    }

    /** YAML knows no comment inside a scalar, but for the line that begins a block of text. */
    private boolean isInText(int at) {
        ScalarNode scalar = scalars.at(at);
        if (scalar == null) {
            return false;
        }
        boolean block =
                scalar.style() == ScalarNode.Style.LITERAL
                        || scalar.style() == ScalarNode.Style.FOLDED;
        return !(block && source.lineAt(scalar.span().start()) == source.lineAt(at));
    }

    private @Nullable IgnoreComment comment(int hash, int from) {
        int line = source.lineAt(hash);
        int lineEnd = source.startOfLine(line) + source.line(line).length();
        Span whole = new Span(hash, lineEnd);
        int at = skipBlanks(from, lineEnd);
        int close = text.indexOf(']', at, lineEnd);
        boolean listed = text.startsWith(WORD + "[", at) && close >= 0;
        if (!listed) {
            diagnostics.report(
                    Code.INVALID_IGNORE,
                    source,
                    whole,
                    "this comment hides nothing",
                    Note.help("write `# tocsin: ignore[code] reason`"));
            return null;
        }
        List<IgnoreComment.Listed> codes = codes(at + WORD.length() + 1, close);
        String reason = text.substring(close + 1, lineEnd).strip();
        if (reason.startsWith(":") || reason.startsWith("-")) {
            reason = reason.substring(1).strip();
        }
        if (reason.isEmpty()) {
            diagnostics.report(
                    Code.IGNORE_WITHOUT_REASON,
                    source,
                    whole,
                    "this comment does not say why",
                    Note.help("give the reason behind the brackets, for whoever reads this next"));
        }
        return new IgnoreComment(codes, reason, covered(line, hash), whole);
    }

    private List<IgnoreComment.Listed> codes(int from, int close) {
        List<IgnoreComment.Listed> codes = new ArrayList<>();
        int start = from;
        while (start <= close) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 || comma > close ? close : comma;
            Span word = word(start, end);
            Code code = Code.find(source.slice(word));
            if (code == null) {
                unknown(word);
            } else if (!code.mayBeIgnored()) {
                notAllowed(code, word);
            } else {
                codes.add(new IgnoreComment.Listed(code, word));
            }
            start = end + 1;
        }
        return codes;
    }

    private Span word(int from, int to) {
        int start = skipBlanks(from, to);
        int end = to;
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }

    private void unknown(Span word) {
        List<String> known = new ArrayList<>();
        for (Code code : Code.values()) {
            known.add(code.id());
        }
        String meant = Suggestion.closest(source.slice(word), known);
        diagnostics.report(
                Code.UNKNOWN_CODE,
                source,
                word,
                source.slice(word).isEmpty()
                        ? "a code is missing here"
                        : "there is no code `" + source.slice(word) + "`",
                Note.help(
                        meant == null
                                ? "`tocsin explain` lists them all"
                                : "did you mean `" + meant + "`?"));
    }

    private void notAllowed(Code code, Span word) {
        diagnostics.report(
                Code.IGNORE_NOT_ALLOWED,
                source,
                word,
                "`" + code.id() + "` cannot be ignored",
                Note.help("put right what it says, then remove the code from this comment"));
    }

    /**
     * The line of the comment, or the next line that is no comment where it stands alone; to the
     * end of the text where one begins there that goes over several lines.
     */
    private Span covered(int line, int hash) {
        int covered = line;
        if (text.substring(source.startOfLine(line), hash).isBlank()) {
            do {
                covered++;
            } while (covered <= source.lineCount() && isCommentOrEmpty(source.line(covered)));
        }
        if (covered > source.lineCount()) {
            return Span.at(text.length());
        }
        int start = source.startOfLine(covered);
        int end = start + source.line(covered).length();
        return new Span(start, scalars.endOfLast(new Span(start, end)));
    }

    private static boolean isCommentOrEmpty(String line) {
        String stripped = line.strip();
        return stripped.isEmpty() || stripped.startsWith("#");
    }

    private int skipBlanks(int from, int to) {
        int at = from;
        while (at < to && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
