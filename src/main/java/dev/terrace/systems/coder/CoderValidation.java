package dev.terrace.systems.coder;

import dev.terrace.config.Names;
import dev.terrace.config.Problems;
import dev.terrace.spec.BucketUses;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.Subnets;
import dev.terrace.spec.TaskSpec;
import java.util.Map;

/** Reports what the schema cannot say about an environment of coder. */
final class CoderValidation {
  private final CoderConfig config;
  private final CoderServices services;

  CoderValidation(CoderConfig config) {
    this.config = config;
    services = new CoderServices(config.services());
  }

  void check(Problems problems) {
    config.checkStandard(problems);
    checkAccessLogs(problems.at("accessLogsBucket"));
    checkDomain(problems.at("domain"));
    checkDatabase(problems.at("database"));
    problems.check("oidc", config.oidc());
    checkNoPlaceholders(problems);
    checkBuckets(problems);
    problems.check("bedrock", config.bedrock());
    problems.check("litellm", config.litellm());
    if (config.network() != null) {
      config.network().check(problems, config.zones(), config.alb());
      Subnets.checkRoom(
          problems.at("network").at("appSubnets"),
          config.network().appSubnets(),
          TaskSpec.fewestTasks(config.services()) + config.network().endpointAddresses());
    }
    problems.check("alb", config.alb());
    problems.check("alarms", config.alarms());
    problems.check("workspaces", config.workspaces());
    problems.check("registries", config.registries());
    config.registries().checkRegion(problems.at("registries"), config.region());
    CoderSecrets.CATALOG.checkVersions(problems.at("secretVersions"), config.secretVersions());
    checkSecretsPrefix(problems.at("secretsPrefix"));
    services.check(problems, config.placeholders(), config.domain());
    if (Names.isWellFormed(config.namePrefix())) {
      checkNames(problems);
    }
  }

  private void checkAccessLogs(Problems problems) {
    if (config.accessLogs() != null && config.accessLogsBucket() != null) {
      problems.add(
          "must be empty with accessLogs, which creates a bucket", config.accessLogsBucket());
    }
  }

  private void checkDomain(Problems problems) {
    if (config.domain() != null) {
      config.domain().check(problems, config.region());
      config.domain().checkCertificateName(problems.at("name"), config.domain().name());
    }
  }

  /** The setup of the databases gives each user a password and each database an owner. */
  private void checkDatabase(Problems problems) {
    if (config.database() == null) {
      return;
    }
    for (String own : CoderSecrets.DATABASES) {
      if (own.equals(config.database().masterUser())) {
        problems
            .at("masterUser")
            .add("must be another user than those of the databases, which get new passwords", own);
      }
      if (own.equals(config.database().databaseName())) {
        problems
            .at("databaseName")
            .add("must be another database than those that database-setup creates", own);
      }
    }
  }

  /** Texts that nothing is filled into. */
  private void checkNoPlaceholders(Problems problems) {
    Placeholders none = new Placeholders(Map.of());
    if (config.customLlm() != null) {
      none.check(problems.at("customLlm").at("apiBase"), config.customLlm().apiBase());
    }
    if (config.images() != null) {
      none.check(problems.at("images").at("configLoader"), config.images().configLoader());
      none.check(problems.at("images").at("databaseSetup"), config.images().databaseSetup());
    }
  }

  private void checkBuckets(Problems problems) {
    BucketUses uses = new BucketUses();
    CoderDataStack.BUCKETS.forEach(purpose -> uses.own(config.bucketName(purpose)));
    uses.state(config.backend());
    uses.accessLogs(config.accessLogs(), config.bucketName("access-logs"));
    uses.named("accessLogsBucket", config.accessLogsBucket());
    uses.check(problems);
  }

  private void checkSecretsPrefix(Problems problems) {
    if (config.secretsPrefix() == null) {
      return;
    }
    for (String name : CoderSecrets.NAMES) {
      Problems found = Problems.of("");
      Names.check(found, Names.Kind.SECRET, config.secretName(name));
      if (!found.isEmpty()) {
        problems.add(found.list().get(0).rule(), config.secretsPrefix()); // once is enough
        return;
      }
    }
  }

  private void checkNames(Problems problems) {
    String prefix = config.namePrefix();
    Problems at = problems.at("namePrefix");
    Names.check(at, Names.Kind.LOAD_BALANCER, prefix);
    if (config.registries().dockerHubCache() != null) {
      Names.check(at, Names.Kind.IMAGE_CACHE, config.dockerHubPrefix());
    }
    Names.check(at, Names.Kind.REPLICATION_GROUP, prefix);
    Names.check(at, Names.Kind.DATABASE, prefix);
    Names.check(at, Names.Kind.NAMESPACE, config.namespace());
    services.checkNames(problems, prefix);
    for (String bucket : CoderDataStack.BUCKETS) {
      Names.check(problems.at("bucketSuffix"), Names.Kind.BUCKET_NAME, config.bucketName(bucket));
    }
  }
}
