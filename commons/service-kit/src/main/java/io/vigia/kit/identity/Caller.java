package io.vigia.kit.identity;

/** Who a request is from: the key's name, the one tenant it belongs to, and its role. */
public record Caller(String name, String tenant, Role role) {}
