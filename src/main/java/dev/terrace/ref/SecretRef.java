package dev.terrace.ref;

/** A secret of Secrets Manager. */
public record SecretRef(String arn) {}
