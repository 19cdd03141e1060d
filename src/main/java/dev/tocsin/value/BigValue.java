package dev.tocsin.value;

import java.math.BigInteger;

/** A whole number beyond int64: kept exact, comparable, but no arithmetic is done on it. */
public record BigValue(BigInteger value) implements Value {

    @Override
    public String kind() {
        return "int";
    }
}
