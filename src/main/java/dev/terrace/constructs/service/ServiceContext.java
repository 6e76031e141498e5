package dev.terrace.constructs.service;

import dev.terrace.config.Names;
import dev.terrace.constructs.routing.Login;
import dev.terrace.grants.Arns;
import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.Placeholders;
import java.util.List;
import java.util.Map;

/**
 * What the services and one-off tasks of a cluster have in common.
 *
 * @param names of roles and target groups
 * @param naming of services and task definitions
 * @param arns of the account and region that they run in
 * @param logRetentionDays one of the values that CloudWatch Logs takes
 * @param folders of the shared file system; null: there is none
 * @param placeholders that their texts are filled with
 */
public record ServiceContext(
    Names names,
    Naming naming,
    Arns arns,
    int logRetentionDays,
    ClusterRef cluster,
    Place place,
    Entrance entrance,
    ServiceSecrets secrets,
    Folders folders,
    ImageSources images,
    Placeholders placeholders) {

  /**
   * What precedes the name of a service. A change of either replaces every service.
   *
   * @param service the name in the cluster; empty: the service's name alone
   * @param family the name of the task definition, and of the log group below {@code /ecs/}
   */
  public record Naming(String service, String family) {}

  /**
   * Where tasks run.
   *
   * @param subnetIds with a way out
   * @param namespace that the services have names in
   */
  public record Place(
      String vpcId,
      List<String> subnetIds,
      SecurityGroupRef securityGroup,
      NamespaceRef namespace) {}

  /**
   * Where requests come in.
   *
   * @param listener that rules are added to
   * @param hostedZoneId public zone of the hosts; null: no records
   * @param login that routes may ask for; null: there is none
   */
  public record Entrance(
      LoadBalancerRef loadBalancer, ListenerRef listener, String hostedZoneId, Login login) {}

  /**
   * @param accessPoints by service
   */
  public record Folders(FileSystemRef fileSystem, Map<String, AccessPointRef> accessPoints) {}

  /** Services and task definitions are named like everything else; images come as they are. */
  public static ServiceContext of(
      Names names,
      Arns arns,
      int logRetentionDays,
      ClusterRef cluster,
      Place place,
      Entrance entrance,
      ServiceSecrets secrets,
      Placeholders placeholders) {
    String prefix = names.prefix() + "-";
    return new ServiceContext(
        names,
        new Naming(prefix, prefix),
        arns,
        logRetentionDays,
        cluster,
        place,
        entrance,
        secrets,
        null,
        ImageSources.none(),
        placeholders);
  }

  public ServiceContext withNaming(Naming other) {
    return new ServiceContext(
        names,
        other,
        arns,
        logRetentionDays,
        cluster,
        place,
        entrance,
        secrets,
        folders,
        images,
        placeholders);
  }

  public ServiceContext withFolders(Folders others) {
    return new ServiceContext(
        names,
        naming,
        arns,
        logRetentionDays,
        cluster,
        place,
        entrance,
        secrets,
        others,
        images,
        placeholders);
  }

  public ServiceContext withImages(ImageSources others) {
    return new ServiceContext(
        names,
        naming,
        arns,
        logRetentionDays,
        cluster,
        place,
        entrance,
        secrets,
        folders,
        others,
        placeholders);
  }

  /** The whole name of a service in its cluster. */
  String serviceName(String name) {
    return naming.service() + name;
  }

  /** The whole name of a task definition. */
  public String family(String name) {
    return naming.family() + name;
  }
}
