package dev.tocsin.service.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a token is given: roles, and for {@code ingest} the sources. In the store one text, with
 * commas: {@code operator,approver} or {@code ingest:defender-endpoint,ingest:sentinel}.
 *
 * @param roles at least one
 * @param sources names of sources; not empty exactly where {@code ingest} is among the roles
 */
public record Grants(Set<Role> roles, Set<String> sources) {

    public Grants {
        roles = Set.copyOf(roles);
        sources = Set.copyOf(sources);
    }

    /**
     * Reads the words of a command line or the store.
     *
     * @throws IllegalArgumentException if one is no role, none is given, or {@code ingest} stands
     *     beside another role or without a source; the message is for people
     */
    public static Grants of(List<String> words) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        Set<String> sources = new TreeSet<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            Role role = Role.of(colon < 0 ? word : word.substring(0, colon));
            if (role == null || colon >= 0 && role != Role.INGEST) {
                throw new IllegalArgumentException(
                        "`"
                                + word
                                + "` is no role; there are viewer, operator, approver, admin and"
                                + " ingest:SOURCE");
            }
            roles.add(role);
            if (role == Role.INGEST) {
                sources.add(source(word, colon));
            }
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a token needs at least one role");
        }
        if (roles.contains(Role.INGEST) && roles.size() > 1) {
            throw new IllegalArgumentException(
                    "a token that hands in alerts can do nothing else: make one for each");
        }
        return new Grants(roles, sources);
    }

    private static String source(String word, int colon) {
        String source = colon < 0 ? "" : word.substring(colon + 1);
        if (!source.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "`ingest` names its source: ingest:defender-endpoint");
        }
        return source;
    }

    /** As stored. */
    public String text() {
        List<String> words = new ArrayList<>();
        for (Role role : Role.values()) {
            if (roles.contains(role) && role != Role.INGEST) {
                words.add(role.word());
            }
        }
        new TreeSet<>(sources).forEach(source -> words.add("ingest:" + source));
        return String.join(",", words);
    }
}
