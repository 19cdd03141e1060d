package dev.tocsin.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions that people write: RE2's syntax, whose matching takes time linear in the
 * text. Compiling does not: counted repetitions within each other multiply, so what a pattern
 * unfolds to is counted before it is compiled.
 */
public final class BoundedPattern {

    /** Longer patterns are lists in disguise, and compiling them takes memory. */
    public static final int MAX_LENGTH = 1000;

    /** Brackets within brackets: the compiler of RE2/J recurses. */
    private static final int MAX_DEPTH = 50;

    /** Characters and classes, each as often as its repetitions ask for: some megabytes. */
    private static final long MAX_UNFOLDED = 10_000;

    private final String text;
    private final long[] outer = new long[MAX_DEPTH];
    private int depth;

    /** What the current group unfolds to so far, and the part of it that a repetition repeats. */
    private long group;

    private long last;

    private BoundedPattern(String text) {
        this.text = text;
    }

    /**
     * @throws PatternSyntaxException whose description says what is wrong
     */
    public static Pattern compile(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw fault("longer than " + MAX_LENGTH + " characters", pattern);
        }
        new BoundedPattern(pattern).unfold();
        return Pattern.compile(pattern);
    }

    private static PatternSyntaxException fault(String description, String pattern) {
        return new PatternSyntaxException(description, pattern);
    }

    private void unfold() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> at = escape(at);
                case '[' -> {
                    at = endOfClass(at);
                    one();
                }
                case '(' -> open();
                case ')' -> close();
                case '{' -> at = repetition(at);
                default -> one();
            }
            at++;
            if (group > MAX_UNFOLDED) {
                throw fault("its repetitions multiply to a pattern too large to run", text);
            }
        }
    }

    private void one() {
        last = 1;
        group++;
    }

    private void open() {
        if (depth == MAX_DEPTH) {
            throw fault("nested more than " + MAX_DEPTH + " levels deep", text);
        }
        outer[depth++] = group;
        group = 0;
        one();
    }

    /** A bracket too many is left to the compiler, which says so. */
    private void close() {
        if (depth > 0) {
            last = group;
            group += outer[--depth];
        }
    }

    private int escape(int at) {
        int end = text.startsWith("\\Q", at) ? text.indexOf("\\E", at) : at + 1;
        one();
        return end < 0 ? text.length() : end;
    }

    /** The last character of a class; a {@code ]} that comes first stands for itself. */
    private int endOfClass(int start) {
        int at = text.startsWith("[^", start) ? start + 2 : start + 1;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (text.startsWith("[:", i) && text.indexOf(":]", i) > 0) {
                i = text.indexOf(":]", i) + 1;
            } else if (c == ']' && i > at) {
                return i;
            }
        }
        return text.length();
    }

    /** {@code {3}}, {@code {3,}} or {@code {3,5}}; braces around anything else are characters. */
    private int repetition(int start) {
        int end = text.indexOf('}', start);
        long times = 0;
        long most = 0;
        for (int i = start + 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == ',') {
                times = 0;
            } else if (c < '0' || c > '9') {
                end = -1;
            } else {
                times = Math.min(times * 10 + c - '0', MAX_UNFOLDED);
                most = Math.max(most, times);
            }
        }
        if (end <= start + 1) {
            one();
            return start;
        }
        group += last * (Math.max(most, 1) - 1);
        last *= Math.max(most, 1);
        return end;
    }
}
