package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads a file as UTF-8 text of at most {@value #MAX_BYTES} bytes. A byte order mark of UTF-8 is
 * dropped; all else that is not UTF-8 text is refused with the offset of the first bad byte.
 */
public final class SourceReader {

    /** 1 MiB (S6): the largest file anyone wrote by hand is a twentieth of it. */
    public static final int MAX_BYTES = 1 << 20;

    private SourceReader() {}

    /**
     * Reads a file; never more than {@link #MAX_BYTES} and one byte of it.
     *
     * @param name how messages call the file
     * @return null if the file cannot be read as text; then {@code diagnostics} says why
     */
    public static @Nullable SourceText read(Path file, String name, Diagnostics diagnostics) {
        return read(file, name, MAX_BYTES, diagnostics);
    }

    /**
     * The same for a file that a program wrote.
     *
     * @param maxBytes the limit instead of {@link #MAX_BYTES}; whole MiB
     */
    public static @Nullable SourceText read(
            Path file, String name, int maxBytes, Diagnostics diagnostics) {
        try {
            if (Files.isDirectory(file)) {
                return refuse(
                        Code.FILE_UNREADABLE, name, "this is a folder, not a file", diagnostics);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return read(in, name, maxBytes, diagnostics);
            }
        } catch (NoSuchFileException _) {
            return refuse(Code.FILE_UNREADABLE, name, "there is no such file", diagnostics);
        } catch (AccessDeniedException _) {
            return refuse(
                    Code.FILE_UNREADABLE, name, "no permission to read this file", diagnostics);
        } catch (IOException e) {
            return unreadable(name, e, diagnostics);
        }
    }

    /** Reads a stream to its end, or to the limit; does not close it. */
    public static @Nullable SourceText read(InputStream in, String name, Diagnostics diagnostics) {
        return read(in, name, MAX_BYTES, diagnostics);
    }

    /** The same with a limit of its own, in whole MiB. */
    public static @Nullable SourceText read(
            InputStream in, String name, int maxBytes, Diagnostics diagnostics) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            return unreadable(name, e, diagnostics);
        }
        if (bytes.length > maxBytes) {
            return refuse(
                    Code.FILE_TOO_LARGE,
                    name,
                    "the file is larger than " + (maxBytes >> 20) + " MiB",
                    diagnostics,
                    Note.help("split it into several files"));
        }
        return decode(bytes, name, diagnostics);
    }

    private static @Nullable SourceText decode(byte[] bytes, String name, Diagnostics diagnostics) {
        int start = 0;
        if (startsWith(bytes, 0xEF, 0xBB) && bytes.length > 2 && bytes[2] == (byte) 0xBF) {
            start = 3;
        } else if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return refuse(
                    Code.FILE_NOT_TEXT,
                    name,
                    "the file is written in UTF-16, not in UTF-8",
                    diagnostics,
                    Note.help("save it as UTF-8"));
        }
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return refuse(
                        Code.FILE_NOT_TEXT,
                        name,
                        "the file is not text: it has a zero byte at offset " + i,
                        diagnostics);
            }
        }
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        // Decoding strictly is slower, so it is done only where a byte may have been replaced.
        if (text.indexOf('\uFFFD') >= 0) {
            int bad = firstMalformed(bytes);
            if (bad >= 0) {
                return refuse(
                        Code.FILE_NOT_TEXT,
                        name,
                        "the file is not UTF-8 text: byte 0x"
                                + Integer.toHexString(bytes[bad] & 0xFF).toUpperCase(Locale.ROOT)
                                + " at offset "
                                + bad
                                + " fits no character",
                        diagnostics,
                        Note.help("save it as UTF-8"));
            }
        }
        return SourceText.of(name, text);
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && bytes[0] == (byte) first && bytes[1] == (byte) second;
    }

    private static int firstMalformed(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length), true);
        return result.isError() ? in.position() : -1;
    }

    private static @Nullable SourceText unreadable(
            String name, IOException e, Diagnostics diagnostics) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return refuse(
                Code.FILE_UNREADABLE,
                name,
                "the file cannot be read",
                diagnostics,
                Note.fact("the system says: " + reason));
    }

    private static @Nullable SourceText refuse(
            Code code, String name, String message, Diagnostics diagnostics, Note... notes) {
        diagnostics.report(code, SourceText.of(name, ""), Span.at(0), message, notes);
        return null;
    }
}
