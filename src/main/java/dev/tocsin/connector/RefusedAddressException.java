package dev.tocsin.connector;

import java.net.UnknownHostException;

/** An address that a connection may not reach; the message is fit for a person. */
final class RefusedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1;

    RefusedAddressException(String message) {
        super(message);
    }
}
