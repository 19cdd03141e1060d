package dev.tocsin.service.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The connections that are open, each with the time until which it may do what it is doing. Past
 * that time its socket is closed, which ends whatever waits on it.
 *
 * <p>Helidon 4.5 reads from socket channels, for which its read time-out does nothing, and its own
 * check of idle connections leaves alone one that sends a byte now and then. So this stands beside
 * it, from the moment a socket is accepted: the TLS handshake counts as well.
 */
final class ConnectionWatch implements AutoCloseable {

    private final ServerLimits limits;
    private final boolean behindProxy;
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private final Map<SocketAddress, Watched> open = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;

    ConnectionWatch(ServerLimits limits, boolean behindProxy) {
        this.limits = limits;
        this.behindProxy = behindProxy;
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("tocsin-connections").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** A socket was accepted; it has the time of a request's headers from now on. */
    void accepted(SocketChannel channel) {
        try {
            SocketAddress peer = channel.getRemoteAddress();
            if (!(peer instanceof InetSocketAddress address)) {
                return;
            }
            if (!isOneMore(address.getAddress())) {
                channel.close();
                return;
            }
            Watched watched = new Watched(address, channel);
            open.put(peer, watched);
            watched.allow(limits.headerTime());
        } catch (IOException _) {
            // Gone already; whoever reads from it will see the same.
        }
    }

    /** Counts one, unless that address has as many as one may. */
    private synchronized boolean isOneMore(InetAddress address) {
        int others = byAddress.getOrDefault(address, 0);
        boolean many = others >= limits.connectionsOfOne();
        if (many && !behindProxy && !address.isLoopbackAddress()) {
            return false;
        }
        byAddress.put(address, others + 1);
        return true;
    }

    private synchronized void oneLess(InetAddress address) {
        byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    /** The connection from that address, or null once it is closed. */
    @Nullable Watched from(@Nullable SocketAddress peer) {
        return peer == null ? null : open.get(peer);
    }

    int open() {
        return open.size();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One connection. Its phases change on the thread that serves it; the timer only closes. */
    final class Watched {
        private final InetSocketAddress peer;
        private final SocketChannel channel;
        private @Nullable Future<?> deadline;
        private long bytesOfRequest;
        private boolean idle;

        private Watched(InetSocketAddress peer, SocketChannel channel) {
            this.peer = peer;
            this.channel = channel;
        }

        /** Gives it so much time from now for what it does next. */
        synchronized void allow(Duration time) {
            if (deadline != null) {
                deadline.cancel(false);
            }
            deadline =
                    timer.isShutdown()
                            ? null
                            : timer.schedule(this::cut, time.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** An answer is out: the next request may take its time to begin. */
        void answered() {
            idle = true;
            bytesOfRequest = 0;
            allow(limits.idleTime());
        }

        /** The last answer of this connection is out. */
        void over() {
            allow(Duration.ZERO);
        }

        /**
         * Bytes came in.
         *
         * @return whether that is still within what one request may send at all
         */
        boolean received(int count) {
            if (idle) {
                idle = false;
                allow(limits.headerTime());
            }
            bytesOfRequest += count;
            // Chunks have headers of their own: twice the body covers any chunk of a few bytes.
            return bytesOfRequest
                    <= 2 * limits.bodyBytes() + limits.headerBytes() + limits.requestLineBytes();
        }

        /** The connection is over. */
        synchronized void ended() {
            if (deadline != null) {
                deadline.cancel(false);
            }
            remove();
        }

        private void remove() {
            if (open.remove(peer, this)) {
                oneLess(peer.getAddress());
            }
        }

        private void cut() {
            remove();
            try {
                channel.close();
            } catch (IOException _) {
                // It is closed for us either way.
            }
        }
    }
}
