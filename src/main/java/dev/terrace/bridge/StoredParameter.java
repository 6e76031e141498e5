package dev.terrace.bridge;

/**
 * A parameter as Systems Manager stores it.
 *
 * @param type String, StringList or SecureString
 * @param value of a SecureString, encrypted
 */
public record StoredParameter(String type, String value) {}
