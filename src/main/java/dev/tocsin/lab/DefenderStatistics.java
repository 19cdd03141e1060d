package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How common files, domains and addresses are in the company and in the world.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/get-file-statistics">statistics
 *     of a file</a>
 */
final class DefenderStatistics {

    private static final int LONGEST_LOOK_BACK = 720;
    private static final List<String> OF_FILE =
            List.of(
                    "sha1",
                    "organizationPrevalence",
                    "orgFirstSeen",
                    "orgLastSeen",
                    "globalPrevalence",
                    "globalFirstObserved",
                    "globalLastObserved",
                    "topFileNames");
    private static final List<String> FILE =
            List.of(
                    "sha1",
                    "sha256",
                    "md5",
                    "globalPrevalence",
                    "globalFirstObserved",
                    "globalLastObserved",
                    "size",
                    "fileType",
                    "isPeFile",
                    "filePublisher",
                    "fileProductName",
                    "signer",
                    "issuer",
                    "signerHash",
                    "isValidCertificate",
                    "determinationType",
                    "determinationValue");

    private final DefenderTenant tenant;
    private final Table files;
    private final Table domains;
    private final Table ips;

    DefenderStatistics(DefenderTenant tenant) {
        this.tenant = tenant;
        this.files = tenant.table("files", "sha1");
        this.domains = tenant.table("domains", "host");
        this.ips = tenant.table("ips", "ipAddress");
    }

    void addTo(Routes routes) {
        routes.on("GET", "/files/{id}/stats", this::ofFile)
                .on("GET", "/domains/{id}/stats", this::ofDomain)
                .on("GET", "/ips/{id}/stats", this::ofIp);
    }

    /** A file as the list of an alert's files has it. */
    MapValue file(String sha1) {
        MapValue file = files.get(sha1);
        if (file == null) {
            throw new IllegalStateException("an alert of the lab has an unknown file " + sha1);
        }
        return Table.only(file, FILE);
    }

    private Answer ofFile(Request request) {
        checkLookBack(request);
        String hash = request.id();
        if (!IndicatorRules.isHash(hash)) {
            throw tenant.errors()
                    .refuse(400, "InvalidHashValue", "Hash value " + hash + " is invalid.");
        }
        MapValue file = files.find(hash.length() == 40 ? "sha1" : "sha256", hash);
        if (file == null) {
            throw tenant.errors()
                    .refuse(404, "ResourceNotFound", "File " + hash + " was not found.");
        }
        MapValue.Builder out = context("InOrgFileStats");
        // The service calls the one field differently here.
        Table.only(file, OF_FILE)
                .entries()
                .forEach(
                        (name, value) ->
                                out.put(
                                        name.equals("globalPrevalence")
                                                ? "globallyPrevalence"
                                                : name,
                                        value));
        return Answer.json(200, out.build());
    }

    private Answer ofDomain(Request request) {
        checkLookBack(request);
        String host = request.id();
        if (!IndicatorRules.isDomain(host)) {
            throw tenant.errors()
                    .refuse(400, "InvalidDomainName", "Domain name " + host + " is invalid.");
        }
        return prevalence("InOrgDomainStats", "host", host, domains.find("host", host));
    }

    private Answer ofIp(Request request) {
        checkLookBack(request);
        String ip = request.id();
        if (!IndicatorRules.isIp(ip)) {
            throw tenant.errors()
                    .refuse(400, "InvalidIpAddress", "IP address " + ip + " is invalid.");
        }
        return prevalence("InOrgIPStats", "ipAddress", ip, ips.get(ip));
    }

    /** What nobody saw is no error: nobody saw it. */
    private static Answer prevalence(
            String type, String field, String name, @Nullable MapValue row) {
        MapValue.Builder out = context(type);
        if (row == null) {
            out.put(field, name)
                    .put("organizationPrevalence", IntValue.of(0))
                    .put("orgFirstSeen", NullValue.NULL)
                    .put("orgLastSeen", NullValue.NULL);
        } else {
            row.entries().forEach(out::put);
        }
        return Answer.json(200, out.build());
    }

    private static MapValue.Builder context(String type) {
        return MapValue.builder()
                .put(
                        "@odata.context",
                        DefenderCollection.METADATA + "microsoft.windowsDefenderATP.api." + type);
    }

    private void checkLookBack(Request request) {
        tenant.options(request, "lookBackHours");
        String text = request.query().getOrDefault("lookBackHours", "720");
        int hours;
        try {
            hours = Integer.parseUnsignedInt(text);
        } catch (NumberFormatException _) {
            hours = 0;
        }
        if (hours < 1 || hours > LONGEST_LOOK_BACK) {
            throw tenant.errors()
                    .refuse(400, "InvalidInput", "lookBackHours is not from 1 to 720.");
        }
    }
}
