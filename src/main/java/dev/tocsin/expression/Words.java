package dev.tocsin.expression;

/** Words that cannot be names. */
public final class Words {

    private Words() {}

    /** Words of the grammar itself, which cannot name fields either. */
    public static boolean isLiteralWord(String word) {
        return switch (word) {
            case "true", "false", "null", "in" -> true;
            default -> false;
        };
    }

    /**
     * The words that cel-spec keeps for host languages, but for {@code const}: a scope name here.
     */
    public static boolean isReserved(String word) {
        return switch (word) {
            case "as",
                    "break",
                    "continue",
                    "else",
                    "for",
                    "function",
                    "if",
                    "import",
                    "let",
                    "loop",
                    "package",
                    "namespace",
                    "return",
                    "var",
                    "void",
                    "while" ->
                    true;
            default -> false;
        };
    }
}
