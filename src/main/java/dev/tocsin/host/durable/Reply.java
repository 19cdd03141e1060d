package dev.tocsin.host.durable;

import java.util.concurrent.CompletableFuture;

/** Answers somebody after the commit. */
record Reply<T>(CompletableFuture<T> to, T answer) implements JournalEntry.Follower {

    @Override
    public void committed() {
        to.complete(answer);
    }

    @Override
    public void lost(String why) {
        to.completeExceptionally(new UnavailableException(why));
    }
}
