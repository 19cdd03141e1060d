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
        INDICATORS("Links, domains and indicators");

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
            };
        }
    }

    private Functions() {}

    /** The function of this name, or null. */
    static @Nullable Function find(String name) {
        Function found = TextFunctions.find(name);
        found = found != null ? found : ListFunctions.find(name);
        found = found != null ? found : ConversionFunctions.find(name);
        found = found != null ? found : TimeFunctions.find(name);
        found = found != null ? found : NumberFunctions.find(name);
        found = found != null ? found : EncodingFunctions.find(name);
        found = found != null ? found : TableFunctions.find(name);
        return found != null ? found : IndicatorFunctions.find(name);
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
        names.addAll(List.of("has", "all", "exists", "exists_one", "filter", "map"));
        return names;
    }
}
