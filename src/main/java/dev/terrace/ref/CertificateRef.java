package dev.terrace.ref;

/** A certificate of ACM, issued by the time it is used. */
public record CertificateRef(String arn) {}
