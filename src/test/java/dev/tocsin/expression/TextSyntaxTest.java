package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an alert says stays data in the languages that inputs declare. */
final class TextSyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            nullValues = "refused",
            textBlock =
                    """
                    KQL | where User =~ "      | x" or 1==1 // | x\\" or 1==1 //
                    KQL | where User =~ '      | x' or '1     | x\\' or \\'1
                    KQL | where User =~ "      | x\\          | x\\\\
                    KQL | where User =~ @"     | x" or 1==1   | x"" or 1==1
                    KQL | where User =~ "a" // | x            | x
                    KQL | where User in (```   | x``` or      | refused
                    KQL | where User =~        | User         | refused
                    KQL | where Time > ago(    | 7d           | 7d
                    KQL | where Time > ago(    | 7d) or (true | refused
                    KQL | where n >            | -1.5         | -1.5
                    KQL | where Path == "C:\\ | x" or 1==1 // | refused
                    ODATA | name eq '          | x' or 'a' eq 'a | x'' or ''a'' eq ''a
                    ODATA | name eq 'a' and n eq | 1 or true  | refused
                    ODATA | name eq 'a' and n eq | 12         | 12
                    JQL | labels = "           | x" or a = "b | x\\" or a = \\"b
                    JQL | labels = '           | x' or a = 'b | x\\' or a = \\'b
                    JQL | labels = "\\"x' and y = | 1 or a = b  | 1 or a = b
                    JQL | labels = "x" and y = | x            | refused
                    JQL | labels = "x" and y = | -7d          | -7d
                    JQL | labels = "x\\      | " or a = b   | refused
                    MRKDWN | *User*            | ^<!channel> & <https://e|x>^ | ^&lt;!channel&gt; &amp; &lt;https://e|x&gt;^
                    MRKDWN | <                 | https://e/?a=1&b=2 | https://e/?a=1&amp;b=2
                    MRKDWN | <                 | !channel     | refused
                    MRKDWN | <                 | ^https://e|Bank^ | refused
                    MRKDWN | <@                | U12AB        | U12AB
                    MRKDWN | <@                | U1> <!here   | refused
                    MRKDWN | <https://e/       | ^a|b>/../^   | a%7Cb%3E%2F..%2F
                    MRKDWN | ^<https://e|^     | x>y          | x&gt;y
                    HTML | <p>                 | <a href="x">'&  | &lt;a href=&quot;x&quot;&gt;&#39;&amp;
                    MARKDOWN | see             | [x](https://e) *now* | \\[x\\](https\\://e) \\*now\\*
                    URL | /users/              | ../a?b#c/%2e | ..%2Fa%3Fb%23c%2F%252e
                    """)
    void escapes(TextSyntax syntax, String before, String data, String written) {
        assertEquals(written, syntax.escape(before, data));
    }

    /** Whatever the data is, the query goes on in the place where it was. */
    @Property(seed = "20261121", tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void dataNeverLeavesItsLiteral(
            @ForAll @CharRange(from = '\0', to = '~') @StringLength(max = 12) String data) {
        for (String opening : new String[] {"\"", "'", "@\"", "@'", "```", "~~~", "//"}) {
            String before = "where a == 1 | where User =~ " + opening;
            String written = TextSyntax.KQL.escape(before, data);
            if (written != null) {
                assertEquals(opening, QueryText.placeInKql(before + written));
                assertFalse(written.contains("\n") && opening.length() < 3, written);
            }
        }
    }
}
