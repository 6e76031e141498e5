package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.monitoring.WebMonitoring;
import dev.terrace.constructs.service.FargateWeb;
import dev.terrace.layers.StandardStack;

/** Alarms and the dashboard. */
final class @Class@ObservabilityStack extends StandardStack<@Class@Config, Void> {
  @Class@ObservabilityStack(
      App app,
      Environment<@Class@Config> environment,
      @Class@DataStack.Outputs data,
      FargateWeb.Refs platform) {
    super(app, environment, "observability");
    new WebMonitoring(this, config.monitoringProps(platform, data.data()))
        .database(data.data().database(), config.database().storageGiB())
        .dashboard();
  }
}
