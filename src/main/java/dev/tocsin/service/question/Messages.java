package dev.tocsin.service.question;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.playbook.Channel;
import dev.tocsin.service.config.Asking;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.question.QuestionMail.Reason;
import dev.tocsin.store.DeliveryTable.DeliveryRow;
import dev.tocsin.store.LinkTable;
import dev.tocsin.store.LinkTable.LinkRow;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Makes a message of an entry of the outbox, with a link of its own, and sends it once. */
final class Messages {

    /** How long it is worth telling people that there is nothing to answer. */
    static final Duration CLOSED_MATTERS = Duration.ofDays(1);

    private final String publicUrl;
    private final Asking asking;
    private final Store store;
    private final Sender sender;
    private final SecureRandom random;
    private final InstantSource clock;

    Messages(
            ServiceFile service,
            Store store,
            Sender sender,
            SecureRandom random,
            InstantSource clock) {
        this.publicUrl = service.publicUrl().toString();
        this.asking = service.questions();
        this.store = store;
        this.sender = sender;
        this.random = random;
        this.clock = clock;
    }

    /** Makes one attempt. */
    void send(DeliveryRow row, QuestionRow question, Instant deadline)
            throws ConnectorException, StoreException, InterruptedException {
        QuestionSheet sheet = QuestionBook.sheet(question);
        // The same for each attempt: a mailbox that knows the message drops the second one.
        String key = "question/" + question.id() + "/" + row.number();
        int answers = store.read(reader -> Answers.taken(reader, question.number()).size());
        if (row.channel().equals(Channel.TEAMS.word())) {
            MapValue card = card(row, sheet, answers);
            String connection = asking.teamsConnection();
            sender.send("teams", "postCard", connection, card, key, deadline);
        } else if (row.channel().equals(Channel.MAIL.word())) {
            MapValue mail = mail(row, question, sheet, answers).input(row.to(), asking.from());
            sender.send("mail", "send", asking.mailConnection(), mail, key, deadline);
        } else {
            throw new IllegalStateException("a message by " + row.channel());
        }
    }

    private MapValue card(DeliveryRow row, QuestionSheet sheet, int answers) {
        String page = publicUrl + "/questions/" + sheet.id();
        return switch (DeliveryKind.of(row.kind())) {
            case ASKED -> TeamsCard.asking(sheet, Reason.ASKED, page, answers, clock.instant());
            case REMINDED ->
                    TeamsCard.asking(sheet, Reason.REMINDED, page, answers, clock.instant());
            case ESCALATED ->
                    TeamsCard.asking(sheet, Reason.ESCALATED, page, answers, clock.instant());
            case CLOSED -> TeamsCard.closing(sheet, Outbox.text(row));
            case CANCEL, DENY -> throw new IllegalStateException(row.kind() + " to a channel");
        };
    }

    private QuestionMail mail(
            DeliveryRow row, QuestionRow question, QuestionSheet sheet, int answers)
            throws StoreException, InterruptedException {
        return switch (DeliveryKind.of(row.kind())) {
            case ASKED -> asking(row, question, sheet, answers, Reason.ASKED);
            case REMINDED -> asking(row, question, sheet, answers, Reason.REMINDED);
            case ESCALATED -> asking(row, question, sheet, answers, Reason.ESCALATED);
            case CLOSED -> QuestionMail.closing(sheet, Outbox.text(row));
            case CANCEL, DENY -> throw new IllegalStateException(row.kind() + " by mail");
        };
    }

    private QuestionMail asking(
            DeliveryRow row, QuestionRow question, QuestionSheet sheet, int answers, Reason reason)
            throws StoreException, InterruptedException {
        LinkToken token = LinkToken.of(random);
        String hash = token.hash(SheetText.digest(question.content()));
        LinkRow link = new LinkRow(hash, question.number(), row.to(), sheet.expiresAt(), null);
        // Known before it is sent: whoever opens it at once finds it.
        store.await(
                tx -> {
                    LinkTable.add(tx, link);
                    return link;
                });
        String address = publicUrl + "/q/" + sheet.id() + "/" + token.text();
        return QuestionMail.asking(sheet, reason, address, answers, clock.instant());
    }
}
