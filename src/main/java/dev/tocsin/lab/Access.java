package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

/**
 * What the lab's services let in. These are no secrets: they open nothing but a lab.
 *
 * @param tenant id of the directory
 * @param tenantName its first domain
 * @param cloudAppToken a token of the kind made in the portal
 * @param teamsSecret the last part of the webhook's address
 */
record Access(
        String tenant,
        String tenantName,
        String clientId,
        String clientSecret,
        String cloudAppToken,
        String serviceNowUser,
        String serviceNowPassword,
        String teamsSecret,
        String smtpUser,
        String smtpPassword) {

    /**
     * The access to one company.
     *
     * @param row what is the same in each lab
     * @param domain of the company
     */
    static Access of(MapValue row, String tenant, String domain) {
        return new Access(
                tenant,
                domain.substring(0, domain.indexOf('.')) + ".onmicrosoft.com",
                text(row, "clientId"),
                text(row, "clientSecret"),
                text(row, "cloudAppToken"),
                text(row, "serviceNowUser"),
                text(row, "serviceNowPassword"),
                text(row, "teamsSecret"),
                "soc@" + domain,
                text(row, "smtpPassword"));
    }

    private static String text(MapValue row, String field) {
        String text = row.text(field);
        if (text == null) {
            throw new IllegalStateException("the lab's access has no `" + field + "`");
        }
        return text;
    }
}
