package dev.tocsin.interpreter;

import dev.tocsin.playbook.AskStep;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The answers to one question so far, and whether they decide it. A person answers once. Where a
 * number of people must agree, the choice that so many gave first wins; where all must, one who
 * differs ends the question without a decision.
 */
public final class Ballot {

    /** How the answers stand. */
    public enum State {
        OPEN,
        DECIDED,
        /** All who are asked had to agree, and do not. */
        SPLIT
    }

    private record Given(Answer answer, Instant at) {}

    private final Question question;
    private final List<Given> given = new ArrayList<>(1);
    private final Set<String> people = new HashSet<>();
    private final Map<@Nullable String, Integer> votes = new HashMap<>();

    public Ballot(Question question) {
        this.question = question;
    }

    /** As {@link Question#refusal}, and because the person has answered before. */
    public @Nullable String refusal(Answer answer) {
        String refusal = question.refusal(answer);
        if (refusal != null) {
            return refusal;
        }
        return people.contains(Question.folded(answer.by()))
                ? "`" + answer.by() + "` has answered already"
                : null;
    }

    /**
     * Takes in an answer that is not refused.
     *
     * @return how the answers stand now
     */
    public State add(Answer answer, Instant at) {
        Answer whole = new Answer(answer.choice(), question.filledIn(answer.form()), answer.by());
        given.add(new Given(whole, at));
        people.add(Question.folded(answer.by()));
        int same = votes.merge(answer.choice(), 1, Integer::sum);
        boolean decided =
                switch (question.answers()) {
                    case AskStep.Answers.First _ -> true;
                    case AskStep.Answers.Count(int needed, var _) -> same >= needed;
                    case AskStep.Answers.All _ -> same >= question.to().size();
                };
        if (decided) {
            return State.DECIDED;
        }
        boolean differ = question.answers() instanceof AskStep.Answers.All && votes.size() > 1;
        return differ ? State.SPLIT : State.OPEN;
    }

    /** Takes in what {@link #answers} gave of a ballot over the same question. */
    void addAll(List<Value> answers) {
        for (Value one : answers) {
            StoredFields answer = StoredFields.of(one);
            boolean chosen = answer.value("choice") != NullValue.NULL;
            Value form = SecretValue.open(answer.value("form"));
            add(
                    new Answer(
                            chosen ? answer.text("choice") : null,
                            form instanceof MapValue filled ? filled : MapValue.EMPTY,
                            answer.text("by")),
                    answer.instant("at"));
        }
    }

    /** Whether somebody has answered. */
    public boolean isEmpty() {
        return given.isEmpty();
    }

    /** Who of {@code to} has not answered. */
    List<String> missing(List<String> to) {
        List<String> missing = new ArrayList<>();
        for (String address : to) {
            if (!people.contains(Question.folded(address))) {
                missing.add(address);
            }
        }
        return missing;
    }

    /** {@code Isolate by ann@contoso.com, Leave by bob@contoso.com}. */
    String inWords() {
        StringBuilder words = new StringBuilder();
        for (Given one : given) {
            words.append(words.isEmpty() ? "" : ", ");
            words.append(Objects.requireNonNullElse(one.answer.choice(), "an answer"));
            words.append(" by ").append(one.answer.by());
        }
        return words.toString();
    }

    /** What the step gives, decided by the last answer. */
    public MapValue decided() {
        Given last = given.getLast();
        return result(
                true,
                choice(last),
                form(last),
                new StringValue(last.answer.by()),
                new TimestampValue(last.at));
    }

    /**
     * What the step gives without a decision.
     *
     * @param choice the one of {@code onTimeout}, or null
     */
    public MapValue undecided(@Nullable String choice) {
        return result(
                false,
                choice == null ? NullValue.NULL : new StringValue(choice),
                NullValue.NULL,
                NullValue.NULL,
                NullValue.NULL);
    }

    private MapValue result(boolean answered, Value choice, Value form, Value by, Value at) {
        return MapValue.builder()
                .put("choice", choice)
                .put("form", form)
                .put("answered", answered)
                .put("by", by)
                .put("at", at)
                .put("answers", answers())
                .build();
    }

    /** A list of {@code {choice, form, by, at}}, in the order in which they came. */
    ListValue answers() {
        List<Value> all = new ArrayList<>(given.size());
        for (Given one : given) {
            all.add(
                    MapValue.builder()
                            .put("choice", choice(one))
                            .put("form", form(one))
                            .put("by", one.answer.by())
                            .put("at", new TimestampValue(one.at))
                            .build());
        }
        return new ListValue(all);
    }

    private static Value choice(Given one) {
        String choice = one.answer.choice();
        return choice == null ? NullValue.NULL : new StringValue(choice);
    }

    private Value form(Given one) {
        Schema form = question.form();
        return form == null ? NullValue.NULL : SecretMarks.mark(one.answer.form(), form);
    }
}
