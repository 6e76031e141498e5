package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.network.StandardNetwork;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.NetworkRef;

/** The VPC. */
final class @Class@NetworkStack extends StandardStack<@Class@Config, NetworkRef> {
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
    publish(network.ref());
    output("vpc_id", network.ref().vpcId(), "VPC");
  }
}
