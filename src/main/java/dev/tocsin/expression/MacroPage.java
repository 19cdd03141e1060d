package dev.tocsin.expression;

/**
 * What people read about a macro.
 *
 * @param usage how it is written
 * @param summary one sentence, without a full stop
 * @param example an expression that needs no variables
 * @param exampleResult what the example gives, as JSON
 */
record MacroPage(String usage, String summary, String example, String exampleResult) {

    static final MacroPage HAS =
            new MacroPage(
                    "has(x.name)",
                    "Whether the field is there; false where `x` is null",
                    "[parseJson(\"{}\")].map(x, has(x.name))",
                    "[false]");

    static final MacroPage BIND =
            new MacroPage(
                    "cel.bind(x, value, x + x)",
                    "The last part, in which a name stands for the value",
                    "cel.bind(x, \"a,b\".split(\",\"), x + x)",
                    "[\"a\",\"b\",\"a\",\"b\"]");

    static MacroPage of(Expr.Macro macro) {
        return switch (macro) {
            case ALL ->
                    new MacroPage(
                            "list.all(x, x > 1)",
                            "Whether the condition holds for all items; also `all(i, x, i < x)`",
                            "[2, 3].all(x, x > 1)",
                            "true");
            case EXISTS ->
                    new MacroPage(
                            "list.exists(x, x > 1)",
                            "Whether it holds for at least one item; also `exists(i, x, i < x)`",
                            "[\"DC-01\", \"PC-7\"].exists(x, x.startsWith(\"DC-\"))",
                            "true");
            case EXISTS_ONE ->
                    new MacroPage(
                            "list.exists_one(x, x > 1)",
                            "Whether it holds for exactly one item; also `existsOne(i, x, ...)`",
                            "[1, 2, 3].exists_one(x, x > 1)",
                            "false");
            case FILTER ->
                    new MacroPage(
                            "list.filter(x, x > 1)",
                            "The items for which the condition holds",
                            "[1, 2, 3].filter(x, x > 1)",
                            "[2,3]");
            case FIND ->
                    new MacroPage(
                            "list.find(x, x > 1)",
                            "The first item for which the condition holds, or null where none does",
                            "[1, 2, 3].find(x, x > 1)",
                            "2");
            case MAP ->
                    new MacroPage(
                            "list.map(x, x + 1)",
                            "What is made of each item; also `map(x, condition, x + 1)`",
                            "[1, 2, 3].map(x, x > 1, x * 10)",
                            "[20,30]");
            case SORT_BY, GROUP_BY, INDEX_BY -> ofKey(macro);
            case TRANSFORM_LIST ->
                    new MacroPage(
                            "list.transformList(i, x, x + i)",
                            "What is made of each index and item, or key and value",
                            "[10, 20].transformList(i, x, x + i)",
                            "[10,21]");
            case TRANSFORM_MAP ->
                    new MacroPage(
                            "map.transformMap(k, v, v + 1)",
                            "The map with other values; also `transformMap(k, v, condition, v)`",
                            "{\"low\": 1, \"high\": 9}.transformMap(k, v, v + 1)",
                            "{\"low\":2,\"high\":10}");
            case TRANSFORM_MAP_ENTRY ->
                    new MacroPage(
                            "map.transformMapEntry(k, v, {v: k})",
                            "A map of the entries made of each index and item",
                            "{\"kim\": \"admin\"}.transformMapEntry(k, v, {v: k})",
                            "{\"admin\":\"kim\"}");
        };
    }

    private static MacroPage ofKey(Expr.Macro macro) {
        String word = Macros.word(macro);
        String usage = "list." + word + "(x, x.name)";
        String also = "; also `" + word + "(\"name\")`";
        return switch (macro) {
            case GROUP_BY ->
                    new MacroPage(
                            usage,
                            "A map from each key to the list of its items, keys as they first come,"
                                    + " numbers and bools written as text"
                                    + also,
                            "[{\"os\": \"linux\", \"n\": 1}, {\"os\": \"macos\", \"n\": 2}]"
                                    + ".groupBy(\"os\")",
                            "{\"linux\":[{\"os\":\"linux\",\"n\":1}],"
                                    + "\"macos\":[{\"os\":\"macos\",\"n\":2}]}");
            case INDEX_BY ->
                    new MacroPage(
                            usage,
                            "A map from each key to its item, the first one where a key comes"
                                    + " twice, numbers and bools written as text"
                                    + also,
                            "[\"pc-1\", \"pc-2\", \"dc-01\"].indexBy(x, x.size())",
                            "{\"4\":\"pc-1\",\"5\":\"dc-01\"}");
            default ->
                    new MacroPage(
                            usage,
                            "The items in the ascending order of what is made of each" + also,
                            "[\"pear\", \"fig\"].sortBy(x, x.size())",
                            "[\"fig\",\"pear\"]");
        };
    }
}
