package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.constructs.network.StandardNetwork;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.SecurityGroupRef;

/** The VPC, and the group of the instances, which nobody reaches. */
final class @Class@NetworkStack@|@ extends StandardStack<@Class@Config, @Class@NetworkStack.Outputs> {
  record Outputs(NetworkRef network, SecurityGroupRef instances) {}

  @Class@NetworkStack(App app, Environment<@Class@Config> environment) {
    super(app, environment, "network");
    StandardNetwork network =
        new StandardNetwork(
            this,
            StandardNetwork.Props.of(
                names,
                config.region(),
                config.zones(),
                config.network(),
                config.logRetentionDays()));
    network.groups().add("instances", "Instances", Egress.ALL);
    publish(new Outputs(network.ref(), network.groups().ref("instances")));
    output("vpc_id", network.ref().vpcId(), "VPC");
  }
}
