package dev.tocsin.service.question;

/** What the HTML of all mails shares. Styles stand at each element: mail programs drop sheets. */
final class MailLayout {

    static final String HEADING = "font-size:20px;line-height:1.3;margin:4px 0 16px";
    static final String QUIET = "color:#55606f;font-size:14px";
    static final String QUOTED = "border:1px solid #d5dbe3;padding:4px 14px;margin:0 0 16px";
    static final String NAME = "padding:3px 16px 3px 0;color:#55606f;vertical-align:top";
    static final String VALUE = "padding:3px 0;vertical-align:top";
    static final String BUTTON =
            "display:inline-block;padding:12px 20px;background:#1a5a96;color:#ffffff;"
                    + "text-decoration:none;border-radius:6px;font-weight:bold";

    private MailLayout() {}

    static Html begin() {
        return new Html()
                .markup(
                        "<!doctype html>\n"
                                + "<html lang=\"en\"><head><meta charset=\"utf-8\"></head>\n")
                .markup("<body style=\"margin:0;padding:16px;color:#1b2430;")
                .markup("font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif\">\n")
                .markup("<div style=\"max-width:640px\">\n");
    }

    /** Ends what {@link #begin} began. */
    static String end(Html mail, String below) {
        return mail.element("p", below.strip(), "style", QUIET)
                .line()
                .markup("</div></body></html>\n")
                .toString();
    }
}
