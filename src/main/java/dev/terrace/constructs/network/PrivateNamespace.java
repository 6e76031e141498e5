package dev.terrace.constructs.network;

import com.hashicorp.cdktf.providers.aws.service_discovery_private_dns_namespace.ServiceDiscoveryPrivateDnsNamespace;
import com.hashicorp.cdktf.providers.aws.service_discovery_private_dns_namespace.ServiceDiscoveryPrivateDnsNamespaceConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.NamespaceRef;
import software.constructs.Construct;

/** A Cloud Map namespace that the VPC resolves. A change of the name or the VPC replaces it. */
public final class PrivateNamespace extends Construct {
  private final NamespaceRef ref;

  /**
   * @param name such as coder-production.local
   */
  public record Props(String name, String vpcId) {}

  public PrivateNamespace(Construct scope, String id, Props props) {
    super(scope, id);
    ServiceDiscoveryPrivateDnsNamespace namespace =
        new ServiceDiscoveryPrivateDnsNamespace(
            this,
            "namespace",
            ServiceDiscoveryPrivateDnsNamespaceConfig.builder()
                .name(Names.exact(Names.Kind.NAMESPACE, props.name()))
                .description("Names of the services inside the VPC")
                .vpc(props.vpcId())
                .build());
    ref = new NamespaceRef(namespace.getId());
  }

  public NamespaceRef ref() {
    return ref;
  }
}
