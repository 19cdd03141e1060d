package dev.tocsin.service.http;

/** The page to log in at: one field, no script. */
final class LoginPage {

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Log in to Tocsin</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 26rem; padding: 0 1rem; }
            label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
            input, button { padding: .5rem; margin: .25rem 0 1rem; }
            </style>
            </head>
            <body>
            <main>
            <h1>Log in</h1>
            {said}
            <form method="post" action="/login">
            <label for="token">Your token</label>
            <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
            <input type="hidden" name="to" value="{to}">
            <button>Log in</button>
            </form>
            <p>Tokens are made by <code>tocsin token create</code>; ask whoever runs this service.</p>
            </main>
            </body>
            </html>
            """;

    private LoginPage() {}

    /**
     * The page.
     *
     * @param to where to go on; a path of ours, of letters, digits and {@code ._~%/-} alone
     * @param said why the last attempt failed; empty at first
     */
    static String of(String to, String said) {
        String alert = said.isEmpty() ? "" : "<p role=\"alert\">" + escaped(said) + "</p>";
        return PAGE.replace("{to}", to).replace("{said}", alert);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
