package dev.terrace.constructs.network;

import com.hashicorp.cdktf.providers.aws.vpc_endpoint.VpcEndpoint;
import com.hashicorp.cdktf.providers.aws.vpc_endpoint.VpcEndpointConfig;
import dev.terrace.config.Names;
import dev.terrace.constructs.Tag;
import dev.terrace.ref.SecurityGroupRef;
import java.util.List;
import software.constructs.Construct;

/** Ways from the VPC to services of AWS that do not lead through the internet. */
public final class VpcEndpoints extends Construct {

  /**
   * @param gatewayServices s3, dynamodb: free, by route
   * @param interfaceServices the last part of the service's name, such as ecr.api: by private DNS
   * @param subnetIds one a zone
   * @param securityGroup admits 443 from the VPC
   */
  public record Props(
      Names names,
      String region,
      String vpcId,
      List<String> gatewayServices,
      List<String> routeTableIds,
      List<String> interfaceServices,
      List<String> subnetIds,
      SecurityGroupRef securityGroup) {}

  public VpcEndpoints(Construct scope, String id, Props props) {
    super(scope, id);
    for (String service : props.gatewayServices()) {
      new VpcEndpoint(
          this,
          service,
          VpcEndpointConfig.builder()
              .vpcId(props.vpcId())
              .serviceName(serviceName(props, service))
              .vpcEndpointType("Gateway")
              .routeTableIds(props.routeTableIds())
              .tags(Tag.name(props.names().of(Names.Kind.TAG, service)))
              .build());
    }
    for (String service : props.interfaceServices()) {
      new VpcEndpoint(
          this,
          service,
          VpcEndpointConfig.builder()
              .vpcId(props.vpcId())
              .serviceName(serviceName(props, service))
              .vpcEndpointType("Interface")
              .privateDnsEnabled(true)
              .subnetIds(props.subnetIds())
              .securityGroupIds(List.of(props.securityGroup().id()))
              .tags(Tag.name(props.names().of(Names.Kind.TAG, service)))
              .build());
    }
  }

  private static String serviceName(Props props, String service) {
    return "com.amazonaws." + props.region() + "." + service;
  }
}
