package dev.terrace.ref;

/** A load balancer; the suffix is what CloudWatch calls it, the zone id is for alias records. */
public record LoadBalancerRef(String arn, String arnSuffix, String dnsName, String zoneId) {}
