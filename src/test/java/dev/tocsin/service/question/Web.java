package dev.tocsin.service.question;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does with a page: follows no redirect unasked, keeps a cookie, fills in forms. */
final class Web implements AutoCloseable {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final AskingService service;
    private String cookie = "";

    Web(AskingService service) {
        this.service = service;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), Map.of());
    }

    HttpResponse<String> send(
            String method, String path, HttpRequest.BodyPublisher body, Map<String, String> headers)
            throws IOException, InterruptedException {
        URI url = service.url(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(url).method(method, body);
        headers.forEach(request::header);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        fields.forEach(
                (name, value) ->
                        body.append(body.isEmpty() ? "" : "&")
                                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofString(body.toString()),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    /** Sends the form of a page with one of its buttons, and what is filled in besides. */
    HttpResponse<String> press(String path, String page, String choice, String... filled)
            throws IOException, InterruptedException {
        Map<String, String> fields = hidden(page);
        fields.put("choice", choice);
        for (int i = 0; i < filled.length; i += 2) {
            fields.put("field." + filled[i], filled[i + 1]);
        }
        return post(path, fields);
    }

    /** The hidden fields of the form that answers: the last one of each name. */
    static Map<String, String> hidden(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher matcher = HIDDEN.matcher(page);
        while (matcher.find()) {
            fields.put(matcher.group(1), matcher.group(2));
        }
        return fields;
    }

    void login(String token) throws IOException, InterruptedException {
        cookie = "";
        HttpResponse<String> answer = post("/login", Map.of("token", token));
        String set = answer.headers().firstValue("set-cookie").orElseThrow();
        cookie = set.substring(0, set.indexOf(';'));
    }

    @Override
    public void close() {
        http.close();
    }
}
