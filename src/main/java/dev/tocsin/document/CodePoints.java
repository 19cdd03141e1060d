package dev.tocsin.document;

import java.util.Arrays;

/** Turns offsets in code points, as the YAML parser counts, into offsets in UTF-16 units. */
final class CodePoints {

    private final int length;

    /** For each character outside the basic plane, its offset in code points; ascending. */
    private final int[] wide;

    CodePoints(String text) {
        length = text.length();
        int[] found = new int[0];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, Math.max(16, count * 2));
                }
                found[count] = i - count;
                count++;
                i++;
            }
        }
        wide = Arrays.copyOf(found, count);
    }

    /** At most the length of the text, whatever the parser says. */
    int toUtf16(int codePoints) {
        int before = wide.length == 0 ? 0 : Arrays.binarySearch(wide, codePoints);
        return Math.min(codePoints + (before < 0 ? -before - 1 : before), length);
    }
}
