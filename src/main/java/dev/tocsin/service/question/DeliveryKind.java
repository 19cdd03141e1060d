package dev.tocsin.service.question;

import java.util.Locale;

/** What an entry of the outbox is for. */
enum DeliveryKind {
    /** Somebody is asked. */
    ASKED,
    /** Somebody who has not answered is reminded. */
    REMINDED,
    /** Somebody is asked later than the others. */
    ESCALATED,
    /** Somebody who was asked need not answer any more. */
    CLOSED,
    /** The run is cancelled, because its question may not be put, or has outlived its limit. */
    CANCEL,
    /** What the guard holds is denied, because nobody decided in time. */
    DENY;

    /** As it is stored: {@code asked}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryKind of(String word) {
        for (DeliveryKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalStateException("a delivery of the kind " + word);
    }
}
