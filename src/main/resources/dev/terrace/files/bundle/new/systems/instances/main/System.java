package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.layers.StandardSystem;

/** Instances that replace one another: network → compute. */
public final class @Class@System extends StandardSystem<@Class@Config> {
  public @Class@System() {
    super("@name@", @Class@Config.class, "network", "compute");
  }

  @Override
  public void define(App app, Environment<@Class@Config> environment) {
    var network = new @Class@NetworkStack(app, environment).outputs();
    new @Class@ComputeStack(app, environment, network);
  }
}
