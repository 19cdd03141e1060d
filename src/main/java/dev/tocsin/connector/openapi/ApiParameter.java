package dev.tocsin.connector.openapi;

import dev.tocsin.document.Node;

import org.jspecify.annotations.Nullable;

/**
 * One value that goes into the path, the query, a header or a cookie.
 *
 * @param name as the service has it
 * @param schema of the value, references not followed; null where there is none
 * @param style how a list or an object is written
 * @param written the parameter as it stands in the description
 */
record ApiParameter(
        String name,
        Place place,
        boolean required,
        @Nullable Node schema,
        Style style,
        Part written) {

    /** Where it goes. */
    enum Place {
        PATH("path"),
        QUERY("query"),
        HEADER("header"),
        COOKIE("cookie");

        private final String word;

        Place(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static @Nullable Place of(@Nullable String word) {
            for (Place place : values()) {
                if (place.word.equals(word)) {
                    return place;
                }
            }
            return null;
        }
    }

    /** How a value that is no scalar becomes text. */
    enum Style {
        COMMA,
        PIPE,
        SPACE,
        REPEAT,
        /** {@code name[field]=}, one parameter for each field. */
        DEEP_OBJECT,
        /** One text of JSON. */
        JSON,
        /** One that cannot be written here, such as matrix parameters. */
        OTHER
    }
}
