package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.data.PostgresDatabase;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.layers.StandardStack;

/** The VPC, who may reach whom, and the names inside it. */
final class @Class@NetworkStack extends StandardStack<@Class@Config, WebNetwork.Refs> {
  @Class@NetworkStack(App app, Environment<@Class@Config> environment) {
    super(app, environment, "network");
    publish(
        new WebNetwork(this, config.networkProps())
            .store("database", "PostgreSQL", PostgresDatabase.PORT)
            .refs());
  }
}
