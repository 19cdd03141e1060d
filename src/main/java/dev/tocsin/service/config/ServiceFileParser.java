package dev.tocsin.service.config;

import dev.tocsin.connector.Credential;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.playbook.Channel;
import dev.tocsin.playbook.SenderProof;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.service.config.ServiceFile.Listen;
import dev.tocsin.service.config.ServiceFile.RequestLimits;
import dev.tocsin.service.config.ServiceFile.Source;
import dev.tocsin.service.config.ServiceFile.StoreFile;
import dev.tocsin.service.config.ServiceFile.Tls;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code service:} files: structure first, then what a schema cannot say. */
public final class ServiceFileParser {

    private static final String USUAL_LISTEN = "127.0.0.1:8420";
    private static final String USUAL_STORE = "tocsin.db";
    private static final Duration RUNS_KEPT = Duration.ofDays(90);
    private static final Duration ALERTS_KEPT = Duration.ofDays(365);
    private static final Duration REMIND_AT_MOST_EVERY = Duration.ofMinutes(5);
    private static final Duration EXPIRE_WITHIN = Duration.ofDays(7);
    private static final Duration APPROVE_WITHIN = Duration.ofHours(1);
    private static final int BODY_BYTES = 1 << 20;
    private static final int REQUESTS_PER_MINUTE = 600;
    private static final int PER_RUN = 5;
    private static final int PER_HOUR = 20;

    private final Section file;

    private ServiceFileParser(Section file) {
        this.file = file;
    }

    /**
     * Touches nothing but the document: no file that it names is looked for, no reference resolved.
     *
     * @return null where it has errors, which are reported
     */
    public static @Nullable ServiceFile parse(Document document, Diagnostics diagnostics) {
        int before = diagnostics.errorCount();
        if (!DocumentSchema.of(FileKind.SERVICE).check(document, diagnostics)
                || !(document.root() instanceof MapNode root)) {
            return null;
        }
        Section file = new Section(root, document.source(), diagnostics);
        ServiceFile service = new ServiceFileParser(file).read();
        return diagnostics.errorCount() == before ? service : null;
    }

    private @Nullable ServiceFile read() {
        Addresses addresses = new Addresses(file);
        Tls tls = tls();
        Listen listen = addresses.listen(USUAL_LISTEN, tls);
        URI publicUrl = addresses.publicUrl();
        RequestLimits limits = limits();
        Asking questions = questions();
        Containment containment = containment();
        Map<String, Source> sources = sources(limits);
        StoreFile store = store();
        Map<String, List<String>> people = people();
        if (listen == null || publicUrl == null) {
            return null;
        }
        return new ServiceFile(
                file.text("service", ""),
                listen,
                publicUrl,
                file.text("connections"),
                file.text("environment"),
                store,
                sources,
                questions,
                people,
                containment,
                limits,
                profile(),
                file.source());
    }

    private Tls tls() {
        if (file.scalar("tls") != null) {
            return new Tls.Proxy();
        }
        Section tls = file.below("tls");
        Credential.Reference certificate = tls.reference("certificate");
        Credential.Reference key = tls.reference("key");
        return certificate == null || key == null ? new Tls.None() : new Tls.Own(certificate, key);
    }

    private StoreFile store() {
        Section store = file.below("store");
        Section kept = store.below("retention");
        return new StoreFile(
                store.text("file", USUAL_STORE),
                store.reference("key"),
                kept.duration("runs", RUNS_KEPT),
                kept.duration("alerts", ALERTS_KEPT));
    }

    private RequestLimits limits() {
        Section limits = file.below("limits");
        return new RequestLimits(
                limits.number("bodyBytes", BODY_BYTES),
                limits.number("requestsPerMinute", REQUESTS_PER_MINUTE));
    }

    private Map<String, Source> sources(RequestLimits limits) {
        Map<String, Source> sources = new LinkedHashMap<>();
        for (MapNode.Entry entry : file.below("sources").map().entries()) {
            if (entry.value() instanceof MapNode map) {
                Section own = new Section(map, file.source(), file.diagnostics());
                sources.put(
                        entry.key().text(),
                        new Source(
                                SenderProof.parse(map, file.source(), file.diagnostics()),
                                form(own.text("schema")),
                                own.number("requestsPerMinute", limits.requestsPerMinute())));
            }
        }
        return sources;
    }

    private static @Nullable SignalKind form(@Nullable String word) {
        for (SignalKind kind : SignalKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return null;
    }

    private Asking questions() {
        Section questions = file.below("questions");
        List<Channel> via = new ArrayList<>();
        for (String word : questions.texts("via")) {
            Channel channel = Channel.of(word);
            if (channel != null) {
                via.add(channel);
            }
        }
        List<String> domains = new ArrayList<>();
        for (String domain : questions.texts("allowedDomains")) {
            domains.add(domain.toLowerCase(Locale.ROOT));
        }
        Asking asking =
                new Asking(
                        via.isEmpty() ? List.of(Channel.MAIL, Channel.PAGE) : via,
                        questions.text("from"),
                        domains,
                        questions.texts("approvers"),
                        questions.text("mailConnection", "mail"),
                        questions.text("teamsConnection", "teams"),
                        questions.duration("remindAtMostEvery", REMIND_AT_MOST_EVERY),
                        questions.duration("expireWithin", EXPIRE_WITHIN));
        for (ScalarNode approver : questions.scalars("approvers")) {
            refuseStranger(approver, asking);
        }
        return asking;
    }

    private void refuseStranger(ScalarNode approver, Asking asking) {
        if (asking.allows(approver.text())) {
            return;
        }
        String domain = approver.text().substring(approver.text().lastIndexOf('@') + 1);
        file.report(
                Code.INVALID_SERVICE_FILE,
                approver.span(),
                "`" + approver.text() + "` could not answer: its domain is not allowed",
                asking.allowedDomains().isEmpty()
                        ? Note.fact("no domain is allowed")
                        : Note.fact(
                                "allowed are `"
                                        + String.join("`, `", asking.allowedDomains())
                                        + "`"),
                Note.help("add `" + domain + "` to `allowedDomains`, or name somebody else"));
    }

    /** Two spellings of one address are one person. */
    private Map<String, List<String>> people() {
        Map<String, List<String>> people = new LinkedHashMap<>();
        Section section = file.below("people");
        for (MapNode.Entry entry : section.map().entries()) {
            String address = entry.key().text().toLowerCase(Locale.ROOT);
            if (people.put(address, section.texts(entry.key().text())) != null) {
                file.report(
                        Code.DUPLICATE_NAME,
                        entry.key().span(),
                        "`" + entry.key().text() + "` is here twice",
                        Note.help("capitals make no difference; keep one of them"));
            }
        }
        return people;
    }

    private Containment containment() {
        Section containment = file.below("containment");
        Section kept = containment.below("protected");
        return new Containment(
                containment.number("perRun", PER_RUN),
                containment.number("perHour", PER_HOUR),
                kept.texts("devices"),
                kept.texts("users"),
                kept.texts("tags"),
                containment.duration("expireWithin", APPROVE_WITHIN));
    }

    private Profile profile() {
        String word = file.text("profile");
        for (Profile profile : Profile.values()) {
            if (profile.word().equals(word)) {
                return profile;
            }
        }
        return Profile.STANDARD;
    }
}
