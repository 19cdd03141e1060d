package dev.tocsin.connector;

import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Writes {@code multipart/form-data} as bytes, so that each attempt sends the same. */
final class MultipartText {

    private MultipartText() {}

    static RequestBody of(List<HttpRequest.BodyPart> parts) {
        String boundary = boundary(parts);
        MultipartEntityBuilder builder =
                MultipartEntityBuilder.create()
                        .setMode(HttpMultipartMode.EXTENDED)
                        .setCharset(StandardCharsets.UTF_8)
                        .setBoundary(boundary);
        for (HttpRequest.BodyPart part : parts) {
            ContentType type = ContentType.parse(part.contentType());
            if (part.file() == null) {
                builder.addTextBody(
                        part.name(), new String(part.content(), StandardCharsets.UTF_8), type);
            } else {
                builder.addBinaryBody(part.name(), part.content(), type, part.file());
            }
        }
        HttpEntity entity = builder.build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            entity.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        // The library's own value names a charset, which the form has none of.
        return new RequestBody(out.toByteArray(), "multipart/form-data; boundary=" + boundary);
    }

    /** From the content itself: it cannot occur there, and does not differ between attempts. */
    private static String boundary(List<HttpRequest.BodyPart> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (HttpRequest.BodyPart part : parts) {
                digest.update(part.content());
            }
            return "tocsin-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
