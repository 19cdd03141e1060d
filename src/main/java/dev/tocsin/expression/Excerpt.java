package dev.tocsin.expression;

/** Cuts what a message quotes: one line, 60 characters. */
final class Excerpt {

    private static final int MAX_LENGTH = 60;

    private Excerpt() {}

    static String of(String text) {
        String line = text.replace('\n', ' ').replace('\r', ' ').replace('`', '\'');
        if (line.length() <= MAX_LENGTH) {
            return line;
        }
        int end = MAX_LENGTH - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}
