package dev.tocsin.value;

/** A text. */
public record StringValue(String value) implements Value {

    /** The text of no characters. */
    public static final StringValue EMPTY = new StringValue("");

    @Override
    public String kind() {
        return "string";
    }
}
