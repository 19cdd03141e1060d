package dev.tocsin.value;

/** JSON null. */
public enum NullValue implements Value {
    NULL;

    @Override
    public String kind() {
        return "null";
    }
}
