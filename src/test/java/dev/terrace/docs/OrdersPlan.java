package dev.terrace.docs;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.terrace.config.EnvironmentId;
import java.nio.file.Path;

/** Synthesizes the README's example. */
final class OrdersPlan {
  private OrdersPlan() {}

  /**
   * @return the folder of the stack
   */
  static Path synthesize(Path folder) {
    App app = new App(AppConfig.builder().outdir(folder.toString()).build());
    new OrdersStack(
        app,
        new EnvironmentId("shop", "production").stack("data"),
        new ShopConfig("123456789012", "eu-central-1"));
    app.synth();
    return folder.resolve("stacks").resolve("shop-production-data");
  }
}
