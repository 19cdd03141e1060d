package dev.tocsin.expression;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expressions that CEL's checker lets pass, put together from patterns in which {@code #I} stands
 * for any expression of the type {@code I}. The types: I int, D double, S string, B bool, Y bytes,
 * L list of ints, T list of strings, R list of doubles, N list of lists, M map to ints, P point in
 * time, U length of time.
 */
final class TypedExpressions {

    /** The variables that the patterns use, as {@code dev.cel} is to know them. */
    static final String VARIABLES =
            """
            {"i": 7, "j": -3, "zero": 0, "d": 2.5, "half": -0.5, "s": "Tocsin", "t": "a,b,,c",
             "u": "Ünï😀", "b": true, "li": [3, 1, 2, 3], "ls": ["b", "", "a"], "lr": [1.5, -2.0],
             "nested": [[1], [], [2, 3]], "m": {"a": 1, "b": 2}, "empty": {}}
            """;

    private static final Map<Character, List<String>> LEAVES = new HashMap<>();
    private static final Map<Character, List<String>> PATTERNS = new HashMap<>();

    static {
        leaves('I', "i", "j", "zero", "0", "1", "-2", "0x1F", "42", "9223372036854775807", "m.a");
        leaves('D', "d", "half", "0.0", "1.5", "-1e3", ".25", "1e15", "2.0");
        leaves(
                'S',
                "s",
                "t",
                "u",
                "''",
                "'a'",
                "\"x y\"",
                "r'\\d+'",
                "'\\u00e9\\x41\\101'",
                "'12'");
        leaves('B', "b", "true", "false");
        leaves('Y', "b'ab'", "b'\\xff\\001'", "b''", "br'\\n'");
        leaves('L', "li", "[]", "[1, 2]", "[5,]", "nested[2]");
        leaves('T', "ls", "['x']", "['a', 'b', 'a']");
        leaves('R', "lr", "[0.5]", "[3.0, 1.0]");
        leaves('N', "nested", "[[1, 2], [3]]");
        leaves('M', "m", "empty", "{'k': 1, 'a': 5}");
        leaves('P', "timestamp('2026-03-01T09:30:15.250Z')", "timestamp(1000000000)");
        leaves('U', "duration('1h30m')", "duration('-1.5s')", "duration('250ms')");
        patterns(
                'I',
                "#I + #I",
                "#I - #I",
                "#I * #I",
                "#I / #I",
                "#I % #I",
                "-#I",
                "#B ? #I : #I",
                "#S.size()",
                "size(#L)",
                "size(#M)",
                "size(#Y)",
                "#L[#I]",
                "#M[#S]",
                "#M.a",
                "int(#D)",
                "int(#S)",
                "int(#P)",
                "#S.indexOf(#S)",
                "#S.lastIndexOf(#S)",
                "#S.indexOf(#S, #I)",
                "#P.getFullYear()",
                "#P.getMonth()",
                "#P.getDayOfYear()",
                "#P.getDayOfMonth()",
                "#P.getDate()",
                "#P.getDayOfWeek()",
                "#P.getHours()",
                "#P.getHours('Europe/Berlin')",
                "#P.getMinutes('-02:30')",
                "#P.getSeconds()",
                "#P.getMilliseconds()",
                "#U.getHours()",
                "#U.getMinutes()",
                "#U.getSeconds()",
                "math.greatest(#I, #I)",
                "math.least(#I, #I, #I)",
                "math.greatest(#L)",
                "math.abs(#I)",
                "math.sign(#I)",
                "math.bitAnd(#I, #I)",
                "math.bitOr(#I, #I)",
                "math.bitXor(#I, #I)",
                "math.bitNot(#I)",
                "math.bitShiftLeft(#I, #I)",
                "math.bitShiftRight(#I, #I)",
                "cel.bind(x, #I, x * x + #I)",
                "#N.map(x, size(x))[0]");
        patterns(
                'D',
                "#D + #D",
                "#D - #D",
                "#D * #D",
                "#D / #D",
                "-#D",
                "#B ? #D : #D",
                "double(#I)",
                "double(#S)",
                "math.ceil(#D)",
                "math.floor(#D)",
                "math.round(#D)",
                "math.trunc(d * 3.0)",
                "math.abs(#D)",
                "math.sign(#D)",
                "math.sqrt(#D)",
                "math.sqrt(#I)",
                "math.greatest(#D, #D)",
                "math.least(#R)",
                "#R[#I]");
        patterns(
                'S',
                "#S + #S",
                "#B ? #S : #S",
                "string(#I)",
                "string(#B)",
                "string(#Y)",
                "string(#P)",
                "#S.lowerAscii()",
                "#S.upperAscii()",
                "#S.trim()",
                "#S.reverse()",
                "#S.replace(#S, #S)",
                "#S.replace(#S, #S, #I)",
                "#S.substring(#I)",
                "#S.substring(#I, #I)",
                "#S.charAt(#I)",
                "#T.join()",
                "#T.join(#S)",
                "strings.quote(#S)",
                "base64.encode(#Y)",
                "#T[#I]",
                "regex.replace(#S, '[a-m]', '<\\\\0>')",
                "regex.replace(#S, 'a|b', #S, #I)",
                "cel.bind(x, #S, x + '-' + x)");
        patterns(
                'B',
                "#I == #I",
                "#I != #I",
                "#I < #I",
                "#I <= #I",
                "#D > #D",
                "#D >= #D",
                "#I < d",
                "half >= #I",
                "#S == #S",
                "#S < #S",
                "#Y == #Y",
                "#L == #L",
                "#N == #N",
                "#M == #M",
                "#P < #P",
                "#U >= #U",
                "#B && #B",
                "#B || #B",
                "!#B",
                "#B ? #B : #B",
                "#I in #L",
                "#S in #T",
                "#S in #M",
                "#S.contains(#S)",
                "#S.startsWith(#S)",
                "#S.endsWith(#S)",
                "#S.matches('^[a-z]+$')",
                "has(m.a)",
                "has(m.zzz)",
                "#L.all(x, x > #I)",
                "#L.exists(x, x == #I)",
                "#L.exists_one(x, x > #I)",
                "#T.all(x, x.size() < #I)",
                "#M.exists(x, x == #S)",
                "#L.all(k, x, x > k)",
                "#M.exists(k, x, x > #I)",
                "#L.existsOne(k, x, k == x)",
                "math.isNaN(#D)",
                "math.isInf(#D)",
                "math.isFinite(#D)",
                "sets.contains(#L, #L)",
                "sets.equivalent(#T, #T)",
                "sets.intersects(#L, #L)",
                "bool('true')",
                "dyn(#I) == dyn(#D)",
                "dyn(#I) == dyn(#S)");
        patterns('Y', "#Y + #Y", "bytes(#S)", "base64.decode('aGVsbG8=')", "#B ? #Y : #Y");
        patterns(
                'L',
                "#L + #L",
                "[#I, #I]",
                "#L.filter(x, x != #I)",
                "#L.map(x, x + #I)",
                "#L.map(x, x > #I, x)",
                "#L.slice(#I, #I)",
                "#N.flatten()",
                "#L.distinct()",
                "#L.sort()",
                "#L.reverse()",
                "lists.range(#I % 5)",
                "#N[#I]",
                "#L.sortBy(x, -x)",
                "#L.transformList(k, x, k + x)",
                "#L.transformList(k, x, x > #I, x)",
                "#T.map(x, size(x))",
                "#M.transformList(k, x, x).sort()",
                "cel.bind(x, #L, x + x)",
                "#B ? #L : #L");
        patterns(
                'T',
                "#T + #T",
                "[#S, #S]",
                "#S.split(#S)",
                "#S.split(#S, #I)",
                "#T.map(x, x + #S)",
                "#T.filter(x, x.contains(#S))",
                "#T.distinct()",
                "#T.sort()",
                "#T.reverse()",
                "#L.map(x, string(x))",
                "regex.extractAll(#S, '[a-z]')",
                "regex.extractAll(#S, '([A-Z])[a-z]')",
                "#M.map(x, x).sort()",
                "#T.sortBy(x, x.size())");
        patterns('R', "#R + #R", "[#D, #D]", "#R.map(x, x * #D)", "#R.sort()", "#R.reverse()");
        patterns('N', "#N + #N", "[#L, #L]", "#L.map(x, [x, x])", "#N.filter(x, size(x) > #I)");
        patterns(
                'M',
                "{#S: #I}",
                "{'a': #I, 'b' + #S: #I}",
                "#M.transformMap(k, x, x + #I)",
                "#M.transformMap(k, x, x > #I, x)",
                "#T.transformMapEntry(k, x, {x: k})",
                "#B ? #M : #M");
        patterns('P', "#P + #U", "#P - #U", "#U + #P", "timestamp(#S)", "timestamp(#I)");
        patterns('U', "#U + #U", "#U - #U", "-(#U)", "#P - #P", "duration(#S)");
    }

