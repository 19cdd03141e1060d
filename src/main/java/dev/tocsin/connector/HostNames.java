package dev.tocsin.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names to addresses: the operating system's resolver, or a test's. */
interface HostNames {

    InetAddress[] addresses(String host) throws UnknownHostException;
}
