package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.layers.StandardSystem;

/** Services on Fargate with a database: network → data → platform → observability. */
public final class @Class@System extends StandardSystem<@Class@Config> {
  public @Class@System() {
    super("@name@", @Class@Config.class, "network", "data", "platform", "observability");
  }

  @Override
  public void define(App app, Environment<@Class@Config> environment) {
    var network = new @Class@NetworkStack(app, environment).outputs();
    var data = new @Class@DataStack(app, environment, network).outputs();
    var platform = new @Class@PlatformStack(app, environment, network, data).outputs();
    new @Class@ObservabilityStack(app, environment, data, platform);
  }
}
