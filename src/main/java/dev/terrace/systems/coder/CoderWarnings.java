package dev.terrace.systems.coder;

import dev.terrace.spec.Subnets;
import java.util.ArrayList;
import java.util.List;

/** What works in an environment of coder but deserves a look. */
final class CoderWarnings {
  private CoderWarnings() {}

  static List<String> of(CoderConfig config) {
    List<String> warnings = new ArrayList<>(new CoderServices(config.services()).warnings());
    if (config.domain().certificateArn() == null && config.domain().hostedZoneId() == null) {
      warnings.add(
          "domain: without hostedZoneId the certificate for "
              + config.domain().name()
              + " is validated by hand: while the platform layer is deployed, create the CNAME that AWS Certificate"
              + " Manager shows for it; the deploy waits for it. Or give an issued certificate as certificateArn.");
    }
    if (config.bucketSuffix().isEmpty()) {
      warnings.add(
          "bucketSuffix: is empty, and the names of buckets are global: "
              + config.bucketName("backups")
              + " and the others may belong to another account already");
    }
    warnings.addAll(Subnets.warnings("network.cidr", config.network().cidr()));
    warnings.addAll(config.bedrock().warnings(config.region()));
    if (config.redis().auth()) {
      warnings.add(
          "redis.auth: the provider has no write-only attribute for the token, so that it lies in the state of the data"
              + " layer; docs/secrets.md says more");
    }
    return warnings;
  }
}
