package dev.tocsin.service.question;

import dev.tocsin.host.durable.Answering;
import dev.tocsin.host.durable.Control;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.Held;
import dev.tocsin.host.durable.Programs;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.playbook.Access;
import dev.tocsin.service.access.PlaybookRules;
import dev.tocsin.service.access.Principal;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.question.QuestionBook.Coming;
import dev.tocsin.store.LinkTable;
import dev.tocsin.store.LinkTable.LinkRow;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.Reader;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Where questions are looked at and answered: by link, by login, by API. Looking changes nothing.
 * An answer is held against {@link AnswerRules} here and against the question itself by the host;
 * it is acknowledged when it is committed. Thread-safe.
 */
public final class QuestionDesk {

    /** How many open questions a list shows; nobody answers more at a time. */
    private static final int MOST_LISTED = 200;

    /** How many are looked at for it, so that a page takes a bounded time. */
    private static final int MOST_LOOKED_AT = 10_000;

    private final Store store;
    private final DurableHost host;
    private final QuestionBook book;
    private final Programs programs;
    private final AnswerRules rules;
    private final InstantSource clock;

    /**
     * @param book the one that {@code host} writes its questions with
     */
    public QuestionDesk(
            ServiceFile service,
            Store store,
            DurableHost host,
            QuestionBook book,
            Programs programs,
            InstantSource clock) {
        this.store = store;
        this.host = host;
        this.book = book;
        this.programs = programs;
        this.rules = new AnswerRules(service.questions(), service.people());
        this.clock = clock;
    }

    /** What became of an answer. */
    public sealed interface Result {

        /** It counts. */
        record Taken(QuestionSheet sheet, @Nullable String choice, boolean decided)
                implements Result {}

        /**
         * It does not count, and the question is open.
         *
         * @param why lower case, no full stop
         * @param forbidden whether it is a matter of who answers, not of what
         */
        record Refused(QuestionSheet sheet, String why, boolean forbidden) implements Result {}

        /** There is no such question, or no such link. */
        record Unknown() implements Result {}

        /**
         * Nobody waits for an answer, or not for this one.
         *
         * @param why a sentence
         */
        record Over(QuestionSheet sheet, String why) implements Result {}

        /**
         * Nothing is known to be kept at present; trying again later may help.
         *
         * @param why lower case, no full stop
         */
        record Unavailable(String why) implements Result {}
    }

    /**
     * An open question, as one person sees it.
     *
     * @param digest of what is shown
     * @param person who answers
     * @param answers how many have answered
     * @param refusal why this person may not answer, or null
     */
    record Seen(
            QuestionSheet sheet,
            String digest,
            String person,
            int answers,
            @Nullable String refusal) {}

    /** Either an open question, or why there is none to answer. */
    record Look(@Nullable Seen seen, Result otherwise) {}

    private record Found(QuestionRow row, QuestionSheet sheet, Set<String> escalated) {}

    /**
     * What a link shows.
     *
     * @param token the last part of the link
     */
    Look byLink(String question, String token) throws StoreException {
        return store.read(
                reader -> {
                    QuestionRow row = QuestionTable.byId(reader, question);
                    LinkRow link = row == null ? null : link(reader, row, token);
                    if (link == null) {
                        return new Look(null, new Result.Unknown());
                    }
                    String spent = spent(reader, row, link);
                    if (spent != null) {
                        return new Look(null, new Result.Over(QuestionBook.sheet(row), spent));
                    }
                    return look(reader, row, link.person(), null);
                });
    }

    private static @Nullable LinkRow link(Reader reader, QuestionRow row, String token)
            throws StoreException {
        String hash = new LinkToken(token).hash(SheetText.digest(row.content()));
        LinkRow link = LinkTable.get(reader, hash);
        return link == null || link.question() != row.number() ? null : link;
    }

    /** Why a link does not work any more while its question may be open; null if it does. */
    private static @Nullable String spent(Reader reader, QuestionRow row, LinkRow link)
            throws StoreException {
        boolean used = link.usedAt() != null;
        if (used || Answers.of(reader, row.number(), link.person()) != null) {
            return link.person() + " has answered already. A link works once.";
        }
        return null;
    }

