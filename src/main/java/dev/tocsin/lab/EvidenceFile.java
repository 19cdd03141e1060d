package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;

/**
 * A file among the evidence of a scenario's alert; the hashes follow from the name where they are
 * not given.
 *
 * @param path its folder
 */
record EvidenceFile(String name, String path, String sha1, String sha256) {

    static EvidenceFile of(MapValue entry) {
        String name = Fields.text(entry, "name", "");
        return new EvidenceFile(
                name,
                Fields.text(entry, "path", "C:\\Users\\Public"),
                Fields.text(entry, "sha1", DerivedIds.hex("file:" + name, 40)),
                Fields.text(entry, "sha256", DerivedIds.sha256("file:" + name)));
    }

    /** As Defender for Endpoint knows it. */
    MapValue toDefender() {
        MapValue.Builder out =
                MapValue.builder()
                        .put("sha1", sha1)
                        .put("sha256", sha256)
                        .put("md5", DerivedIds.sysId("file:" + name))
                        .put("globalPrevalence", 1)
                        .put("globalFirstObserved", "now-P1D")
                        .put("globalLastObserved", "now-PT20M")
                        .put("size", 65_536)
                        .put("fileType", NullValue.NULL)
                        .put("isPeFile", name.endsWith(".exe") || name.endsWith(".dll"));
        for (String unknown :
                new String[] {
                    "filePublisher",
                    "fileProductName",
                    "signer",
                    "issuer",
                    "signerHash",
                    "isValidCertificate",
                    "determinationType",
                    "determinationValue"
                }) {
            out.put(unknown, NullValue.NULL);
        }
        return out.put("organizationPrevalence", 1)
                .put("orgFirstSeen", "now-P1D")
                .put("orgLastSeen", "now-PT20M")
                .put("topFileNames", ListValue.of(new StringValue(name)))
                .build();
    }

    /** As Microsoft Graph has it among the evidence of an alert. */
    MapValue toGraph() {
        return MapValue.builder()
                .put("fileName", name)
                .put("filePath", path)
                .put("sha1", sha1)
                .put("sha256", sha256)
                .put("md5", DerivedIds.sysId("file:" + name))
                .put("sha256Ac", NullValue.NULL)
                .put("fileSize", 65_536)
                .put("filePublisher", NullValue.NULL)
                .put("signer", NullValue.NULL)
                .put("issuer", NullValue.NULL)
                .build();
    }
}
