package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.monitoring.Alarms;
import dev.terrace.constructs.monitoring.AlertTopic;
import dev.terrace.constructs.monitoring.DatabaseAlarm;
import dev.terrace.constructs.monitoring.LogGroup;
import dev.terrace.constructs.monitoring.MonthlyBudget;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.LogGroupRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.spec.AlarmSpec;
import dev.terrace.spec.AlarmSpec.Comparison;
import dev.terrace.spec.AlarmSpec.Metric;
import dev.terrace.spec.AlarmSpec.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Log groups, the topic, the alarms, and what the account may cost. */
final class OrchaObservabilityStack extends LayerStack {
  private static final String ENVIRONMENT = "Environment";
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;
  private static final double GIB = 1024.0 * 1024 * 1024;
  private static final int CERTIFICATE_DAYS = 14;
  private static final int BACKLOG = 500;

  private final Outputs outputs;

  record Outputs(TopicRef topic, LogGroupRef codebuildLogs) {}

  OrchaObservabilityStack(
      App app,
      Environment<OrchaConfig> environment,
      OrchaDataStack.Outputs data,
      OrchaPlatformStack.Outputs platform) {
    super(app, environment.id().stack("observability"), environment.config());
    OrchaConfig config = environment.config();
    Names names = config.names();
    LogGroupRef codebuildLogs = null;
    for (String name : List.of("application", "user-data", "codebuild", "ssm-sessions")) {
      LogGroup.Props props = new LogGroup.Props(config.path(name), config.logRetentionDays());
      LogGroupRef group =
          new LogGroup(
                  this,
                  name + "-logs",
                  name.equals("ssm-sessions") ? props.withKey(data.key()) : props)
              .ref();
      codebuildLogs = name.equals("codebuild") ? group : codebuildLogs;
    }
    List<String> publishers = new ArrayList<>(publishers(config));
    publishers.remove("cloudwatch.amazonaws.com");
    TopicRef topic =
        new AlertTopic(
                this,
                "alerts",
                AlertTopic.Props.of(
                        names.of(Names.Kind.TOPIC, "alerts"),
                        config.alertEmail(),
                        Account.idOf(this))
                    .withKey(data.key())
                    .withPublishers(publishers))
            .ref();

    Alarms alarms = new Alarms(this, "alarms", new Alarms.Props(names, topic));
    platform
        .targetGroups()
        .forEach(
            (service, group) ->
                alarms.noHealthyHost(
                    config.services().get(service).isDefault()
                        ? "alb-unhealthy"
                        : service + "-unhealthy",
                    service,
                    platform.loadBalancer(),
                    group));
    instances(alarms, platform.instances());
    database(alarms, data.database());
    data.queues()
        .forEach(
            (name, queue) ->
                alarms.messagesAbove(
                    name + "-dlq-not-empty",
                    "Messages of " + name + " have failed",
                    queue.deadLetters(),
                    0));
    if (config.options().ingestBacklogAlarm()) {
      alarms.messagesAbove(
          "ingest-backlog",
          "Documents wait to be processed",
          data.queues().get("ingest").queue(),
          BACKLOG);
    }
    alarms.certificatesExpiry(
        "cert-expiring",
        platform.certificates().values().stream().distinct().toList(),
        CERTIFICATE_DAYS);
    new MonthlyBudget(
        this,
        "budget",
        new MonthlyBudget.Props(
            names.of(Names.Kind.BUDGET, "monthly"),
            config.monthlyBudgetUsd(),
            config.alertEmail(),
            config.tags().containsKey(ENVIRONMENT) ? ENVIRONMENT : null,
            config.tags().get(ENVIRONMENT)));

    outputs = new Outputs(topic, codebuildLogs);
    output("alert_topic_arn", topic.arn(), "Topic of the alarms");
  }

  /** Services of AWS that publish to the topic, and so need a right to its key. */
  static List<String> publishers(OrchaConfig config) {
    return config.options().pipelineNotifications()
        ? List.of("cloudwatch.amazonaws.com", "codestar-notifications.amazonaws.com")
        : List.of("cloudwatch.amazonaws.com");
  }

  private static void instances(Alarms alarms, InstanceGroupRef instances) {
    Map<String, String> dimensions = Map.of("AutoScalingGroupName", instances.name());
    alarms.add(
        new AlarmSpec(
            "ec2-status-check",
            "No instance is in service",
            new Metric("AWS/AutoScaling", "GroupInServiceInstances", dimensions, "Minimum", MINUTE),
            Comparison.BELOW,
            1,
            2,
            Missing.BREACHING));
    alarms.add(
        new AlarmSpec(
            "ec2-high-cpu",
            "CPU of the instances",
            new Metric("AWS/EC2", "CPUUtilization", dimensions, "Average", FIVE_MINUTES),
            Comparison.ABOVE,
            80,
            3,
            Missing.BREACHING));
  }

  private static void database(Alarms alarms, DatabaseRef database) {
    alarms.add(
        DatabaseAlarm.of(
            database,
            "rds-no-connections",
            "Nothing is connected to the database",
            "DatabaseConnections",
            "Maximum",
            Comparison.AT_MOST,
            0));
    alarms.add(
        DatabaseAlarm.of(
            database,
            "rds-high-connections",
            "Connections of the database",
            "DatabaseConnections",
            "Average",
            Comparison.ABOVE,
            100));
    alarms.add(
        DatabaseAlarm.of(
            database,
            "rds-high-cpu",
            "CPU of the database",
            "CPUUtilization",
            "Average",
            Comparison.ABOVE,
            80));
    alarms.add(
        DatabaseAlarm.of(
            database,
            "rds-low-storage",
            "Less than 5 GiB of the database's storage are free",
            "FreeStorageSpace",
            "Minimum",
            Comparison.BELOW,
            5 * GIB));
  }

  Outputs outputs() {
    return outputs;
  }
}