    /** What somebody who logged in sees. */
    Look byLogin(Principal who, String question) throws StoreException {
        return store.read(
                reader -> {
                    QuestionRow row = QuestionTable.byId(reader, question);
                    return row == null || !maySee(reader, row, who)
                            ? new Look(null, new Result.Unknown())
                            : look(reader, row, who.name(), who);
                });
    }

    /** A question as the API shows it, open or not; null where there is none that one may see. */
    @Nullable MapValue shown(Principal who, String question) throws StoreException {
        return store.read(
                reader -> {
                    QuestionRow row = QuestionTable.byId(reader, question);
                    return row == null || !PlaybookRules.allow(who, "view", access(reader, row))
                            ? null
                            : ShownQuestion.of(reader, row);
                });
    }

    /** Whoever may look at runs of the playbook, and whoever is asked and may answer. */
    private boolean maySee(Reader reader, QuestionRow row, Principal who) throws StoreException {
        Access access = access(reader, row);
        return PlaybookRules.allow(who, "view", access)
                || PlaybookRules.allow(who, "approve", access)
                        && rules.mayBeAsked(QuestionBook.sheet(row), who.name());
    }

    private Look look(Reader reader, QuestionRow row, String person, @Nullable Principal who)
            throws StoreException {
        Found found = found(reader, row);
        String over = over(reader, row);
        if (over != null) {
            return new Look(null, new Result.Over(found.sheet, over));
        }
        int answers = Answers.taken(reader, row.number()).size();
        String refusal =
                Answers.of(reader, row.number(), person) != null
                        ? "`" + person + "` has answered already"
                        : rules.refusal(
                                found.sheet, found.escalated, access(reader, row), person, who);
        Seen seen =
                new Seen(found.sheet, SheetText.digest(row.content()), person, answers, refusal);
        return new Look(seen, new Result.Unknown());
    }

    private static Found found(Reader reader, QuestionRow row) throws StoreException {
        return new Found(row, QuestionBook.sheet(row), Outbox.escalatedTo(reader, row.number()));
    }

    private Access access(Reader reader, QuestionRow row) throws StoreException {
        return PlaybookFacts.ofRun(reader, row.run(), "", programs).access();
    }

    /** Why nobody can answer a question any more; null while it is open. */
    private @Nullable String over(Reader reader, QuestionRow row) throws StoreException {
        return switch (row.status()) {
            case OPEN ->
                    row.expiresAt() != null && !row.expiresAt().isAfter(clock.instant())
                            ? "Its time is up, and nobody can answer any more."
                            : null;
            case ANSWERED -> Answers.ending(reader, row, QuestionBook.sheet(row));
            case EXPIRED, WITHDRAWN ->
                    Objects.requireNonNullElse(
                            row.result(), "Nobody waits for an answer any more.");
        };
    }

    /** The open questions that somebody may answer, the longest asked first. */
    public List<QuestionSheet> openFor(Principal who) throws StoreException {
        return store.read(
                reader -> {
                    List<QuestionSheet> mine = new ArrayList<>();
                    for (QuestionRow row : QuestionTable.open(reader, 0, MOST_LOOKED_AT)) {
                        QuestionSheet sheet = QuestionBook.sheet(row);
                        boolean perhaps = rules.mayBeAsked(sheet, who.name());
                        Seen seen = perhaps ? look(reader, row, who.name(), who).seen() : null;
                        if (seen != null && seen.refusal() == null && mine.size() < MOST_LISTED) {
                            mine.add(seen.sheet());
                        }
                    }
                    return mine;
                });
    }

