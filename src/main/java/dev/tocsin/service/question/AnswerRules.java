package dev.tocsin.service.question;

import dev.tocsin.playbook.Access;
import dev.tocsin.service.access.PlaybookRules;
import dev.tocsin.service.access.Principal;
import dev.tocsin.service.config.Asking;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who may answer a question, as far as the run itself does not know: it holds the answers against
 * the choices, the form, the quorum and four eyes.
 *
 * @param asking the operator's rules
 * @param people what roles the operator gives to addresses, in lower case
 */
record AnswerRules(Asking asking, Map<String, List<String>> people) {

    /**
     * Why somebody may not answer, whatever the answer is; null if they may. The words follow "your
     * answer was not taken:" or stand for themselves: lower case, no full stop.
     *
     * @param escalated addresses of those who were asked later, in lower case
     * @param who logged in; null where a link is all there is
     */
    @Nullable String refusal(
            QuestionSheet sheet,
            Set<String> escalated,
            Access access,
            String person,
            @Nullable Principal who) {
        if (!asking.allows(person)) {
            return "`" + person + "` is no address of a domain whose answers count";
        }
        String folded = person.toLowerCase(Locale.ROOT);
        if (sheet.subjects().contains(folded)) {
            return "the alert is about `" + person + "`, who does not decide about it";
        }
        if (!sheet.to().isEmpty() && !among(sheet.to(), folded) && !escalated.contains(folded)) {
            return "`" + person + "` is not among those who are asked";
        }
        if (sheet.kind() == QuestionSheet.Kind.GUARD && folded.equals(folded(sheet.notBy()))) {
            return "`" + person + "` started the run, and somebody else must decide";
        }
        if (who == null && sheet.needsLogin()) {
            return "a link alone does not decide about a containment; log in to answer";
        }
        List<String> roles = access.to("approve");
        boolean allowed =
                who == null
                        ? roles.isEmpty() || hasOneOf(roles, folded)
                        : PlaybookRules.allow(who, "approve", access);
        return allowed
                ? null
                : "this needs the role "
                        + (roles.isEmpty()
                                ? "`approver`"
                                : "`" + String.join("` or `", roles) + "`");
    }

    /** Who has only a link has no token, so the operator's file says what they are. */
    private boolean hasOneOf(List<String> roles, String folded) {
        List<String> own = people.getOrDefault(folded, List.of());
        return own.contains("admin") || own.stream().anyMatch(roles::contains);
    }

    /** Whether somebody is among those who are asked now or later; the other rules aside. */
    boolean mayBeAsked(QuestionSheet sheet, String person) {
        String folded = folded(person);
        return sheet.to().isEmpty()
                || among(sheet.to(), folded)
                || among(sheet.escalateTo(), folded);
    }

    private static boolean among(List<String> people, String folded) {
        for (String person : people) {
            if (folded(person).equals(folded)) {
                return true;
            }
        }
        return false;
    }

    private static String folded(@Nullable String person) {
        return person == null ? "" : person.toLowerCase(Locale.ROOT);
    }
}
