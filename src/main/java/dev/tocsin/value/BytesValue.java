package dev.tocsin.value;

import java.util.Arrays;

/** A run of bytes; JSON shows it as base64. The array belongs to the value: nobody writes to it. */
public record BytesValue(byte[] bytes) implements Value {

    @Override
    public String kind() {
        return "bytes";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytesValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "BytesValue[" + bytes.length + " bytes]";
    }
}
