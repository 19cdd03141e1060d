package dev.tocsin.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds indicators of compromise in a text, defanged ones too. Each kind is listed once, in the
 * order of the text; what the text only seems to hold (a version number of five parts, a time of
 * day, a file name) is left out.
 */
final class Indicators {

    /** The kinds, which are the fields of the result. */
    static final List<String> KINDS =
            List.of("ips", "urls", "domains", "emails", "md5", "sha1", "sha256");

    private static final Pattern URL =
            Pattern.compile("(?i)\\b(?:https?|ftp)://[^\\s<>\"'`{}|\\\\^]+");
    private static final Pattern EMAIL =
            Pattern.compile("(?i)[a-z0-9._%+-]{1,64}@[\\pL\\pN_-]+(?:\\.[\\pL\\pN_-]+)+");
    private static final Pattern IP_V4 = Pattern.compile("[0-9]+(?:\\.[0-9]+)+");
    private static final Pattern IP_V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern DOMAIN = Pattern.compile("[\\pL\\pN_-]+(?:\\.[\\pL\\pN_-]+)+");
    private static final Pattern WORD = Pattern.compile("[\\pL\\pN]+");

    /** Top-level domains that are far more often the ending of a file. */
    private static final Set<String> FILE_ENDINGS =
            Set.of("app", "cab", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip");

    /** Matching takes time linear in the text; this many patterns run over it. */
    private static final int PASSES = 6;

    private Indicators() {}

    static Value in(Arguments arguments) {
        String text = Refanged.of(arguments.text(0));
        arguments.countText((long) PASSES * text.length());
        Set<String> urls = new LinkedHashSet<>();
        Set<String> domains = new LinkedHashSet<>();
        StringBuilder rest = new StringBuilder(text);
        Matcher url = URL.matcher(text);
        while (url.find()) {
            String found = withoutPunctuation(url.group());
            urls.add(found);
            String host = DomainNames.of(found);
            if (host != null) {
                domains.add(host);
            }
            blank(rest, url.start(), url.start() + found.length());
        }
        Set<String> emails = new LinkedHashSet<>();
        Matcher email = EMAIL.matcher(rest.toString());
        while (email.find()) {
            String host = DomainNames.of(email.group());
            if (host != null) {
                emails.add(email.group().toLowerCase(Locale.ROOT));
                blank(rest, email.start(), email.end());
            }
        }
        String words = rest.toString();
        Matcher domain = DOMAIN.matcher(words);
        while (domain.find()) {
            String host = standing(domain.group());
            if (host != null) {
                domains.add(host);
            }
        }
        return MapValue.builder()
                .put("ips", list(addresses(text)))
                .put("urls", list(urls))
                .put("domains", list(domains))
                .put("emails", list(emails))
                .put("md5", list(hashes(text, 32)))
                .put("sha1", list(hashes(text, 40)))
                .put("sha256", list(hashes(text, 64)))
                .build();
    }

    /** A name that stands alone is a domain where it ends like one, and not like a file. */
    private static @Nullable String standing(String name) {
        String host = DomainNames.of(name);
        return host != null
                        && DomainNames.isPublic(host)
                        && !FILE_ENDINGS.contains(host.substring(host.lastIndexOf('.') + 1))
                ? host
                : null;
    }

    /** Without the punctuation of the sentence around; a bracket stays where it was opened. */
    private static String withoutPunctuation(String url) {
        int end = url.length();
        while (end > 0) {
            char last = url.charAt(end - 1);
            boolean unopened = last == ')' && url.lastIndexOf('(', end - 1) < 0;
            unopened |= last == ']' && url.lastIndexOf('[', end - 1) < 0;
            if (!unopened && ".,;:!?*".indexOf(last) < 0) {
                break;
            }
            end--;
        }
        return url.substring(0, end);
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            text.setCharAt(i, ' ');
        }
    }

    private static Set<String> addresses(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher four = IP_V4.matcher(text);
        while (four.find()) {
            if (standsAlone(text, four) && isFour(four.group())) {
                found.add(four.group());
            }
        }
        Matcher six = IP_V6.matcher(text);
        while (six.find()) {
            String address = six.group();
            while (address.endsWith(".")) {
                address = address.substring(0, address.length() - 1);
            }
            boolean isSix =
                    address.length() <= 45 && address.indexOf(':') != address.lastIndexOf(':');
            if (isSix && standsAlone(text, six) && isLiteral(address)) {
                found.add(address.toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    /** Not so the {@code d::} of {@code std::vector}, or the version in {@code v1.2.3.4}. */
    private static boolean standsAlone(String text, Matcher match) {
        return (match.start() == 0 || !Character.isLetterOrDigit(text.charAt(match.start() - 1)))
                && (match.end() == text.length()
                        || !Character.isLetterOrDigit(text.charAt(match.end())));
    }

    private static boolean isFour(String text) {
        String[] parts = text.split("\\.", 6);
        boolean fits = parts.length == 4;
        for (int i = 0; fits && i < 4; i++) {
            String part = parts[i];
            boolean padded = part.length() > 1 && part.charAt(0) == '0';
            fits = part.length() <= 3 && !padded && Integer.parseInt(part) <= 255;
        }
        return fits;
    }

    private static boolean isLiteral(String text) {
        try {
            InetAddress.ofLiteral(text);
            return text.length() > 2;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Set<String> hashes(String text, int length) {
        Set<String> found = new LinkedHashSet<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String hash = word.group().toLowerCase(Locale.ROOT);
            boolean hexadecimal = hash.length() == length;
            for (int i = 0; hexadecimal && i < length; i++) {
                hexadecimal = Character.digit(hash.charAt(i), 16) >= 0 && hash.charAt(i) < 0x7F;
            }
            if (hexadecimal) {
                found.add(hash);
            }
        }
        return found;
    }

    private static ListValue list(Set<String> texts) {
        List<Value> items = new ArrayList<>(texts.size());
        for (String text : texts) {
            items.add(new StringValue(text));
        }
        return new ListValue(items);
    }
}
