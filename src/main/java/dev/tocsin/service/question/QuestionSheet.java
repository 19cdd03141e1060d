package dev.tocsin.service.question;

import dev.tocsin.interpreter.Question;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What people are shown of one question, complete and unchanging: what is asked, by which playbook,
 * about which alert and with which inputs, and what an answer does. No secret is in it. Stored as
 * the content of the question; links are bound to its {@link SheetText#digest}.
 *
 * @param id of the question; part of addresses
 * @param kind a question of the playbook, or one of the guard
 * @param run id of the run that asks
 * @param playbook its id
 * @param title of the playbook, or its id where it has none
 * @param step the path of the step that asks: {@code steps[3]}
 * @param startedBy who started the run, or null where an alert or a clock did
 * @param question the text
 * @param subject of messages, one line
 * @param details Markdown, or null
 * @param choices in order; empty where there is only a form
 * @param form the schema of an object, or null
 * @param rule whose answers decide
 * @param needed how many people must agree; 1 for the first answer, all of {@code to} for all
 * @param to the addresses asked at first
 * @param escalateTo the addresses that may be asked later
 * @param via words of the channels that the playbook names
 * @param notBy who may not answer, because four eyes are wanted, or null
 * @param subjects addresses of those whom the alert is about, who never approve
 * @param contains whether the playbook can cut off a device or a person
 * @param signal the alert or incident, or null where none started the run
 * @param inputs of the run, by name, as one line each
 * @param expiresAt when its time is up; nobody can answer from then on
 * @param otherwise what holds without a decision then: {@code fail}, {@code noAnswer}, {@link
 *     #CANCELS}, or one of the choices
 */
public record QuestionSheet(
        String id,
        Kind kind,
        String run,
        String playbook,
        String title,
        String step,
        @Nullable String startedBy,
        String question,
        String subject,
        @Nullable String details,
        List<Question.Choice> choices,
        @Nullable Schema form,
        Rule rule,
        int needed,
        List<String> to,
        List<String> escalateTo,
        List<String> via,
        @Nullable String notBy,
        List<String> subjects,
        boolean contains,
        @Nullable AboutSignal signal,
        MapValue inputs,
        Instant askedAt,
        Instant expiresAt,
        String otherwise) {

    /** As {@link #otherwise}: the question has outlived what the operator allows. */
    static final String CANCELS = "";

    /** Who asks. */
    public enum Kind {
        /** A step of the playbook. */
        ASK,
        /** What keeps containment within its limits. */
        GUARD
    }

    /** Whose answers decide. */
    public enum Rule {
        FIRST,
        COUNT,
        ALL
    }

    /**
     * The alert or incident that the run is about.
     *
     * @param kind {@code alert} or {@code incident}
     * @param severity in the word of the alert, or null where it says none
     * @param about names of devices, users and mailboxes in it, at most {@link #MOST_NAMES}
     * @param more how many it has besides
     */
    public record AboutSignal(
            String kind,
            String title,
            @Nullable String severity,
            String source,
            String id,
            List<String> about,
            int more) {

        static final int MOST_NAMES = 12;

        public AboutSignal {
            about = List.copyOf(about);
        }
    }

    public QuestionSheet {
        choices = List.copyOf(choices);
        to = List.copyOf(to);
        escalateTo = List.copyOf(escalateTo);
        via = List.copyOf(via);
        subjects = List.copyOf(subjects);
    }

    /** Whether somebody has to log in to answer. */
    public boolean needsLogin() {
        return contains || kind == Kind.GUARD;
    }
}