    private final Map<String, Arbitrary<String>> made = new HashMap<>();

    private static void leaves(char type, String... texts) {
        LEAVES.put(type, List.of(texts));
    }

    private static void patterns(char type, String... texts) {
        PATTERNS.put(type, List.of(texts));
    }

    /** Any expression of any type, up to {@code depth} patterns within one another. */
    static Arbitrary<String> any(int depth) {
        TypedExpressions expressions = new TypedExpressions();
        List<Arbitrary<String>> all = new ArrayList<>();
        for (char type : "IDSBYLTRNMPU".toCharArray()) {
            all.add(expressions.of(type, depth));
        }
        return Arbitraries.oneOf(all);
    }

    private Arbitrary<String> of(char type, int depth) {
        Arbitrary<String> leaf = Arbitraries.of(LEAVES.get(type));
        if (depth == 0) {
            return leaf;
        }
        String name = type + "" + depth;
        Arbitrary<String> known = made.get(name);
        if (known == null) {
            List<Arbitrary<String>> filled = new ArrayList<>();
            for (String pattern : PATTERNS.get(type)) {
                filled.add(fill(pattern, depth - 1));
            }
            known =
                    Arbitraries.frequencyOf(
                            net.jqwik.api.Tuple.of(1, leaf),
                            net.jqwik.api.Tuple.of(5, Arbitraries.oneOf(filled)));
            made.put(name, known);
        }
        return known;
    }

    private Arbitrary<String> fill(String pattern, int depth) {
        List<String> texts = new ArrayList<>();
        List<Arbitrary<String>> holes = new ArrayList<>();
        int from = 0;
        for (int at = pattern.indexOf('#'); at >= 0; at = pattern.indexOf('#', from)) {
            texts.add(pattern.substring(from, at));
            holes.add(of(pattern.charAt(at + 1), depth));
            from = at + 2;
        }
        String rest = pattern.substring(from);
        if (holes.isEmpty()) {
            return Arbitraries.just(pattern);
        }
        return Combinators.combine(holes)
                .as(
                        parts -> {
                            StringBuilder text = new StringBuilder();
                            for (int i = 0; i < parts.size(); i++) {
                                String part = parts.get(i);
                                boolean bare = part.matches("[a-z]+|[0-9]+");
                                text.append(texts.get(i));
                                text.append(bare ? part : "(" + part + ")");
                            }
                            return text.append(rest).toString();
                        });
    }
}
