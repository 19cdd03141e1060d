package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

/** Which API a token opens, told by the scope it was asked for with. */
enum Audience {
    DEFENDER("defender-endpoint"),
    CLOUD_APPS("cloud-app-security"),
    GRAPH("graph"),
    AZURE("azure"),
    LOG_ANALYTICS("log-analytics"),
    MONITOR("monitor"),
    VAULT("keyvault");

    private final String word;

    Audience(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** The audience of a scope of the client credentials grant, or null for an unknown one. */
    static @Nullable Audience ofScope(String scope) {
        return switch (scope) {
            case "https://api.securitycenter.microsoft.com/.default",
                    "https://securitycenter.onmicrosoft.com/windowsatpservice/.default" ->
                    DEFENDER;
            case "05a65629-4c1b-48c1-a78b-804c4abdd4af/.default" -> CLOUD_APPS;
            case "https://graph.microsoft.com/.default" -> GRAPH;
            case "https://management.azure.com/.default" -> AZURE;
            case "https://api.loganalytics.io/.default",
                    "https://api.loganalytics.azure.com/.default" ->
                    LOG_ANALYTICS;
            case "https://monitor.azure.com/.default", "https://monitor.azure.com//.default" ->
                    MONITOR;
            case "https://vault.azure.net/.default" -> VAULT;
            default -> null;
        };
    }
}
