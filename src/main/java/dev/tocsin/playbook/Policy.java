package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A policy as written: which playbooks answer which alerts and incidents.
 *
 * @param id unique among the policies of a project
 * @param order where it stands among them, from 1, each number once; 0 where the file has none,
 *     which the schema check reports
 * @param orderSpan where the number stands; the id where there is none
 * @param enabled whether it is asked at all
 * @param takes the signals that it is for
 * @param when which of these it is for; null for all of them
 * @param dedupe which signals are repetitions of others; null where none is
 * @param routes where it sends them, in the order of the file; empty where they start nothing
 * @param expires from when on it takes nothing more, or null
 * @param span of the whole mapping
 */
public record Policy(
        Name id,
        @Nullable Name title,
        @Nullable String description,
        @Nullable String owner,
        int order,
        Span orderSpan,
        boolean enabled,
        List<Accepted> takes,
        @Nullable Expression when,
        Match match,
        Triggers triggers,
        @Nullable Dedupe dedupe,
        List<Route> routes,
        @Nullable Expiry expires,
        SourceText source,
        Span span) {

    public Policy {
        takes = List.copyOf(takes);
        routes = List.copyOf(routes);
    }

    /**
     * One playbook that is started.
     *
     * @param when for which of the policy's signals; null for all of them
     * @param playbook its id
     * @param inputs a {@link Template.Constant} or {@link Template.Fields}; an empty constant map
     *     where the key is not there
     */
    public record Route(
            @Nullable Expression when,
            Name playbook,
            Template inputs,
            Span inputsPlace,
            Span span) {}

    /** Whether one answer is enough. */
    public enum Match {
        /** The first route that holds is taken, and no later policy is asked. */
        FIRST("first"),
        /** Every route that holds is taken, and later policies are asked, too. */
        ALL("all");

        private final String word;

        Match(String word) {
            this.word = word;
        }

        /** As written in a policy. */
        public String word() {
            return word;
        }
    }

    /** What becomes of the playbooks whose own triggers name what a policy took. */
    public enum Triggers {
        /** They start, too. */
        START("start"),
        /** They do not: the policy alone says what does. */
        PASS_OVER("passOver");

        private final String word;

        Triggers(String word) {
            this.word = word;
        }

        /** As written in a policy. */
        public String word() {
            return word;
        }
    }
}
