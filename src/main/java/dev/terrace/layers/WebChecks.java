package dev.terrace.layers;

import dev.terrace.config.Names;
import dev.terrace.config.Problems;
import dev.terrace.constructs.data.SecretCatalog;
import dev.terrace.constructs.data.StandardData;
import dev.terrace.spec.BucketUses;
import dev.terrace.spec.ListenerRules;
import dev.terrace.spec.Route;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.spec.Subnets;
import dev.terrace.spec.TaskSpec;
import dev.terrace.spec.WorkerSpec;
import dev.terrace.spec.web.SecretSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports what the schema cannot say about the keys of a {@link WebConfig}. */
final class WebChecks {
  private final WebConfig config;
  private final ListenerRules rules;

  WebChecks(WebConfig config) {
    this.config = config;
    rules = new ListenerRules(config.services());
  }

  static Map<String, String> placeholders(WebConfig config) {
    Map<String, String> values = new TreeMap<>();
    values.put("region", config.region());
    values.put("namespace", config.namespace());
    values.put("domain", config.domain() == null ? null : config.domain().name());
    values.values().removeIf(value -> value == null);
    return values;
  }

  void check(Problems problems) {
    config.checkStandard(problems);
    if (config.network() != null) {
      config.network().check(problems.at("network"), config.zones());
      Subnets.checkRoom(
          problems.at("network").at("appSubnets"),
          config.network().appSubnets(),
          TaskSpec.fewestTasks(config.services()) + TaskSpec.fewestTasks(config.workers()));
    }
    if (config.database() != null) {
      config.database().checkNamed(problems.at("database"));
    }
    if (config.redis() != null) {
      config.redis().checkWithoutAuth(problems.at("redis"));
    }
    BucketUses buckets = new BucketUses();
    buckets.state(config.backend());
    buckets.accessLogs(config.accessLogs(), config.namePrefix() + "-access-logs");
    buckets.check(problems);
    checkDomain(problems.at("domain"));
    for (String name : List.of(StandardData.PASSWORD, StandardData.CONNECTION)) {
      if (config.secrets().containsKey(name)) {
        problems.at("secrets").at(name).add("is a secret of the database: give it another name");
      }
    }
    SecretCatalog catalog = catalog();
    catalog.checkVersions(problems.at("secretVersions"), config.secretVersions());
    config
        .services()
        .forEach(
            (name, service) -> {
              if (service != null) {
                check(problems.at("services").at(name), name, service, catalog);
              }
            });
    config
        .workers()
        .forEach(
            (name, worker) -> {
              if (worker != null) {
                check(problems.at("workers").at(name), name, worker, catalog);
              }
            });
    rules.checkPriorities(problems);
    if (Names.isWellFormed(config.namePrefix())) {
      checkNames(problems);
    }
  }

  private void checkDomain(Problems problems) {
    if (config.domain() != null) {
      config.domain().check(problems, config.region());
      config.domain().checkCertificateName(problems.at("name"), config.domain().name());
    }
  }

  /** Of the secrets that the schema has not reported. */
  private SecretCatalog catalog() {
    Map<String, SecretSpec> complete = new TreeMap<>(config.secrets());
    complete.values().removeIf(each -> each == null);
    return StandardData.catalog(String.valueOf(config.namePrefix())).with(complete);
  }

  private void check(Problems problems, String name, ServiceSpec service, SecretCatalog catalog) {
    service.check(problems);
    checkTexts(problems, service, catalog);
    rules.check(problems.at("routes"), name, config.placeholders(), config.domain());
    if (!service.layer().equals("platform")) {
      problems
          .at("layer")
          .add("must be absent or platform: services have one layer", service.layer());
    }
    if (service.fromWorkspaces()) {
      problems.at("fromWorkspaces").add("must be absent: there are no workspaces", true);
    }
    if (service.fileSystem() != null) {
      problems.at("fileSystem").add("must be absent: there is no shared file system");
    }
    for (int i = 0; i < service.routes().size(); i++) {
      if (service.routes().get(i) != null && service.routes().get(i).login() != Route.Login.none) {
        problems.at("routes").at(i).at("login").add("must be none: there is no login");
      }
    }
  }

  private void check(Problems problems, String name, WorkerSpec worker, SecretCatalog catalog) {
    worker.check(problems);
    checkTexts(problems, worker, catalog);
    if (config.services().containsKey(name)) {
      problems.add("has the name of a service: give it another one");
    }
  }

  private void checkTexts(Problems problems, TaskSpec task, SecretCatalog catalog) {
    config.placeholders().check(problems, task);
    catalog.checkReferences(problems.at("secrets"), task.secrets());
  }

  private void checkNames(Problems problems) {
    String prefix = config.namePrefix();
    Problems at = problems.at("namePrefix");
    Names.check(at, Names.Kind.LOAD_BALANCER, prefix);
    Names.check(at, Names.Kind.REPLICATION_GROUP, prefix);
    Names.check(at, Names.Kind.DATABASE, prefix);
    Names.check(at, Names.Kind.NAMESPACE, config.namespace());
    config
        .services()
        .keySet()
        .forEach(
            name -> {
              if (Names.isWellFormed(name)) {
                Problems service = problems.at("services").at(name);
                Names.check(service, Names.Kind.TARGET_GROUP, prefix + "-" + name);
                Names.check(service, Names.Kind.ROLE, prefix + "-" + name + "-execution");
              }
            });
    config
        .workers()
        .keySet()
        .forEach(
            name -> {
              if (Names.isWellFormed(name)) {
                String role = prefix + "-" + name + "-execution";
                Names.check(problems.at("workers").at(name), Names.Kind.ROLE, role);
              }
            });
  }

  static List<String> warnings(WebConfig config) {
    List<String> warnings = new ArrayList<>();
    config.domain().validatedByHand().ifPresent(warnings::add);
    config
        .services()
        .forEach((name, service) -> warnings.addAll(service.warnings("services." + name)));
    config.workers().forEach((name, worker) -> warnings.addAll(worker.warnings("workers." + name)));
    warnings.addAll(Subnets.warnings("network.cidr", config.network().cidr()));
    if (config.alarms().email() == null) {
      warnings.add("alarms.email: is empty, so that nobody is notified of an alarm");
    }
    return warnings;
  }
}
