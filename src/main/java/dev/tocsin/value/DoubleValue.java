package dev.tocsin.value;

/** A number with a fraction or an exponent; IEEE 754 binary64. */
public record DoubleValue(double value) implements Value {

    @Override
    public String kind() {
        return "double";
    }
}
