import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends alerts of 4 KB over 64 lines as fast as they are acknowledged, waits until the stub has seen
 * two calls for each, and prints alerts per second from the first byte to the last call, and how
 * long acknowledgements took.
 *
 * <p>{@code java Load.java URL STUB_URL ALERTS TOKEN|-}
 */
final class Load {

    private static final int LINES = 64;

    public static void main(String[] words) throws Exception {
        URI target = URI.create(words[0]);
        String stub = words[1];
        int alerts = Integer.parseInt(words[2]);
        String token = words[3];
        long before = count(stub);
        AtomicInteger next = new AtomicInteger();
        AtomicLong refused = new AtomicLong();
        long[] took = new long[alerts];
        // Ids are new in each run: what was sent before is known, and would start nothing.
        String prefix = "a" + System.nanoTime() + "-";
        CountDownLatch done = new CountDownLatch(LINES);
        long start = System.nanoTime();
        for (int line = 0; line < LINES; line++) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    send(target, token, prefix, alerts, next, took, refused);
                                } catch (IOException e) {
                                    System.err.println(e);
                                } finally {
                                    done.countDown();
                                }
                            });
        }
        done.await();
        long acknowledged = System.nanoTime();
        long wanted = before + 2L * (alerts - refused.get());
        long seen = count(stub);
        long lastProgress = System.nanoTime();
        while (seen < wanted && System.nanoTime() - lastProgress < 10_000_000_000L) {
            Thread.sleep(5);
            long now = count(stub);
            if (now != seen) {
                seen = now;
                lastProgress = System.nanoTime();
            }
        }
        double seconds = (lastProgress - start) / 1e9;
        Arrays.sort(took);
        System.out.printf(
                "%d alerts, %.0f/s end to end (%.0f/s acknowledged), ack p50 %.1f ms, p99 %.1f ms,"
                        + " max %.1f ms; refused %d, calls missing %d%n",
                alerts,
                alerts / seconds,
                alerts / ((acknowledged - start) / 1e9),
                took[alerts / 2] / 1e6,
                took[(int) (alerts * 0.99)] / 1e6,
                took[alerts - 1] / 1e6,
                refused.get(),
                wanted - seen);
    }

    private static long count(String stub) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stub + "/count")).build();
        return Long.parseLong(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body().strip());
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static void send(
            URI target,
            String token,
            String prefix,
            int alerts,
            AtomicInteger next,
            long[] took,
            AtomicLong refused)
            throws IOException {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
            while (true) {
                int i = next.getAndIncrement();
                if (i >= alerts) {
                    return;
                }
                byte[] body = alert(prefix + i).getBytes(StandardCharsets.UTF_8);
                String head =
                        "POST "
                                + target.getPath()
                                + " HTTP/1.1\r\nHost: "
                                + target.getAuthority()
                                + "\r\nContent-Type: application/json\r\n"
                                + (token.equals("-") ? "" : "Authorization: Bearer " + token + "\r\n")
                                + "Content-Length: "
                                + body.length
                                + "\r\n\r\n";
                byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
                byte[] all = Arrays.copyOf(headBytes, headBytes.length + body.length);
                System.arraycopy(body, 0, all, headBytes.length, body.length);
                long sent = System.nanoTime();
                out.write(all);
                int status = status(in);
                took[i] = System.nanoTime() - sent;
                if (status != 202) {
                    refused.incrementAndGet();
                }
            }
        }
    }

    /** Reads one answer with a length, to its end. */
    private static int status(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        int length = 0;
        while (true) {
            String line = line(in);
            if (line.isEmpty()) {
                break;
            }
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.readNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the line was closed");
            }
            if (c == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) c);
        }
    }

    private static String alert(String id) {
        String filler = "x".repeat(3800);
        return "{\"alertId\":\""
                + id
                + "\",\"machineId\":\"7561bd52b1761e70b4efd0cabf48296ece7ce29a\",\"severity\":\"High\","
                + "\"title\":\"Suspicious access to LSASS memory\",\"description\":\""
                + filler
                + "\"}";
    }
}
