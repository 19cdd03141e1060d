package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A Teams channel's webhook. The address itself is the secret. Takes the envelope with adaptive
 * cards as a workflow's webhook does (202, no body) and {@code {"text": ...}} as the older
 * connector does (200, {@code 1}).
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using">webhooks</a>
 */
final class TeamsStandIn implements StandIn {

    /** The service documents about 28 KB. */
    private static final int MOST_BYTES = 28 << 10;

    private static final String WEBHOOK = "env:TOCSIN_LAB_TEAMS_WEBHOOK";

    private final String baseUrl;
    private final Company company;
    private final Routes routes = new Routes();

    TeamsStandIn(Site site) {
        this.company = site.company();
        this.baseUrl = site.baseUrl();
        routes.on("POST", "/webhook/{secret}", this::post);
    }

    @Override
    public String service() {
        return "teams";
    }

    @Override
    public String prefix() {
        return "/teams";
    }

    @Override
    public Reach reach() {
        // The whole address is the secret, so it stands in no file.
        String address = baseUrl + prefix() + "/webhook/" + company.access().teamsSecret();
        return new Reach(service(), "    allowAddresses: [127.0.0.1]\n", Map.of())
                .auth("urlSecret", "url", WEBHOOK)
                .credential(WEBHOOK, address);
    }

    @Override
    public @Nullable Answer answer(Request request) {
        return routes.answer(request);
    }

    @Override
    public Answer failure(int status) {
        return Answer.text(
                status,
                status == 429
                        ? "Microsoft Teams endpoint returned HTTP error 429"
                        : "Webhook message delivery failed with error " + status);
    }

    private Answer post(Request request) {
        if (!request.id().equals(company.access().teamsSecret())) {
            return Answer.text(404, "Webhook not found");
        }
        if (request.text().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Answer.text(413, "Request Entity Too Large");
        }
        MapValue body = request.json();
        if (body == null) {
            return Answer.text(400, "Bad payload received by generic incoming webhook.");
        }
        if ("message".equals(body.text("type")) && body.get("attachments") instanceof ListValue) {
            company.chat().add(body);
            return Answer.empty(202);
        }
        if (Company.text(body, "text").isEmpty() && Company.text(body, "summary").isEmpty()) {
            return Answer.text(400, "Summary or Text is required.");
        }
        company.chat().add(body);
        return Answer.text(200, "1");
    }
}
