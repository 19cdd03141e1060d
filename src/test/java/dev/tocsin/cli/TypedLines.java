package dev.tocsin.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A keyboard: a line comes when it is read, is echoed, and none has been typed ahead. */
final class TypedLines extends InputStream {

    private final byte[] bytes;
    private final PrintStream echo;
    private int at;

    TypedLines(String lines, PrintStream echo) {
        this.echo = echo;
        this.bytes = lines.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("lines are read as a whole");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int end = at;
        while (end < bytes.length && end - at < length) {
            if (bytes[end++] == '\n') {
                break;
            }
        }
        if (end == at) {
            return -1;
        }
        byte[] line = Arrays.copyOfRange(bytes, at, end);
        System.arraycopy(line, 0, buffer, offset, line.length);
        at = end;
        echo.print(new String(line, StandardCharsets.UTF_8));
        return line.length;
    }
}
