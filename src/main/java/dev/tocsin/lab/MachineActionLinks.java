package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Links to what machine actions collected. They open without a token, as the signed links of the
 * service do, so whoever has one can read the file.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/get-package-sas-uri">package
 *     link</a>
 */
final class MachineActionLinks {

    private static final String RESULT = "GetLiveResponseResultDownloadLink(index=";
    private static final String SIGNATURE = "lab-only-signature";

    private final DefenderTenant tenant;
    private final MachineActions actions;
    private final LiveResponse liveResponse;
    private final Routes downloads = new Routes();

    MachineActionLinks(DefenderTenant tenant, MachineActions actions, LiveResponse liveResponse) {
        this.tenant = tenant;
        this.actions = actions;
        this.liveResponse = liveResponse;
        downloads
                .on("GET", "/downloads/{id}/package.zip", this::sendPackage)
                .on("GET", "/downloads/{id}/results/{index}", this::sendResult);
    }

    void addTo(Routes routes) {
        routes.on("GET", "/machineactions/{id}/getPackageUri", this::packageLink)
                .on("GET", "/machineactions/{id}/GetPackageUri", this::packageLink)
                .on("GET", "/machineactions/{id}/{function}", this::function);
    }

    /** What a link opens, or null where the path is none. */
    @Nullable Answer download(Request request) {
        if (!request.path().startsWith("/downloads/")) {
            return null;
        }
        return SIGNATURE.equals(request.query().get("sig"))
                ? downloads.answer(request)
                : tenant.errors().answer(403);
    }

    private Answer packageLink(Request request) {
        MapValue action = actions.action(request.id());
        if (!"CollectInvestigationPackage".equals(action.text("type"))
                || !"Succeeded".equals(action.text("status"))) {
            throw tenant.errors()
                    .refuse(404, "ResourceNotFound", "The package is not available yet.");
        }
        // The service puts the link into quotes once more.
        return link("\"" + url(request.id() + "/package.zip") + "\"");
    }

    private Answer function(Request request) {
        String function = request.variables().get(1);
        if (!function.startsWith(RESULT) || !function.endsWith(")")) {
            throw tenant.errors().refuse(404, "NotFound", "No method " + function + ".");
        }
        int index = index(function.substring(RESULT.length(), function.length() - 1));
        if (liveResponse.result(actions.action(request.id()), index) == null) {
            throw tenant.errors().refuse(404, "ResourceNotFound", "The command has no result.");
        }
        return link(url(request.id() + "/results/" + index));
    }

    private int index(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException _) {
            throw tenant.errors().refuse(400, "InvalidInput", "Invalid input index.");
        }
    }

    private String url(String file) {
        return tenant.apiUrl() + "/downloads/" + file + "?sig=" + SIGNATURE;
    }

    private static Answer link(String value) {
        return Answer.json(
                200,
                MapValue.builder()
                        .put("@odata.context", DefenderCollection.METADATA + "Edm.String")
                        .put("value", value)
                        .build());
    }

    private Answer sendPackage(Request request) {
        MapValue action = actions.action(request.id());
        return Answer.text(
                200, "investigation package of " + Company.text(action, "computerDnsName") + "\n");
    }

    private Answer sendResult(Request request) {
        String result =
                liveResponse.result(
                        actions.action(request.id()), index(request.variables().get(1)));
        return result == null ? tenant.errors().answer(404) : Answer.text(200, result);
    }
}
