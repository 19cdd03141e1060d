package dev.tocsin.expression;

/**
 * Where we mean to differ from CEL. A difference from {@code dev.cel} or from cel-spec's own tests
 * that none of these explains fails the build; {@code docs/cel-departures.md} is made of them.
 */
enum Departure {
    STRICT_LOGIC(
            "event.typo == 1 || true",
            "`&&`, `||`, `all`, `exists` and `exists_one` go from left to right, and an error is an"
                    + " error: a misspelt field must not decide a condition"),
    EAGER_BIND(
            "cel.bind(x, 1 / 0, true)",
            "`cel.bind` computes its value, needed or not: what is written is what happens"),
    INT_WIDENS(
            "1 + 1.5",
            "an int widens to a double wherever a double is needed: JSON does not tell `1` from"
                    + " `1.0`"),
    ANY_KINDS_COMPARE(
            "1 == \"1\"",
            "values of two kinds are different and no error; a playbook is warned of a comparison"
                    + " that never holds"),
    EXACT_COMPARISON(
            "dyn(9223372036854775807) < 9223372036854775808.0",
            "ints and doubles are compared by what they count, not by what is left after rounding"),
    TEXT_KEYS("{1: \"a\"}", "the keys of a map are texts, as in JSON"),
    NO_UNSIGNED(
            "2u - 3u",
            "there is one kind of whole number: `1u` reads as 1. Up to 2^64 - 1 it is kept exact,"
                    + " and beyond 2^63 - 1 only compared; `uint(x)` refuses what is below 0"),
    KINDS_ARE_TEXTS(
            "type(1) == \"int\"",
            "`type(x)` gives the kind as a text (`null`, `bool`, `int`, `double`, `string`,"
                    + " `bytes`, `list`, `map`, `timestamp`, `duration`); types are no values"),
    KNOWN_FIELDS(
            "has({\"a\": 1}.b)",
            "a field that is known never to be there is a mistake, also within `has`"),
    HAS_OF_NULL("has(nothing.a)", "`has(x.a)` is false where `x` is null"),
    NO_OPTIONALS(
            "[3, 4].first() + 1",
            "what may be missing is the value or null; `x?.a`, `x?.[i]` and `x ?? y` take the place"
                    + " of optionals, and `first`, `last` and `regex.extract` give the value or"
                    + " null"),
    COALESCING("nothing ?? 1", "`a ?? b` is `b` where `a` is null: most conditions need a default"),
    SAFE_ACCESS("nothing?.a", "`x?.a` and `x?.[i]` are null where `x` is null or lacks it"),
    NO_MESSAGES(
            "google.protobuf.Timestamp{seconds: 1}", "there are no messages to build, only maps"),
    TEXTS_AS_TIMES(
            "\"2026-03-01T00:00:00Z\" < timestamp(\"2026-04-01T00:00:00Z\")",
            "a date-time text counts as the time that it spells beside a timestamp: alerts carry"
                    + " times as texts"),
    DAYS("duration(\"1d\")", "`d` is 24 hours: waiting times are given in days"),
    LENGTHS_BELOW_ZERO("-duration(\"1h\")", "a length of time can be turned around"),
    NO_PLACE_FOR_NAN(
            "[0.0 / 0.0, 1.0].sort()",
            "NaN is neither above nor below anything, so it is an error where an order is needed"),
    LONG_DURATIONS(
            "timestamp(\"9999-12-31T23:59:59Z\") - timestamp(\"0001-01-01T00:00:00Z\")",
            "a length of time has the range of cel-spec, 10,000 years; CEL's tests know 292"),
    EITHER_FORM(
            "contains(\"mail\", \"ai\")",
            "`f(a, b)` and `a.f(b)` are the same call: nobody remembers which it is"),
    JOIN_OF_ANYTHING("[1, 2].join(\"-\")", "`join` takes whatever reads as text by itself"),
    MIXED_BRANCHES(
            "flag ? 1 : \"none\"",
            "the branches of a condition may be of two kinds, and so may the items of a list"),
    CONST_IS_A_NAME("const + 1", "a playbook's constants are `const.x`"),
    COMMAS(
            "size(\"a\",)",
            "a comma may end arguments too; but a lone one, as in `[,]`, is a mistake"),
    NUMBERS_AS_TEXT(
            "string(2.0)", "a whole double reads without `.0` (as in cel-go; cel-java writes it)"),
    LENGTHS_AS_TEXT(
            "string(duration(\"1.5s\"))",
            "a length of time reads without zeros at its end (as in cel-go; cel-java writes them)"),
    ADDRESSES_ARE_TEXTS(
            "ip(\"10.0.0.1\") == \"10.0.0.1\"",
            "IP addresses and their ranges are texts, as alerts carry them; `ip` and `cidr` check"
                    + " them and make them canonical, and `ip` of a range is the address in it"),
    END_IS_A_POSITION(
            "\"ab\".indexOf(\"x\", 2)",
            "the end of a text is a position to search from (cel-java refuses it)");

    private final String example;
    private final String reason;

    Departure(String example, String reason) {
        this.example = example;
        this.reason = reason;
    }

    String example() {
        return example;
    }

    String reason() {
        return reason;
    }
}
