package dev.tocsin.value;

/**
 * Cells of CSV (RFC 4180). Spreadsheets run a text that starts like a formula, quoted or not; a
 * {@code '} before it makes it text.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>
 */
public final class CsvText {

    /** With their full-width forms, which some spreadsheets take for the same. */
    private static final String FORMULAS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvText() {}

    /**
     * @param isText whether it is data that a spreadsheet could misread; a number is none
     */
    public static String cell(String text, boolean isText) {
        String shown = isText && startsFormula(text) ? "'" + text : text;
        boolean quoted = false;
        for (int i = 0; i < shown.length() && !quoted; i++) {
            quoted = ",;\"\r\n\t".indexOf(shown.charAt(i)) >= 0;
        }
        return quoted ? '"' + shown.replace("\"", "\"\"") + '"' : shown;
    }

    private static boolean startsFormula(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (FORMULAS.indexOf(c) >= 0) {
                return true;
            }
            // Spaces and what is not seen at all are skipped by some readers.
            if (c != ' ' && c != '\u00A0' && c != '\uFEFF' && c != '\0') {
                return false;
            }
        }
        return false;
    }
}
