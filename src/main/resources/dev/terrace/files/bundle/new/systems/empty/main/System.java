package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.layers.StandardSystem;

/** A network, to which layers are added. */
public final class @Class@System extends StandardSystem<@Class@Config> {
  public @Class@System() {
    super("@name@", @Class@Config.class, "network");
  }

  @Override
  public void define(App app, Environment<@Class@Config> environment) {
    new @Class@NetworkStack(app, environment);
  }
}
