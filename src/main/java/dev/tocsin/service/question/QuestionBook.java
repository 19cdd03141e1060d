package dev.tocsin.service.question;

import dev.tocsin.host.durable.Contained;
import dev.tocsin.host.durable.Held;
import dev.tocsin.host.durable.OpenQuestion;
import dev.tocsin.host.durable.Programs;
import dev.tocsin.host.durable.Questions;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command.Withdraw.Reason;
import dev.tocsin.playbook.Channel;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.store.AnswerTable;
import dev.tocsin.store.AnswerTable.AnswerRow;
import dev.tocsin.store.Audit;
import dev.tocsin.store.LinkTable;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.Durations;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps what runs ask: a row for the question, rows of the outbox for those who hear of it, a row
 * for each answer. Writes them in the transaction of the event, so that a question is either asked
 * and going to be delivered, or was never asked.
 *
 * <p>A question to somebody outside of the allowed domains is put to nobody: its run is cancelled,
 * and says why.
 */
public final class QuestionBook implements Questions {

    private final ServiceFile service;
    private final Programs programs;
    private final Sheets sheets;

    /** Answers on their way, by question and person: known before their event is written. */
    private final Map<List<String>, Coming> coming = new ConcurrentHashMap<>();

    /** Decided by an answer that follows in the same transaction. */
    private final Set<String> decided = ConcurrentHashMap.newKeySet();

    /**
     * How an answer comes.
     *
     * @param link the hash of its link, which is spent in the transaction of the answer, or null
     */
    record Coming(String via, @Nullable String link) {}

    public QuestionBook(ServiceFile service, Programs programs) {
        this.service = service;
        this.programs = programs;
        this.sheets = new Sheets(service);
    }

    @Override
    public void asked(Transaction tx, OpenQuestion open) throws StoreException {
        PlaybookFacts playbook =
                PlaybookFacts.ofRun(tx, open.runNumber(), open.playbook(), programs);
        QuestionSheet sheet = sheets.of(open, playbook);
        long number = add(tx, open.id(), open.runNumber(), QuestionRow.Kind.ASK, sheet);
        List<String> strangers = strangers(sheet.to(), open.content().escalateTo());
        if (!strangers.isEmpty()) {
            refuse(tx, number, sheet, strangers);
            return;
        }
        Instant at = sheet.askedAt();
        Outbox.tell(tx, number, DeliveryKind.ASKED, sheet.to(), channels(sheet), at);
        if (sheet.otherwise().equals(QuestionSheet.CANCELS)) {
            Duration within = service.questions().expireWithin();
            String reason =
                    "nobody decided within "
                            + Durations.print(within)
                            + ", the longest that a question may wait here: "
                            + sheet.question();
            Instant due = sheet.expiresAt();
            String run = Outbox.RUN;
            Outbox.add(tx, number, DeliveryKind.CANCEL, sheet.run(), run, at, due, reason);
        }
    }

    private long add(Transaction tx, Held id, long run, QuestionRow.Kind kind, QuestionSheet sheet)
            throws StoreException {
        return QuestionTable.add(
                tx,
                new QuestionRow(
                        0,
                        id.id(),
                        run,
                        id.handle(),
                        id.sub(),
                        kind,
                        QuestionRow.Status.OPEN,
                        SheetText.write(sheet).getBytes(StandardCharsets.UTF_8),
                        sheet.askedAt(),
                        sheet.expiresAt(),
                        null,
                        null));
    }

    private List<String> strangers(List<String> to, List<String> escalateTo) {
        List<String> strangers = new ArrayList<>();
        for (List<String> people : List.of(to, escalateTo)) {
            for (String person : people) {
                if (!service.questions().allows(person)) {
                    strangers.add(person);
                }
            }
        }
        return strangers;
    }

    private void refuse(Transaction tx, long number, QuestionSheet sheet, List<String> strangers)
            throws StoreException {
        Instant at = sheet.askedAt();
        String reason =
                "forbidden: "
                        + sheet.step()
                        + " asks "
                        + String.join(", ", strangers)
                        + ", and the domain is none of `questions.allowedDomains` of the service";
        Audit.append(tx, at, "tocsin", "question.refuse", sheet.id(), reason);
        QuestionTable.decide(tx, number, QuestionRow.Status.WITHDRAWN, reason, at);
        String run = Outbox.RUN;
        Outbox.add(tx, number, DeliveryKind.CANCEL, sheet.run(), run, at, at, reason);
    }

    private List<String> channels(QuestionSheet sheet) {
        if (!sheet.via().isEmpty()) {
            return sheet.via();
        }
        List<String> words = new ArrayList<>();
        for (Channel channel : service.questions().via()) {
            words.add(channel.word());
        }
        return words;
    }

    @Override
    public void reminded(Transaction tx, Held held, List<String> to, Instant at)
            throws StoreException {
        QuestionRow question = open(tx, held);
        if (question == null) {
            return;
        }
        Instant last = Outbox.lastTold(tx, question.number());
        Duration most = service.questions().remindAtMostEvery();
        if (last == null || !last.plus(most).isAfter(at)) {
            QuestionSheet sheet = sheet(question);
            List<String> people = to.isEmpty() ? sheet.to() : to;
            Outbox.tell(tx, question.number(), DeliveryKind.REMINDED, people, channels(sheet), at);
        }
    }

    @Override
    public void escalated(Transaction tx, Held held, List<String> to, Instant at)
            throws StoreException {
        QuestionRow question = open(tx, held);
        if (question != null) {
            List<String> channels = channels(sheet(question));
            Outbox.tell(tx, question.number(), DeliveryKind.ESCALATED, to, channels, at);
        }
    }

