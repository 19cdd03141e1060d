package dev.tocsin.service;

import dev.tocsin.connector.Connections;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.service.access.Listening;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.http.EventLog;
import dev.tocsin.store.Store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What a service is made of that is opened before it, and closed after it by whoever opened it.
 *
 * @param root of the project that is served
 * @param release of Tocsin: the version of the connectors that ship
 * @param connectors to send messages through; playbooks have those of their generation
 * @param credentials where keys of webhooks and secret settings are found
 * @param connections what playbooks reach; their settings give values to inputs
 * @param where it listens, as the rules decided
 * @param tokens of the store
 */
public record ServiceParts(
        ServiceFile file,
        Path root,
        String release,
        Store store,
        ConnectorRegistry connectors,
        OperationCaller caller,
        CredentialSource credentials,
        Connections connections,
        Listening where,
        Tokens tokens,
        EventLog log,
        SecureRandom random,
        InstantSource clock) {}
