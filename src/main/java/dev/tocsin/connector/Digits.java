package dev.tocsin.connector;

/** Whole numbers as files and services write them: ports, statuses, seconds. */
final class Digits {

    private Digits() {}

    /** The number that {@code text} writes in ASCII digits, or -1 where there is none up to max. */
    static int number(String text, int max) {
        long number = text.isEmpty() || text.length() > 9 ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            char c = text.charAt(i);
            number = c < '0' || c > '9' ? -1 : number * 10 + (c - '0');
        }
        return number > max ? -1 : (int) number;
    }
}
