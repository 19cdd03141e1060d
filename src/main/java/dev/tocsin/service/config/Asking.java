package dev.tocsin.service.config;

import dev.tocsin.playbook.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How the service asks people.
 *
 * @param via the channels of a question that names none, in this order
 * @param from the sender of its mails; null for that of the mail connection
 * @param allowedDomains in lower case; nobody else is asked, and nobody else's answer counts
 * @param approvers are asked where a containment is held; within the allowed domains
 * @param mailConnection the connection that mails go through
 * @param teamsConnection the connection that cards go through
 * @param remindAtMostEvery reminders do not come closer together
 * @param expireWithin a question that a playbook leaves open longer expires then
 */
public record Asking(
        List<Channel> via,
        @Nullable String from,
        List<String> allowedDomains,
        List<String> approvers,
        String mailConnection,
        String teamsConnection,
        Duration remindAtMostEvery,
        Duration expireWithin) {

    public Asking {
        via = List.copyOf(via);
        allowedDomains = List.copyOf(allowedDomains);
        approvers = List.copyOf(approvers);
    }

    /**
     * Whether an address may be asked: it is one plain address, and its very domain is allowed.
     * What a mail program would read as two, or as something else than it looks, is none.
     */
    public boolean allows(String address) {
        int at = address.indexOf('@');
        return at > 0
                && isPlain(address, at)
                && allowedDomains.contains(address.substring(at + 1).toLowerCase(Locale.ROOT));
    }

    /** The characters that RFC 5322 (3.2.3) lets stand in a local part without quotes. */
    private static boolean isPlain(String address, int end) {
        for (int i = 0; i < end; i++) {
            char c = address.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && ".!#$%&'*+/=?^_`{|}~-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
