package dev.tocsin.expression;

import static dev.tocsin.schema.Type.BOOL;
import static dev.tocsin.schema.Type.INT;
import static dev.tocsin.schema.Type.LIST;
import static dev.tocsin.schema.Type.STRING;

import dev.tocsin.schema.Type;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * CEL's network library over plain texts: an address is a text like {@code 10.0.0.1}, a range one
 * like {@code 10.0.0.0/8}, because that is how alerts carry them. {@code ip} and {@code cidr} check
 * a text and give its canonical form.
 *
 * @see <a href="https://github.com/google/cel-go/blob/master/ext/network.go">cel-go, Network</a>
 */
final class NetworkFunctions {

    static final List<String> NAMES =
            List.of(
                    "ip",
                    "isIP",
                    "ip.isCanonical",
                    "family",
                    "isUnspecified",
                    "isLoopback",
                    "isLinkLocalUnicast",
                    "isLinkLocalMulticast",
                    "isGlobalUnicast",
                    "cidr",
                    "isCIDR",
                    "containsIP",
                    "containsCIDR",
                    "prefixLength",
                    "masked",
                    "isMask",
                    "ipInRange",
                    "isPrivateIp");

    private NetworkFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "ip" ->
                    Function.named(name, "The address in its canonical form; of a range, its own")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example("ip(\"2001:DB8:0::1\")", "\"2001:db8::1\"")
                            .as(a -> new StringValue(addressOrStart(a).text()));
            case "isIP" ->
                    Function.named(name, "Whether the text is an IP address")
                            .takes("text", STRING)
                            .gives(BOOL)
                            .example("isIP(\"10.0.0.256\")", "false")
                            .as(a -> BoolValue.of(IpAddress.parse(a.text(0)) != null));
            case "ip.isCanonical" ->
                    Function.named(name, "Whether an IP address is written in its canonical form")
                            .takes("text", STRING)
                            .gives(BOOL)
                            .example("ip.isCanonical(\"2001:DB8::1\")", "false")
                            .as(a -> BoolValue.of(address(a, 0).text().equals(a.text(0))));
            case "family" ->
                    ofAddress(name, "4 or 6, as the IP address is one of IPv4 or IPv6")
                            .gives(INT)
                            .example("\"10.0.0.1\".family()", "4")
                            .as(a -> IntValue.of(address(a, 0).isFour() ? 4 : 6));
            case "isUnspecified" ->
                    ofAddress(name, "Whether the IP address is all zeros")
                            .example("\"0.0.0.0\".isUnspecified()", "true")
                            .as(a -> BoolValue.of(address(a, 0).isUnspecified()));
            case "isLoopback" ->
                    ofAddress(name, "Whether the IP address is the machine's own")
                            .example("\"127.0.0.1\".isLoopback()", "true")
                            .as(a -> BoolValue.of(address(a, 0).isLoopback()));
            case "isLinkLocalUnicast" ->
                    ofAddress(name, "Whether the IP address holds within its link only")
                            .example("\"169.254.1.1\".isLinkLocalUnicast()", "true")
                            .as(a -> BoolValue.of(address(a, 0).isLinkLocalUnicast()));
            case "isLinkLocalMulticast" ->
                    ofAddress(name, "Whether the IP address is a group within its link")
                            .example("\"224.0.0.5\".isLinkLocalMulticast()", "true")
                            .as(a -> BoolValue.of(address(a, 0).isLinkLocalMulticast()));
            case "isGlobalUnicast" ->
                    ofAddress(name, "Whether the IP address is one machine's beyond its link")
                            .example("\"10.0.0.1\".isGlobalUnicast()", "true")
                            .as(a -> BoolValue.of(address(a, 0).isGlobalUnicast()));
            default -> range(name);
        };
    }

    private static @Nullable Function range(String name) {
        return switch (name) {
            case "cidr" ->
                    ofRange(name, "The range in its canonical form")
                            .gives(STRING)
                            .example("cidr(\"2001:DB8::/32\")", "\"2001:db8::/32\"")
                            .as(a -> new StringValue(range(a, 0).text()));
            case "isCIDR" ->
                    Function.named(name, "Whether the text is a range of IP addresses")
                            .takes("text", STRING)
                            .gives(BOOL)
                            .example("isCIDR(\"10.0.0.0/8\")", "true")
                            .as(a -> BoolValue.of(IpRange.parse(a.text(0)) != null));
            case "containsIP" ->
                    ofRange(name, "Whether the IP address lies in the range")
                            .takes("address", STRING)
                            .example("\"10.0.0.0/8\".containsIP(\"10.1.2.3\")", "true")
                            .as(a -> BoolValue.of(range(a, 0).contains(address(a, 1))));
            case "containsCIDR" ->
                    ofRange(name, "Whether the other range lies in this one")
                            .takes("other", STRING)
                            .example("\"10.0.0.0/8\".containsCIDR(\"10.1.0.0/16\")", "true")
                            .as(a -> BoolValue.of(range(a, 0).contains(range(a, 1))));
            case "prefixLength" ->
                    ofRange(name, "How many bits the IP addresses of the range share")
                            .gives(INT)
                            .example("\"10.0.0.0/8\".prefixLength()", "8")
                            .as(a -> IntValue.of(range(a, 0).bits()));
            case "masked" ->
                    ofRange(name, "The range, written by the first of its IP addresses")
                            .gives(STRING)
                            .example("\"10.1.2.3/8\".masked()", "\"10.0.0.0/8\"")
                            .as(a -> new StringValue(range(a, 0).masked().text()));
            case "isMask" ->
                    ofRange(name, "Whether the range is written by the first of its IP addresses")
                            .example("\"10.1.2.3/8\".isMask()", "false")
                            .as(NetworkFunctions::isMask);
            case "ipInRange" ->
                    ofAddress(name, "Whether the IP address lies in the range, or in one of a list")
                            .takes("ranges", new Type.Union(List.of(STRING, LIST)))
                            .example(
                                    "\"10.1.2.3\".ipInRange([\"10.0.0.0/8\", \"192.0.2.7\"])",
                                    "true")
                            .as(NetworkFunctions::inRange);
            case "isPrivateIp" ->
                    ofAddress(
                                    name,
                                    "Whether the IP address is none of the public internet:"
                                            + " private, loopback, link-local, or shared"
                                            + " (100.64.0.0/10)")
                            .example("\"172.16.0.9\".isPrivateIp()", "true")
                            .as(a -> BoolValue.of(anyForm(a).isPrivate()));
            default -> null;
        };
    }

    private static Function.Builder ofAddress(String name, String summary) {
        return Function.named(name, summary).takes("address", STRING).gives(BOOL);
    }

    private static Function.Builder ofRange(String name, String summary) {
        return Function.named(name, summary).takes("range", STRING).gives(BOOL);
    }

    private static Value isMask(Arguments arguments) {
        IpRange range = range(arguments, 0);
        return BoolValue.of(range.address().sameAs(range.masked().address()));
    }

    private static Value inRange(Arguments arguments) {
        IpAddress address = anyForm(arguments);
        List<Value> ranges = arguments.isList(1) ? arguments.list(1) : List.of(arguments.value(1));
        boolean found = false;
        // All are read: whether one is no range must not hang on those before it.
        for (Value item : ranges) {
            arguments.evaluation().count(1);
            String text = arguments.isList(1) ? arguments.itemText(1, item) : arguments.text(1);
            IpRange range = IpRange.parseOrSingle(text);
            if (range == null) {
                throw arguments.isList(1)
                        ? arguments.fail(
                                1, "holds `" + Excerpt.of(text) + "`, no range of IP addresses")
                        : arguments.wrong(1, "a range of IP addresses, like `10.0.0.0/8`");
            }
            found |= range.contains(address);
        }
        return BoolValue.of(found);
    }

    private static IpAddress anyForm(Arguments arguments) {
        IpAddress address = IpAddress.parseAnyForm(arguments.text(0));
        if (address == null) {
            throw arguments.wrong(0, "an IP address, like `10.0.0.1`");
        }
        return address;
    }

    private static IpAddress addressOrStart(Arguments arguments) {
        return arguments.text(0).indexOf('/') < 0
                ? address(arguments, 0)
                : range(arguments, 0).address();
    }

    private static IpAddress address(Arguments arguments, int index) {
        IpAddress address = IpAddress.parse(arguments.text(index));
        if (address == null) {
            throw arguments.wrong(index, "an IP address, like `10.0.0.1`");
        }
        return address;
    }

    private static IpRange range(Arguments arguments, int index) {
        IpRange range = IpRange.parse(arguments.text(index));
        if (range == null) {
            throw arguments.wrong(index, "a range of IP addresses, like `10.0.0.0/8`");
        }
        return range;
    }
}
