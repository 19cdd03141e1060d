package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

/** A cloud app that the lab's company uses, under the id that the service has for it. */
enum CloudApp {
    OFFICE_365(11_161, "Office 365"),
    ONEDRIVE(15_600, "Microsoft OneDrive for Business"),
    SHAREPOINT(20_892, "Microsoft SharePoint Online");

    private final int id;
    private final String title;

    CloudApp(int id, String title) {
        this.id = id;
        this.title = title;
    }

    int id() {
        return id;
    }

    String title() {
        return title;
    }

    /** The one whose id is the {@code appId} of a row. */
    static CloudApp of(MapValue row) {
        long id = CloudAppFields.number(row, "appId");
        for (CloudApp app : values()) {
            if (app.id == id) {
                return app;
            }
        }
        throw new IllegalStateException("the lab has no cloud app " + id);
    }
}
