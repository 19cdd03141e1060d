package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectionNeeds;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationBuilder;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.connector.Shape;
import dev.tocsin.connector.SmtpSession;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.List;

/** Mail over SMTP. */
public final class MailConnector implements Connector {

    // Addresses are checked in full when they are used; this keeps line ends out of headers.
    private static final Shape ADDRESS = Shape.text(3, 320, "^[^\\s@<>,;]+@[^\\s@<>,;]+$");
    private static final Shape LINE = Shape.text(1, 998, "^[^\\r\\n\\x00]*$");

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public String summary() {
        return "Mail over SMTP.";
    }

    @Override
    public ConnectionNeeds needs() {
        return new ConnectionNeeds(
                List.of("basic", "none", "oauth2ClientCredentials"),
                null,
                "https://outlook.office365.com/.default",
                null,
                "",
                List.of(),
                """
                smtp: { host: smtp.example.com, port: 587, security: starttls, from: soc@example.com }
                auth:
                  kind: basic
                  user: soc@example.com
                  password: env:TOCSIN_MAIL_PASSWORD
                """);
    }

    @Override
    public List<Operation> operations() {
        return List.of(new Send(spec()));
    }

    private static OperationSpec spec() {
        Value soc = new ListValue(List.of(new StringValue("soc@contoso.com")));
        return OperationBuilder.named("send")
                .does("Sends one message.")
                .effect(Effect.CHANGE, Idempotency.NO)
                .input("to", Shape.listOf(ADDRESS, 1), "addresses of the recipients")
                .input("subject", LINE, "one line, 1 to 998 characters")
                .optional("text", Shape.TEXT, "the message as plain text")
                .optional(
                        "html",
                        Shape.HTML,
                        "the message as HTML; its words go along as plain text unless `text` is"
                                + " given")
                .optional("cc", Shape.listOf(ADDRESS, 0), "addresses that get a copy")
                .optional("bcc", Shape.listOf(ADDRESS, 0), "addresses that get a hidden copy")
                .optional("replyTo", ADDRESS, "where answers go")
                .optional(
                        "importance",
                        Shape.oneOf("high", "normal", "low"),
                        "as readers show it; normal if left out")
                .optional(
                        "attachments",
                        Attachment.SHAPE,
                        "at most 20 files, of 10 MiB together; mail servers often take less")
                .output("messageId", Shape.TEXT, "the Message-ID, the same for each attempt")
                .permission("the right to send as the `from` of the connection")
                .example(
                        MapValue.builder()
                                .put("to", soc)
                                .put("subject", "Device isolated - ws-042")
                                .put("text", "ws-042.contoso.com was isolated.")
                                .build(),
                        MapValue.builder()
                                .put("messageId", "<9f86d081884c7d659a2feaa0c55ad015@contoso.com>")
                                .build())
                .build();
    }

    private record Send(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException, InterruptedException {
            try (SmtpSession session = call.connection().smtp(call)) {
                return MapValue.builder()
                        .put("messageId", new SmtpDelivery(call, session).send())
                        .build();
            }
        }
    }
}
