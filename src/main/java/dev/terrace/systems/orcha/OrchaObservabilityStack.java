package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.config.value.ConnectionLimit;
import dev.terrace.constructs.monitoring.Alarms;
import dev.terrace.constructs.monitoring.LogGroup;
import dev.terrace.constructs.monitoring.MonthlyBudget;
import dev.terrace.constructs.monitoring.StandardAlarms;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.LogGroupRef;
import dev.terrace.ref.TopicRef;
import java.util.ArrayList;
import java.util.List;

/** Log groups, the topic, the alarms, and what the account may cost. */
final class OrchaObservabilityStack
    extends StandardStack<OrchaConfig, OrchaObservabilityStack.Outputs> {
  private static final String ENVIRONMENT = "Environment";
  private static final int DATABASE_CONNECTIONS = 100;
  private static final int FREE_GIB = 5;
  private static final int CERTIFICATE_DAYS = 14;
  private static final int BACKLOG = 500;

  record Outputs(TopicRef topic, LogGroupRef codebuildLogs) {}

  OrchaObservabilityStack(
      App app,
      Environment<OrchaConfig> environment,
      OrchaDataStack.Outputs data,
      OrchaPlatformStack.Outputs platform) {
    super(app, environment, "observability");
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
    StandardAlarms standard =
        new StandardAlarms(
            this, new StandardAlarms.Props(names, config.alertEmail(), data.key(), publishers));
    Alarms alarms = standard.alarms();
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
    alarms.instances(platform.instances());
    alarms.connectedDatabase(
        data.database(),
        ConnectionLimit.alarm(config.database().instanceClass(), DATABASE_CONNECTIONS),
        FREE_GIB);
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

    publish(new Outputs(standard.topic(), codebuildLogs));
    output("alert_topic_arn", standard.topic().arn(), "Topic of the alarms");
  }

  /** Services of AWS that publish to the topic, and so need a right to its key. */
  static List<String> publishers(OrchaConfig config) {
    return config.options().pipelineNotifications()
        ? List.of("cloudwatch.amazonaws.com", "codestar-notifications.amazonaws.com")
        : List.of("cloudwatch.amazonaws.com");
  }
}
