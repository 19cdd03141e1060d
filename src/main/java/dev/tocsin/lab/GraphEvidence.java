package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What an alert is about. The start data names devices and people by their ids; what is known of
 * them is looked up when the alert is read, so an alert and the device itself never disagree.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/graph/api/resources/security-alertevidence">alertEvidence</a>
 */
record GraphEvidence(Company company, GraphDirectory directory) {

    private static final String TYPE = "#microsoft.graph.security.";

    /** The evidence of an alert of the start data as the service shows it. */
    ListValue of(MapValue alert) {
        List<Value> shown = new ArrayList<>();
        if (alert.get("evidence") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                shown.add(one((MapValue) item, Company.text(alert, "createdDateTime")));
            }
        }
        return new ListValue(shown);
    }

    private MapValue one(MapValue item, String created) {
        String device = item.text("device");
        String user = item.text("user");
        MapValue.Builder out = MapValue.builder();
        if (device != null) {
            out.put("@odata.type", TYPE + "deviceEvidence");
            common(item, created, out);
            device(device, out);
        } else if (user != null) {
            out.put("@odata.type", TYPE + "userEvidence");
            common(item, created, out);
            out.put("userAccount", account(user)).put("stream", NullValue.NULL);
        } else {
            out.put("@odata.type", Company.text(item, "@odata.type"));
            common(item, created, out);
            Table.without(item, List.of("@odata.type", "verdict", "roles"))
                    .entries()
                    .forEach(out::put);
        }
        return out.build();
    }

    private static void common(MapValue item, String created, MapValue.Builder out) {
        out.put("createdDateTime", created)
                .put("verdict", Company.text(item, "verdict"))
                .put("remediationStatus", "none")
                .put("remediationStatusDetails", NullValue.NULL)
                .put("roles", Table.value(item, "roles"))
                .put("detailedRoles", ListValue.EMPTY)
                .put("tags", ListValue.EMPTY);
    }

    private void device(String id, MapValue.Builder out) {
        MapValue device = company.devices().get(id);
        MapValue known = device == null ? MapValue.EMPTY : device;
        String name = Company.text(known, "computerDnsName");
        int dot = name.indexOf('.');
        String entraId = directory.deviceId(id);
        out.put("mdeDeviceId", id)
                .put("azureAdDeviceId", text(entraId))
                .put("deviceDnsName", name)
                .put("hostName", dot < 0 ? name : name.substring(0, dot))
                .put("ntDomain", NullValue.NULL)
                .put("dnsDomain", dot < 0 ? "" : name.substring(dot + 1))
                .put("osPlatform", Table.value(known, "osPlatform"))
                .put("osBuild", Table.value(known, "osBuild"))
                .put("version", Table.value(known, "version"))
                .put("healthStatus", GraphEnums.camel(known.text("healthStatus")))
                .put("riskScore", GraphEnums.camel(known.text("riskScore")))
                .put("rbacGroupId", Table.value(known, "rbacGroupId"))
                .put("rbacGroupName", Table.value(known, "rbacGroupName"))
                .put("onboardingStatus", GraphEnums.camel(known.text("onboardingStatus")))
                .put("defenderAvStatus", "updated")
                .put("firstSeenDateTime", Table.value(known, "firstSeen"))
                .put("lastIpAddress", Table.value(known, "lastIpAddress"))
                .put("lastExternalIpAddress", Table.value(known, "lastExternalIpAddress"))
                .put("ipInterfaces", ListValue.of(Table.value(known, "lastIpAddress")))
                .put("loggedOnUsers", ListValue.EMPTY)
                .put("resourceAccessEvents", ListValue.EMPTY)
                .put("vmMetadata", NullValue.NULL);
    }

    private MapValue account(String id) {
        MapValue found = company.users().get(id);
        MapValue user = found == null ? MapValue.EMPTY : found;
        String upn = Company.text(user, "userPrincipalName");
        int at = upn.indexOf('@');
        return MapValue.builder()
                .put("accountName", at < 0 ? upn : upn.substring(0, at))
                .put("domainName", company.domain().split("\\.")[0])
                .put("userSid", NullValue.NULL)
                .put("azureAdUserId", id)
                .put("userPrincipalName", upn)
                .put("displayName", Table.value(user, "displayName"))
                .put("tenantId", company.access().tenant())
                .put("activeDirectoryObjectGuid", NullValue.NULL)
                .put("resourceAccessEvents", ListValue.EMPTY)
                .build();
    }

    private static Value text(@Nullable String text) {
        return text == null ? NullValue.NULL : new StringValue(text);
    }
}
