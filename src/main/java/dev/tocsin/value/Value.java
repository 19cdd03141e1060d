package dev.tocsin.value;

/**
 * A value of a run. {@link #equals} is structural and strict ({@code 1} and {@code 1.0} differ);
 * the {@code ==} of expressions, where they are equal, lives in {@code dev.tocsin.expression}.
 */
public sealed interface Value
        permits NullValue,
                BoolValue,
                IntValue,
                DoubleValue,
                BigValue,
                StringValue,
                BytesValue,
                TimestampValue,
                DurationValue,
                ListValue,
                MapValue,
                UnknownValue,
                SecretValue {

    /** What kind of value this is, in the words of messages: {@code string}, {@code list}, … */
    String kind();
}
