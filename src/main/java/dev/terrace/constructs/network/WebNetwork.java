package dev.terrace.constructs.network;

import dev.terrace.config.Names;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.web.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import software.constructs.Construct;

/**
 * A network for services behind a public load balancer on HTTPS: who may reach whom, and the names
 * inside it. A change of a subnet's block or zone replaces the subnet and all that is in it.
 *
 * <p>It is no level of the construct tree: the scope gets what {@link StandardNetwork} gives it,
 * the groups {@code alb} and {@code services}, one for each {@link #store}, and {@code namespace}.
 */
public final class WebNetwork {
  private static final String ANYWHERE = "0.0.0.0/0";
  private static final String ALB = "alb";
  private static final String SERVICES = "services";

  private final StandardNetwork network;
  private final NamespaceRef namespace;

  /**
   * @param zones as many as each tier has blocks
   * @param namespace of Cloud Map, the whole name
   * @param ports that the services listen on
   * @param retentionDays of the flow logs; one of the values that CloudWatch Logs takes
   */
  public record Props(
      Names names,
      String region,
      List<String> zones,
      NetworkSpec spec,
      String namespace,
      SortedSet<Integer> ports,
      int retentionDays) {

    public Props {
      ports = new TreeSet<>(ports);
    }
  }

  /**
   * @param groups by name
   */
  public record Refs(NetworkRef vpc, NamespaceRef namespace, Map<String, SecurityGroupRef> groups) {

    public SecurityGroupRef alb() {
      return group(ALB);
    }

    public SecurityGroupRef services() {
      return group(SERVICES);
    }

    /**
     * The group of a store.
     *
     * @throws IllegalArgumentException if none of that name was added
     */
    public SecurityGroupRef group(String name) {
      if (!groups.containsKey(name)) {
        throw new IllegalArgumentException(
            "no security group '" + name + "'; known: " + groups.keySet());
      }
      return groups.get(name);
    }
  }

  public WebNetwork(Construct scope, Props props) {
    network =
        new StandardNetwork(
            scope,
            StandardNetwork.Props.of(
                props.names(), props.region(), props.zones(), props.spec(), props.retentionDays()));
    SecurityGroups groups =
        network
            .groups()
            .add(ALB, "Public load balancer", Egress.DECLARED)
            .add(SERVICES, "Services on ECS", Egress.ALL);
    groups
        .get(ALB)
        .allowFromCidr("anywhere", ANYWHERE, Port.tcp(80), "HTTP, which redirects to HTTPS")
        .allowFromCidr("anywhere", ANYWHERE, Port.tcp(443), "HTTPS from anywhere");
    props
        .ports()
        .forEach(port -> groups.flow(ALB, SERVICES, Port.tcp(port), "service port " + port));
    groups.flow(SERVICES, SERVICES, Port.all(), "services among themselves");
    namespace = network.namespace(props.namespace());
  }

  /**
   * Adds a group for what the services connect to, such as a database.
   *
   * @param name of the group
   * @param what is in it, such as PostgreSQL
   */
  public WebNetwork store(String name, String what, int port) {
    network.groups().add(name, what, Egress.DECLARED).flow(SERVICES, name, Port.tcp(port), what);
    return this;
  }

  public Refs refs() {
    return new Refs(network.ref(), namespace, network.groups().refs());
  }
}
