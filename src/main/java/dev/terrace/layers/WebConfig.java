package dev.terrace.layers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.terrace.config.OwnName;
import dev.terrace.config.Problems;
import dev.terrace.constructs.data.RedisReplicationGroup;
import dev.terrace.constructs.data.SecretCatalog;
import dev.terrace.constructs.data.StandardData;
import dev.terrace.constructs.monitoring.WebMonitoring;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.constructs.service.FargateWeb;
import dev.terrace.constructs.service.ServiceSecrets;
import dev.terrace.ref.BucketRef;
import dev.terrace.spec.AccessLogsSpec;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.OwnHosts;
import dev.terrace.spec.OwnNamesInAws;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.RedisSpec;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.spec.StandardConfig;
import dev.terrace.spec.WorkerSpec;
import dev.terrace.spec.web.AlertSpec;
import dev.terrace.spec.web.NetworkSpec;
import dev.terrace.spec.web.SecretSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the configuration of a system has whose services run on Fargate behind a load balancer on
 * HTTPS, with a PostgreSQL database: their checks, and what the constructs take of it. A system
 * that has more keys adds their checks after {@link #checkWeb}.
 */
public interface WebConfig extends StandardConfig {

  DomainSpec domain();

  NetworkSpec network();

  /** Those of the configuration, by name. */
  Map<String, SecretSpec> secrets();

  /** By the secret's name, 1 and up. */
  Map<String, Integer> secretVersions();

  /** By name. */
  Map<String, ServiceSpec> services();

  /** By name, which no service has as well. None: no service takes messages from a queue. */
  default Map<String, WorkerSpec> workers() {
    return Map.of();
  }

  AlertSpec alarms();

  /** Null: the system has no Redis. */
  default RedisSpec redis() {
    return null;
  }

  /** Null: none. The bucket is named like the prefix, with -access-logs, if the file names none. */
  default AccessLogsSpec accessLogs() {
    return null;
  }

  @JsonIgnore
  @Override
  default Map<String, List<OwnName>> namesInAws() {
    OwnNamesInAws names = new OwnNamesInAws(StandardConfig.super.namesInAws());
    names.addSecrets("namePrefix", secretCatalog().names(), namePrefix() + "-");
    names.addAccessLogs("namePrefix", accessLogs(), namePrefix() + "-access-logs");
    return names.byKey();
  }

  @JsonIgnore
  @Override
  default Map<String, String> ownNames() {
    Map<String, String> own = StandardConfig.super.ownNames();
    AccessLogsSpec.addOwnName(own, accessLogs());
    return own;
  }

  /** Every secret: those of the database, and those of the configuration. */
  default SecretCatalog secretCatalog() {
    return StandardData.catalog(namePrefix()).with(secrets());
  }

  /** Of Cloud Map: services reach one another as {@code NAME.NAMESPACE}. */
  default String namespace() {
    return namePrefix() + ".local";
  }

  /** What texts of the services are filled with. */
  default Placeholders placeholders() {
    return new Placeholders(WebChecks.placeholders(this));
  }

  @JsonIgnore
  @Override
  default Map<String, List<String>> ownHosts() {
    OwnHosts own = new OwnHosts(placeholders(), "{domain}", "domain.name");
    services().forEach((name, service) -> service.addHosts(own, "services." + name));
    return own.byKey();
  }

  /** Reports what the schema cannot say about these keys. */
  default void checkWeb(Problems problems) {
    new WebChecks(this).check(problems);
  }

  @Override
  default void check(Problems problems) {
    checkWeb(problems);
  }

  @JsonIgnore
  @Override
  default List<String> warnings() {
    return WebChecks.warnings(this);
  }

  /** What {@link WebNetwork} takes. */
  default WebNetwork.Props networkProps() {
    TreeSet<Integer> ports = new TreeSet<>();
    services().values().forEach(service -> ports.addAll(service.ports()));
    return new WebNetwork.Props(
        names(), region(), zones(), network(), namespace(), ports, logRetentionDays());
  }

  /** What {@link StandardData} takes; the group of the network is {@code database}. */
  default StandardData.Props dataProps(WebNetwork.Refs network) {
    return new StandardData.Props(
        names(),
        secretCatalog(),
        secretVersions(),
        database(),
        network.vpc().dataSubnetIds(),
        network.group("database"),
        logRetentionDays());
  }

  /** What {@link RedisReplicationGroup} takes; the group of the network is {@code redis}. */
  default RedisReplicationGroup.Props redisProps(WebNetwork.Refs network, StandardData.Refs data) {
    return new RedisReplicationGroup.Props(
        names(), redis(), data.key(), network.vpc().dataSubnetIds(), network.group("redis"), null);
  }

  /**
   * What {@link FargateWeb} takes.
   *
   * @param accessLogs null: none
   */
  default FargateWeb.Props webProps(
      WebNetwork.Refs network, StandardData.Refs data, BucketRef accessLogs) {
    return new FargateWeb.Props(
        names(),
        region(),
        logRetentionDays(),
        domain(),
        network,
        accessLogs,
        database().deletionProtection(),
        new ServiceSecrets(data.secrets(), data.key(), false),
        placeholders());
  }

  /** What {@link WebMonitoring} takes. */
  default WebMonitoring.Props monitoringProps(FargateWeb.Refs web, StandardData.Refs data) {
    return new WebMonitoring.Props(
        names(),
        region(),
        data.key(),
        alarms(),
        web.cluster(),
        web.loadBalancer(),
        web.services().targetGroups(),
        web.services().services(),
        this::fewestTasks);
  }

  private int fewestTasks(String name) {
    return services().containsKey(name)
        ? services().get(name).fewestTasks()
        : workers().get(name).fewestTasks();
  }
}
