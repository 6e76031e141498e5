package dev.terrace.systems.alva;

import dev.terrace.config.Cidr;
import dev.terrace.config.Names;
import dev.terrace.config.Problems;
import dev.terrace.spec.BucketUses;
import dev.terrace.spec.Subnets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reports what the schema cannot say about an environment of alva. */
final class AlvaValidation {
  private final AlvaConfig config;
  private final AlvaServices services;

  AlvaValidation(AlvaConfig config) {
    this.config = config;
    services = new AlvaServices(config);
  }

  void check(Problems problems) {
    config.checkStandard(problems);
    if (config.domain() != null) {
      config.domain().check(problems.at("domain"), config.region());
    }
    checkBuckets(problems);
    if (config.network() != null) {
      checkNetwork(problems.at("network"), config.network());
    }
    problems.check("alb", config.alb());
    config.alb().checkRules(problems.at("alb"), 2); // HTTP and HTTPS
    checkRoom(problems.at("network").at("privateSubnets"));
    checkConnections(problems);
    AlvaSecrets.CATALOG.checkVersions(problems.at("secretVersions"), config.secretVersions());
    services.check(problems);
    if (config.migrations() != null) {
      config.migrations().check(problems.at("migrations"), config.services().keySet());
    }
    if (Names.isWellFormed(config.namePrefix())) {
      checkNames(problems);
    }
  }

  private void checkBuckets(Problems problems) {
    BucketUses buckets = new BucketUses();
    buckets.state(config.backend());
    buckets.accessLogs(config.accessLogs(), config.namePrefix() + "-access-logs");
    buckets.check(problems);
  }

  private void checkNetwork(Problems problems, AlvaConfig.Network network) {
    Map<String, List<Cidr>> tiers = new LinkedHashMap<>();
    tiers.put("publicSubnets", network.publicSubnets());
    tiers.put("privateSubnets", network.privateSubnets());
    Subnets.checkEgress(problems.at("natGateways"), network.natGateways());
    Subnets.checkBlocks(problems, network.cidr(), config.zones(), tiers);
  }

  private void checkRoom(Problems problems) {
    long tasks =
        config.services().values().stream()
            .filter(Objects::nonNull)
            .mapToLong(AlvaServiceSpec::desiredCount)
            .sum();
    if (config.network() != null) {
      Subnets.checkRoom(problems, config.network().privateSubnets(), tasks);
    }
  }

  /** What the services connect to. */
  private void checkConnections(Problems problems) {
    if (config.database() != null) {
      config.database().checkNamed(problems.at("database"));
    }
    if (config.redis() != null) {
      config.redis().checkWithoutAuth(problems.at("redis"));
    }
  }

  private void checkNames(Problems problems) {
    String prefix = config.namePrefix();
    Problems at = problems.at("namePrefix");
    Names.check(at, Names.Kind.LOAD_BALANCER, prefix);
    Names.check(at, Names.Kind.REPLICATION_GROUP, prefix);
    Names.check(at, Names.Kind.DATABASE, prefix);
    Names.check(at, Names.Kind.NAMESPACE, config.namespace());
    services.checkNames(problems, prefix);
  }
}
