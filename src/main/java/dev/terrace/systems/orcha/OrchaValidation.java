package dev.terrace.systems.orcha;

import dev.terrace.config.Cidr;
import dev.terrace.config.Names;
import dev.terrace.config.Problems;
import dev.terrace.config.value.HostValues;
import dev.terrace.spec.BucketUses;
import dev.terrace.spec.Subnets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports what the schema cannot say about an environment of orcha. */
final class OrchaValidation {
  private final OrchaConfig config;
  private final OrchaServices services;

  OrchaValidation(OrchaConfig config) {
    this.config = config;
    services = new OrchaServices(config);
  }

  void check(Problems problems) {
    config.checkStandard(problems);
    if (config.network() != null) {
      checkNetwork(problems.at("network"), config.network());
    }
    problems.check("alb", config.alb());
    config.alb().checkRules(problems.at("alb"), 2); // HTTP and HTTPS
    if (config.accountId() != null) {
      checkBuckets(problems);
    }
    problems.check("options", config.options());
    if (config.zone() != null && HostValues.isPrivate(config.zone())) {
      problems
          .at("zone")
          .add("must be in the public DNS, where it is delegated to its zone", config.zone());
    }
    services.check(problems);
    if (Names.isWellFormed(config.namePrefix())) {
      checkNames(problems);
    }
  }

  private void checkNetwork(Problems problems, OrchaConfig.Network network) {
    Map<String, List<Cidr>> tiers = new LinkedHashMap<>();
    tiers.put("publicSubnets", network.publicSubnets());
    tiers.put("privateSubnets", network.privateSubnets());
    Subnets.checkBlocks(problems, network.cidr(), config.zones(), tiers);
    if (network.privateSubnets() != null) {
      Subnets.checkRoom(
          problems.at("privateSubnets"),
          network.privateSubnets(),
          (long) config.options().interfaceEndpoints().size() * network.privateSubnets().size());
    }
  }

  private void checkBuckets(Problems problems) {
    BucketUses buckets = new BucketUses();
    buckets.own(config.bucketName("global-storage"));
    buckets.own(config.bucketName("pipeline-artifacts"));
    buckets.state(config.backend());
    buckets.accessLogs(config.accessLogs(), config.bucketName("access-logs"));
    buckets.check(problems);
  }

  private void checkNames(Problems problems) {
    String prefix = config.namePrefix();
    Problems at = problems.at("namePrefix");
    Names.check(at, Names.Kind.LOAD_BALANCER, prefix + "-alb");
    Names.check(at, Names.Kind.DATABASE, prefix + "-db");
    Names.check(at, Names.Kind.ROLE, prefix + "-migration-test-codebuild-role");
    Names.check(at, Names.Kind.CONNECTION, prefix + "-github");
    if (config.accountId() != null) {
      Names.check(at, Names.Kind.BUCKET_NAME, config.bucketName("pipeline-artifacts"));
      Names.check(at, Names.Kind.USER_POOL_DOMAIN, prefix + "-" + config.accountId());
    }
    services.checkNames(problems);
  }
}