    /**
     * Answers with a link.
     *
     * @param shown the digest that came with the form of the page; another one than that of the
     *     question is refused
     */
    Result answer(
            String question, String token, String shown, @Nullable String choice, MapValue form)
            throws StoreException, InterruptedException {
        Look look = byLink(question, token);
        Seen seen = look.seen();
        if (seen == null) {
            return look.otherwise();
        }
        if (!seen.digest().equals(shown)) {
            return new Result.Refused(
                    seen.sheet(), "what is asked has changed since; read it again", false);
        }
        String hash = new LinkToken(token).hash(seen.digest());
        return give(seen, new Answer(choice, form, seen.person()), new Coming("link", hash));
    }

    /**
     * Answers as somebody who proved who they are.
     *
     * @param shown as above; null for callers that show no page
     * @param via {@code login}, {@code api} or {@code cli}
     */
    public Result answer(
            Principal who,
            String question,
            @Nullable String shown,
            @Nullable String choice,
            MapValue form,
            String via)
            throws StoreException, InterruptedException {
        Look look = byLogin(who, question);
        Seen seen = look.seen();
        if (seen == null) {
            return look.otherwise();
        }
        if (shown != null && !seen.digest().equals(shown)) {
            return new Result.Refused(
                    seen.sheet(), "what is asked has changed since; read it again", false);
        }
        return give(seen, new Answer(choice, form, seen.person()), new Coming(via, null));
    }

    private Result give(Seen seen, Answer answer, Coming how)
            throws StoreException, InterruptedException {
        String refusal = seen.refusal();
        if (refusal != null) {
            note(seen.sheet(), answer, how, refusal);
            return new Result.Refused(seen.sheet(), refusal, true);
        }
        String id = seen.sheet().id();
        book.comes(id, answer.by(), how);
        try {
            return switch (seen.sheet().kind()) {
                case ASK -> toRun(seen.sheet(), answer, how);
                case GUARD -> toGuard(seen.sheet(), answer);
            };
        } finally {
            book.came(id, answer.by());
        }
    }

    private Result toRun(QuestionSheet sheet, Answer answer, Coming how)
            throws StoreException, InterruptedException {
        return switch (host.answer(sheet.id(), answer, how.via())) {
            case Answering.Taken(boolean decided) ->
                    new Result.Taken(sheet, answer.choice(), decided);
            case Answering.Refused(String why) -> {
                note(sheet, answer, how, why);
                yield new Result.Refused(sheet, why, false);
            }
            case Answering.Unknown _ -> new Result.Unknown();
            case Answering.Late _ ->
                    new Result.Over(sheet, "Your answer came too late: nobody waits for it.");
            case Answering.Unavailable(String why) -> new Result.Unavailable(why);
        };
    }

    private Result toGuard(QuestionSheet sheet, Answer answer) throws InterruptedException {
        Held held = Held.of(sheet.id());
        if (held == null) {
            throw new IllegalStateException("the guard asked as " + sheet.id());
        }
        String choice = answer.choice();
        boolean known = Sheets.RELEASE.equals(choice) || Sheets.DENY.equals(choice);
        if (!known || !answer.form().entries().isEmpty()) {
            return new Result.Refused(
                    sheet,
                    "the choices are `" + Sheets.RELEASE + "`, `" + Sheets.DENY + "`",
                    false);
        }
        Control done =
                Sheets.RELEASE.equals(choice)
                        ? host.release(held, answer.by())
                        : host.deny(held, answer.by(), "denied by " + answer.by());
        return switch (done) {
            case Control.Done _ -> new Result.Taken(sheet, choice, true);
            case Control.Unknown _ -> new Result.Unknown();
            case Control.Refused(String why) -> new Result.Over(sheet, sentence(why));
        };
    }

    private static String sentence(String why) {
        return Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
    }

    /** A refused answer is kept, and stands in the audit log: somebody tried. */
    private void note(QuestionSheet sheet, Answer answer, Coming how, String refusal)
            throws StoreException, InterruptedException {
        store.await(
                tx -> {
                    QuestionRow row = QuestionTable.byId(tx, sheet.id());
                    if (row != null) {
                        book.add(
                                tx,
                                row.number(),
                                sheet,
                                answer,
                                how.via(),
                                clock.instant(),
                                refusal);
                    }
                    return row;
                });
    }
}
