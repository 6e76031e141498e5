package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.monitoring.Alarms;
import dev.terrace.constructs.monitoring.Dashboard;
import dev.terrace.constructs.monitoring.Dashboard.Graph;
import dev.terrace.constructs.monitoring.Graphs;
import dev.terrace.constructs.monitoring.StandardAlarms;
import dev.terrace.constructs.service.WebServices;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.LoadBalancerRef;
import java.util.ArrayList;
import java.util.List;

/** Alarms and the dashboard. The log groups belong to the tasks that write to them. */
final class AlvaObservabilityStack extends StandardStack<AlvaConfig, Void> {
  private static final int CERTIFICATE_DAYS = 30;

  AlvaObservabilityStack(
      App app,
      Environment<AlvaConfig> environment,
      AlvaDataStack.Outputs data,
      AlvaPlatformStack.Outputs platform) {
    super(app, environment, "observability");
    StandardAlarms standard =
        new StandardAlarms(
            this, new StandardAlarms.Props(names, config.alarms().email(), data.key(), List.of()));
    LoadBalancerRef loadBalancer = platform.loadBalancer();
    WebServices.Refs services = platform.services();
    Alarms alarms = standard.alarms();
    services
        .targetGroups()
        .forEach(
            (name, group) ->
                alarms
                    .unhealthyHosts(name, loadBalancer, group)
                    .serverErrors(name, loadBalancer, group, config.alarms().serverErrors()));
    standard.runningTasks(
        platform.cluster(),
        services.services(),
        name -> config.services().get(name).desiredCount());
    alarms
        .database(
            data.database(), config.database().storageGiB(), config.alarms().databaseConnections())
        .redis(data.redis());
    // One that is created here renews itself.
    if (config.domain() != null && config.domain().certificateArn() != null) {
      alarms.certificateExpiry(
          new CertificateRef(config.domain().certificateArn()), CERTIFICATE_DAYS);
    }
    List<Graph> graphs = new ArrayList<>();
    graphs.addAll(Graphs.targetGroups(loadBalancer, services.targetGroups().values()));
    graphs.addAll(Graphs.services(platform.cluster(), services.services().values()));
    graphs.addAll(Graphs.database(data.database()));
    graphs.add(Graphs.redis(data.redis()));
    new Dashboard(this, "dashboard", new Dashboard.Props(names.prefix(), config.region(), graphs));
    output("alert_topic_arn", standard.topic().arn(), "Topic of the alarms");
  }
}
