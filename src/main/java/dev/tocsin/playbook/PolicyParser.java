package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.Document;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Expression;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.source.Span;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.NullValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a policy from a document that the schema check has seen. Reports what a schema cannot say.
 * A node of the wrong shape is passed over silently, because the schema check has reported it.
 */
public final class PolicyParser {

    private static final int HIGHEST_ORDER = 1_000_000;

    private final Slots slots;

    private PolicyParser(Slots slots) {
        this.slots = slots;
    }

    /**
     * Never fails on what a file says.
     *
     * @return null where the document is no mapping with a {@code policy} id
     */
    public static @Nullable Policy parse(Document document, Diagnostics diagnostics) {
        PolicyParser parser = new PolicyParser(new Slots(document.source(), diagnostics));
        return document.root() instanceof MapNode map ? parser.policy(map) : null;
    }

    private @Nullable Policy policy(MapNode map) {
        Name id = Slots.text(map, "policy");
        if (id == null) {
            return null;
        }
        Node orderNode = map.get("order");
        Policy policy =
                new Policy(
                        id,
                        Slots.text(map, "title"),
                        text(map, "description"),
                        text(map, "owner"),
                        order(orderNode),
                        orderNode == null ? id.span() : orderNode.span(),
                        !isFalse(map.get("enabled")),
                        new TriggerParser(slots).accepted(map.get("for")),
                        slots.expression(map, "when"),
                        isWord(map, "match", Policy.Match.ALL.word())
                                ? Policy.Match.ALL
                                : Policy.Match.FIRST,
                        isWord(map, "triggers", Policy.Triggers.PASS_OVER.word())
                                ? Policy.Triggers.PASS_OVER
                                : Policy.Triggers.START,
                        dedupe(map.get("dedupe")),
                        routes(map.get("route")),
                        new ExpiryParser(slots).parse(map, "expires"),
                        slots.source(),
                        map.span());
        refuseIdle(policy, map.entry("route"));
        return policy;
    }

    /** 0 where there is none. A whole number may be written as {@code 0x10} or {@code 1e2}, too. */
    private static int order(@Nullable Node node) {
        double number =
                switch (node instanceof ScalarNode scalar
                        ? NodeValues.scalar(scalar)
                        : NullValue.NULL) {
                    case IntValue(long whole) -> whole;
                    case DoubleValue(double any) -> any;
                    default -> 0;
                };
        return number >= 1 && number <= HIGHEST_ORDER && number == Math.rint(number)
                ? (int) number
                : 0;
    }

    private static @Nullable String text(MapNode map, String key) {
        Name text = Slots.text(map, key);
        return text == null ? null : text.text();
    }

    private static boolean isFalse(@Nullable Node node) {
        return node instanceof ScalarNode scalar
                && NodeValues.scalar(scalar).equals(BoolValue.FALSE);
    }

    private static boolean isWord(MapNode map, String key, String word) {
        return map.get(key) instanceof ScalarNode scalar && scalar.text().equals(word);
    }

    private @Nullable Dedupe dedupe(@Nullable Node node) {
        if (!(node instanceof MapNode map)) {
            return null;
        }
        Expression key = slots.expression(map, "key");
        Duration within = slots.duration(map, "within");
        return key == null || within == null ? null : new Dedupe(key, within);
    }

    private List<Policy.Route> routes(@Nullable Node node) {
        List<Policy.Route> routes = new ArrayList<>();
        for (MapNode map : Slots.maps(node)) {
            Name playbook = slots.fixed(map, "playbook");
            if (playbook != null) {
                MapNode.Entry inputs = map.entry("inputs");
                Span place = inputs == null ? playbook.span() : inputs.key().span();
                routes.add(
                        new Policy.Route(
                                slots.expression(map, "when"),
                                playbook,
                                slots.fields(inputs == null ? null : inputs.value(), place),
                                place,
                                map.span()));
            }
        }
        return routes;
    }

    /** One that starts nothing, keeps nothing from starting and ends no search. */
    private void refuseIdle(Policy policy, MapNode.@Nullable Entry route) {
        boolean empty =
                route != null && route.value() instanceof ListNode list && list.items().isEmpty();
        Dedupe dedupe = policy.dedupe();
        if (empty && dedupe != null) {
            slots.report(
                    Code.INVALID_VALUE,
                    dedupe.key().span(),
                    "there is nothing to start once: this policy starts no playbook",
                    Note.help("add a route, or leave out `dedupe`"));
        }
        boolean idle =
                empty
                        && policy.match() == Policy.Match.ALL
                        && policy.triggers() == Policy.Triggers.START;
        if (idle) {
            slots.report(
                    Code.INVALID_VALUE,
                    route.value().span(),
                    "this policy changes nothing: it starts no playbook and keeps none from"
                            + " starting",
                    Note.help(
                            "add a route, or `triggers: passOver` if these signals are to start"
                                    + " nothing"));
        }
    }
}
