package dev.tocsin.lab;

/**
 * A request that reached the lab.
 *
 * @param path as sent, with its query
 * @param status of the answer; 0 where the connection was closed without one
 */
public record LoggedRequest(String method, String path, int status) {

    @Override
    public String toString() {
        return method + " " + path + " -> " + (status == 0 ? "closed" : status);
    }
}