    @Override
    public void answered(Transaction tx, Held held, Answer answer, String via, Instant at)
            throws StoreException {
        QuestionRow question = QuestionTable.byId(tx, held.id());
        if (question == null) {
            return;
        }
        QuestionSheet sheet = sheet(question);
        add(tx, question.number(), sheet, answer, via, at, null);
        Coming how = coming.get(List.of(held.id(), answer.by()));
        if (how != null && how.link() != null) {
            LinkTable.use(tx, how.link(), at);
        }
        if (decided.remove(held.id())) {
            tellDecided(tx, question, at);
        }
    }

    /** Adds an answer, the secrets of its form left out; refused ones tell who tried. */
    void add(
            Transaction tx,
            long question,
            QuestionSheet sheet,
            Answer answer,
            String via,
            Instant at,
            @Nullable String refused)
            throws StoreException {
        AnswerTable.add(
                tx,
                new AnswerRow(
                        0,
                        question,
                        answer.by(),
                        via,
                        answer.choice() == null ? "" : answer.choice(),
                        form(answer.form(), sheet),
                        at,
                        refused));
        Audit.append(
                tx,
                at,
                answer.by(),
                refused == null ? "question.answer" : "question.refusedAnswer",
                sheet.id(),
                via
                        + ": "
                        + SheetFacts.label(sheet, answer.choice())
                        + (refused == null ? "" : "; " + refused));
    }

    private static @Nullable String form(MapValue form, QuestionSheet sheet) {
        if (form.entries().isEmpty() || sheet.form() == null) {
            return null;
        }
        return SecretMarks.mark(form, sheet.form()) instanceof MapValue marked
                ? Json.write(SheetFacts.shownInputs(marked))
                : OneLine.of(form);
    }

    /** An answer is handed to the host; {@link #came} follows, whatever becomes of it. */
    void comes(String question, String person, Coming how) {
        coming.put(List.of(question, person), how);
    }

    void came(String question, String person) {
        coming.remove(List.of(question, person));
    }

    @Override
    public void withdrawn(Transaction tx, Held held, Reason reason, Instant at)
            throws StoreException {
        QuestionRow question = open(tx, held);
        if (question == null) {
            return;
        }
        long number = question.number();
        switch (reason) {
            case ANSWERED -> {
                QuestionTable.decide(tx, number, QuestionRow.Status.ANSWERED, null, at);
                AnswerRow last = Answers.last(tx, number);
                if (last != null && last.at().equals(at)) {
                    tellDecided(tx, question, at);
                } else {
                    decided.add(held.id());
                }
            }
            case TIMED_OUT -> {
                String ending = "Its time is up, and nobody can answer any more.";
                QuestionTable.decide(tx, number, QuestionRow.Status.EXPIRED, ending, at);
                Outbox.close(tx, number, ending, null, at);
            }
            case CANCELLED -> {
                String ending = "The run goes on without an answer.";
                QuestionTable.decide(tx, number, QuestionRow.Status.WITHDRAWN, ending, at);
                Outbox.close(tx, number, ending, null, at);
            }
        }
    }

    private static void tellDecided(Transaction tx, QuestionRow question, Instant at)
            throws StoreException {
        AnswerRow last = Answers.last(tx, question.number());
        String ending = Answers.ending(tx, question, sheet(question));
        Outbox.close(tx, question.number(), ending, last == null ? null : last.by(), at);
    }

    @Override
    public void held(Transaction tx, Contained what, String reason) throws StoreException {
        PlaybookFacts playbook =
                PlaybookFacts.ofRun(tx, what.runNumber(), what.playbook(), programs);
        QuestionSheet sheet = sheets.of(what, reason, playbook);
        long number = add(tx, what.held(), what.runNumber(), QuestionRow.Kind.GUARD, sheet);
        Instant at = what.at();
        Outbox.tell(tx, number, DeliveryKind.ASKED, sheet.to(), channels(sheet), at);
        String within = Durations.print(service.containment().expireWithin());
        Outbox.add(
                tx,
                number,
                DeliveryKind.DENY,
                sheet.run(),
                Outbox.RUN,
                at,
                sheet.expiresAt(),
                "nobody decided within " + within);
    }

    @Override
    public void settled(Transaction tx, Held held, boolean released, String by, Instant at)
            throws StoreException {
        QuestionRow question = open(tx, held);
        if (question == null) {
            return;
        }
        boolean person = !by.isEmpty() && !by.equals(Messenger.SELF);
        String ending =
                by.isEmpty()
                        ? "The run goes on without it."
                        : person
                                ? by + (released ? " let it go out." : " denied it.")
                                : "Its time is up, and it was denied.";
        QuestionRow.Status status =
                person
                        ? QuestionRow.Status.ANSWERED
                        : by.isEmpty() ? QuestionRow.Status.WITHDRAWN : QuestionRow.Status.EXPIRED;
        if (person) {
            String choice = released ? Sheets.RELEASE : Sheets.DENY;
            Answer answer = new Answer(choice, MapValue.EMPTY, by);
            Coming how = coming.get(List.of(held.id(), by));
            String via = how == null ? "host" : how.via();
            add(tx, question.number(), sheet(question), answer, via, at, null);
        }
        QuestionTable.decide(tx, question.number(), status, ending, at);
        Outbox.close(tx, question.number(), ending, by, at);
    }

    private static @Nullable QuestionRow open(Transaction tx, Held held) throws StoreException {
        QuestionRow question = QuestionTable.byId(tx, held.id());
        return question != null && question.status() == QuestionRow.Status.OPEN ? question : null;
    }

    static QuestionSheet sheet(QuestionRow question) {
        return SheetText.read(new String(question.content(), StandardCharsets.UTF_8));
    }
}
