package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.providers.aws.vpc.*;
import dev.terrace.config.Environment;
import dev.terrace.layers.LayerStack;

final class CoderNetworkStack extends LayerStack {
  CoderNetworkStack(App app, Environment<CoderConfig> environment) {
    super(app, environment.id().stack("network"), environment.config());
    new Vpc(
        this,
        "vpc",
        VpcConfig.builder().cidrBlock(environment.config().vpcCidr().toString()).build());
  }
}
