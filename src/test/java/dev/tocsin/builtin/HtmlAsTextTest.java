package dev.tocsin.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** HTML mails as those read them who do not read HTML. */
final class HtmlAsTextTest {

    @Test
    void blocksAreLines() {
        assertEquals(
                """
                Device isolated
                ws-042 was cut off, because:
                - malware & more
                - no answer
                Device Owner
                ws-042 ana
                """,
                HtmlAsText.of(
                                """
                                <html><head><title>no</title><style>p { color: red }</style></head>
                                <!-- not this --><body><h1>Device
                                  isolated</h1><p>ws-042 was <b>cut off</b>, because:</p>
                                <ul><li>malware &amp; more</li><li>no answer</li></ul>
                                <table><tr><th>Device</th><th>Owner</th></tr>
                                <tr><td>ws-042</td><td>ana</td></tr></table>
                                <script>alert("<p>no</p>")</script></body></html>
                                """)
                        .replaceAll(" {2,}", " ")
                        .replaceAll(" +\\n", "\n"));
    }

    @Test
    void linksSayWhereTheyLead() {
        assertEquals(
                "the bank <https://evil.example/?a=1&b=2>, https://same.example/ or a picture\n",
                HtmlAsText.of(
                        "<a class='x' href=\"https://evil.example/?a=1&amp;b=2\">the bank</a>, <a"
                                + " href='https://same.example/'>https://same.example/</a> or <img"
                                + " src=x alt='a picture'>"));
    }

    @Test
    void whatIsNoMarkupStays() {
        assertEquals(
                "1 < 2 & 3 &copy; A…\n",
                HtmlAsText.of("1 < 2 & 3 &copy; &#65;&#x2026;&#7;".replace("&#7;", "")));
        assertEquals("&#7; a\n", HtmlAsText.of("&#7; a<br"));
    }
}
