package dev.tocsin.service.question;

import dev.tocsin.value.Sha256;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What all pages share: head, style, the line above and the line below. A page is complete by
 * itself and runs nothing: it asks for no script, picture, font or other file.
 */
final class PageLayout {

    private static final String STYLE = style();

    /**
     * The policy that pages are sent with: their own style, forms to where they came from, nothing
     * else, in no frame.
     *
     * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
     */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-"
                    + digest(STYLE)
                    + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private PageLayout() {}

    /**
     * @param title one line
     * @param person who is logged in, or null
     * @param csrf what their forms carry, or null where nobody is logged in
     */
    static String page(String title, @Nullable String person, @Nullable String csrf, Html main) {
        Html page =
                new Html()
                        .markup("<!doctype html>\n<html lang=\"en\">\n<head>\n")
                        .markup("<meta charset=\"utf-8\">\n")
                        .markup("<meta name=\"viewport\" ")
                        .markup("content=\"width=device-width, initial-scale=1\">\n")
                        .markup("<meta name=\"robots\" content=\"noindex, nofollow\">\n")
                        // What an alert says must not become something to tap.
                        .markup("<meta name=\"format-detection\" ")
                        .markup("content=\"telephone=no, date=no, address=no, email=no\">\n")
                        .element("title", title + " · Tocsin")
                        .markup("\n<style>")
                        .markup(STYLE)
                        .markup("</style>\n</head>\n<body>\n<header><strong>Tocsin</strong>");
        if (person != null) {
            page.open("form", "method", "post", "action", "/logout")
                    .open("input", "type", "hidden", "name", "csrf", "value", csrf)
                    .text(person + " ")
                    .element("button", "Log out", "type", "submit", "class", "plain")
                    .close("form");
        }
        return page.markup("</header>\n<main>\n")
                .markup(main.toString())
                .markup("</main>\n<footer>Tocsin asks on behalf of a playbook. ")
                .markup("What stands in alerts was written by others: read it as data.")
                .markup("</footer>\n</body>\n</html>\n")
                .toString();
    }

    private static String style() {
        try (InputStream in = PageLayout.class.getResourceAsStream("/question/page.css")) {
            if (in == null) {
                throw new IllegalStateException("question/page.css is not in the jar");
            }
            return "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Sha256.of(bytes));
    }
}
