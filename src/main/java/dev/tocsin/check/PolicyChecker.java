package dev.tocsin.check;

import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Facts;
import dev.tocsin.expression.Learned;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Dedupe;
import dev.tocsin.playbook.Expiry;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.Policy.Match;
import dev.tocsin.playbook.Policy.Route;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** All checks of one policy against the playbooks and connectors of its project, in one pass. */
public final class PolicyChecker {

    /** Long enough to ask its owner, short enough to be read. */
    private static final Duration SOON = Duration.ofDays(14);

    private final Policy policy;
    private final CalledPlaybooks playbooks;
    private final Instant now;
    private final Diagnostics diagnostics;
    private final SourceText source;
    private final RouteCheck targets;

    private PolicyChecker(
            Policy policy,
            CalledPlaybooks playbooks,
            Settings settings,
            Instant now,
            Diagnostics diagnostics) {
        this.policy = policy;
        this.playbooks = playbooks;
        this.now = now;
        this.diagnostics = diagnostics;
        this.source = policy.source();
        this.targets = new RouteCheck(policy, playbooks, settings, diagnostics);
    }

    /**
     * Reports whatever is wrong. What is wrong in the playbooks it names is told by {@link
     * CalledPlaybooks#errors}.
     *
     * @param settings give values to inputs that the policy leaves out
     * @param now tells whether it has expired
     */
    public static void check(
            Policy policy,
            CalledPlaybooks playbooks,
            Settings settings,
            Instant now,
            Diagnostics diagnostics) {
        new PolicyChecker(policy, playbooks, settings, now, diagnostics).check();
    }

    private void check() {
        for (Accepted taken : policy.takes()) {
            Name name = taken.source();
            if (name != null) {
                UnknownSource.check(
                        name,
                        taken.kind(),
                        playbooks.connectors(),
                        "or write `" + taken.kind().word() + ": {}` for any source",
                        source,
                        diagnostics);
            }
        }
        LexicalEnvironment names = RoutingNames.of(policy, playbooks.connectors());
        Expression when = policy.when();
        if (when != null) {
            Learned learned = TypeChecker.checkCondition(when, names, source, diagnostics);
            names = names.withFacts(learned.ifTrue());
        }
        Dedupe dedupe = policy.dedupe();
        if (dedupe != null) {
            SharedKey.check(dedupe, names, source, diagnostics);
        }
        routes(names);
        ConstantCondition.check(policy, diagnostics);
        expiry();
    }

    private void routes(LexicalEnvironment names) {
        LexicalEnvironment left = names;
        Route always = null;
        boolean told = false;
        for (Route route : policy.routes()) {
            if (always != null && !told) {
                unreachable(route, always);
                told = true;
            }
            Facts otherwise = route(route, left);
            if (policy.match() == Match.FIRST && otherwise != null) {
                left = left.withFacts(otherwise);
            } else if (policy.match() == Match.FIRST && always == null) {
                always = route;
            }
        }
    }

    /** What is known where it is not taken; null where it always is. */
    private @Nullable Facts route(Route route, LexicalEnvironment names) {
        Expression when = route.when();
        if (when == null) {
            targets.check(route, names);
            return null;
        }
        Learned learned = TypeChecker.checkCondition(when, names, source, diagnostics);
        targets.check(route, names.withFacts(learned.ifTrue()));
        return learned.ifFalse();
    }

    private void unreachable(Route route, Route always) {
        diagnostics.report(
                Code.UNREACHABLE_ROUTE,
                source,
                route.playbook().span(),
                "this route is never taken",
                Note.fact(
                        "the one to `"
                                + always.playbook()
                                + "` in line "
                                + source.lineAt(always.playbook().span().start())
                                + " has no `when`, and the first route that holds is the only one"),
                Note.help("put it last, or write `match: all` if both are to be taken"));
    }

    private void expiry() {
        Expiry expires = policy.expires();
        if (expires == null || now.plus(SOON).isBefore(expires.end())) {
            return;
        }
        boolean over = expires.isOver(now);
        String end = "`" + expires.text() + "`";
        diagnostics.report(
                Code.POLICY_EXPIRES,
                source,
                expires.span(),
                over
                        ? "this policy ended with " + end + ": it takes nothing any more"
                        : "this policy ends with " + end + ", within two weeks",
                Note.help(
                        over
                                ? "write a later date, or remove the file"
                                : "write a later date, or let it end"));
    }
}
