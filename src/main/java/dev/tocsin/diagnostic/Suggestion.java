package dev.tocsin.diagnostic;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/** Finds what a person probably meant. */
public final class Suggestion {

    /**
     * Among more names than this the nearest is a guess, and each guess costs a comparison: a file
     * of 15,000 misspelt names took 19 s when this was 5,000.
     */
    private static final int MAX_KNOWN = 1000;

    private Suggestion() {}

    /**
     * The known name nearest to a wrong one, or null if none is near. One that differs only in case
     * wins; else as many slips as a third of the length are forgiven (a letter missing, added,
     * wrong, or two swapped), at least one. Of equals the first wins.
     */
    public static @Nullable String closest(String wrong, Collection<String> known) {
        if (wrong.isEmpty() || wrong.length() > 100 || known.size() > MAX_KNOWN) {
            return null;
        }
        String best = null;
        int bestDistance = Math.max(1, wrong.length() / 3) + 1;
        for (String name : known) {
            if (name.equalsIgnoreCase(wrong)) {
                return name;
            }
            if (Math.abs(name.length() - wrong.length()) < bestDistance) {
                int distance = distance(wrong, name, bestDistance);
                if (distance < bestDistance && distance < name.length()) {
                    best = name;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    /** {@link #closest} as a note's text: {@code did you mean `quarantine`?}, or null. */
    public static @Nullable Note note(String wrong, Collection<String> known) {
        String meant = closest(wrong, known);
        return meant == null ? null : Note.help("did you mean `" + meant + "`?");
    }

    /**
     * Optimal string alignment distance: edits and swaps of neighbours, each counted once.
     *
     * @return {@code limit} where it is that or more
     */
    private static int distance(String a, String b, int limit) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1
                        && j > 1
                        && same(a.charAt(i - 1), b.charAt(j - 2))
                        && same(a.charAt(i - 2), b.charAt(j - 1))) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least >= limit) {
                // The row before holds at least limit - 1, and a swap, which starts there, costs 1.
                return limit;
            }
            int[] oldest = beforeLast;
            beforeLast = last;
            last = row;
            row = oldest;
        }
        return Math.min(last[b.length()], limit);
    }

    private static boolean same(char a, char b) {
        return a == b || Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
