package dev.tocsin.expression;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The functions of the language, by group. A function is made when it is asked for: a table of all
 * of them would be most of the start-up time of a {@code validate}. To add one, add its {@code
 * case} and its name in the file of its group.
 */
final class Functions {

    /** Functions that belong together in the documentation. */
    enum Group {
        TEXTS("Texts"),
        LISTS("Lists and maps"),
        NUMBERS("Numbers"),
        TIMES("Times"),
        CONVERSIONS("Conversions"),
        ENCODINGS("Encodings"),
        TABLES("Tables"),
        INDICATORS("Links, domains and indicators"),
        FORMATS("Formats"),
        SEQUENCES("Places in lists"),
        SETS("Sets"),
        MATHS("Mathematics"),
        PATTERNS("Patterns"),
        NETWORKS("IP addresses"),
        SECRETS("Secrets");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        List<String> names() {
            return switch (this) {
                case TEXTS -> TextFunctions.NAMES;
                case LISTS -> ListFunctions.NAMES;
                case NUMBERS -> NumberFunctions.NAMES;
                case TIMES -> TimeFunctions.NAMES;
                case CONVERSIONS -> ConversionFunctions.NAMES;
                case ENCODINGS -> EncodingFunctions.NAMES;
                case TABLES -> TableFunctions.NAMES;
                case INDICATORS -> IndicatorFunctions.NAMES;
                case SECRETS -> SecretFunctions.NAMES;
                case FORMATS -> FormatFunctions.NAMES;
                case SEQUENCES -> SequenceFunctions.NAMES;
                case SETS -> SetFunctions.NAMES;
                case MATHS -> MathFunctions.NAMES;
                case PATTERNS -> RegexFunctions.NAMES;
                case NETWORKS -> NetworkFunctions.NAMES;
            };
        }
    }

    private Functions() {}

    /** Whether functions are called with this name and a dot before theirs: {@code math.abs}. */
    static boolean isNamespace(String name) {
        return switch (name) {
            case "base64", "ip", "lists", "math", "optional", "regex", "sets", "strings" -> true;
            default -> false;
        };
    }

    /** The function of this name, or null. */
    static @Nullable Function find(String name) {
        if (name.indexOf('.') > 0) {
            return findGrouped(name);
        }
        Function found = TextFunctions.find(name);
        found = found != null ? found : ListFunctions.find(name);
        found = found != null ? found : ConversionFunctions.find(name);
        found = found != null ? found : TimeFunctions.find(name);
        found = found != null ? found : NumberFunctions.find(name);
        found = found != null ? found : EncodingFunctions.find(name);
        found = found != null ? found : TableFunctions.find(name);
        found = found != null ? found : IndicatorFunctions.find(name);
        found = found != null ? found : SequenceFunctions.find(name);
        found = found != null ? found : FormatFunctions.find(name);
        found = found != null ? found : NetworkFunctions.find(name);
        return found != null ? found : SecretFunctions.find(name);
    }

    private static @Nullable Function findGrouped(String name) {
        return switch (name.substring(0, name.indexOf('.'))) {
            case "base64" -> EncodingFunctions.find(name);
            case "ip" -> NetworkFunctions.find(name);
            case "lists" -> SequenceFunctions.find(name);
            case "math" -> MathFunctions.find(name);
            case "regex" -> RegexFunctions.find(name);
            case "sets" -> SetFunctions.find(name);
            case "strings" -> FormatFunctions.find(name);
            default -> null;
        };
    }

    /** The names of all functions and macros, for suggestions. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Group group : Group.values()) {
            names.addAll(group.names());
        }
        for (StepFunction function : StepFunction.values()) {
            names.add(function.word());
        }
        names.add(CallbackUrls.FUNCTION);
        names.add(SecretCalls.RAW);
        names.add("has");
        names.add("cel.bind");
        for (Expr.Macro macro : Expr.Macro.values()) {
            names.add(Macros.word(macro));
        }
        return names;
    }
}
