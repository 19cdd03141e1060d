package dev.tocsin.value;

/** A whole number within int64. */
public record IntValue(long value) implements Value {

    private static final IntValue[] SMALL = new IntValue[1024];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new IntValue(i - 128);
        }
    }

    /** Small numbers are shared: loop indexes and counts make no garbage. */
    public static IntValue of(long value) {
        return value >= -128 && value < SMALL.length - 128
                ? SMALL[(int) value + 128]
                : new IntValue(value);
    }

    @Override
    public String kind() {
        return "int";
    }
}
