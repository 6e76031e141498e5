package dev.terrace.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/** Costs of tasks, instances, functions and their images. */
final class ComputeCosts {
  private static final BigDecimal UNITS = BigDecimal.valueOf(1024);

  private ComputeCosts() {}

  /** A service's tasks; its task definition says how large they are. */
  static void service(BilledResource service, Bill bill) {
    BigDecimal count = service.requiredNumber("desired_count");
    BilledResource task =
        service.referred(service.body().path("task_definition"), "task_definition");
    if (!service.body().has("launch_type")) {
      bill.unknown(
          CostKind.FARGATE, "capacity provider", "only launch_type FARGATE has a price here");
      return;
    }
    if (!service.required("launch_type").equals("FARGATE")) {
      return; // charged with the instances
    }
    if (task.body().has("ephemeral_storage")) {
      bill.unknown(CostKind.FARGATE, "storage above 20 GB", "ephemeral_storage has no price here");
    }
    BigDecimal cpus = task.requiredNumber("cpu").divide(UNITS, MathContext.DECIMAL64);
    BigDecimal memory = task.requiredNumber("memory").divide(UNITS, MathContext.DECIMAL64);
    boolean arm = isArm(task);
    String what =
        Bill.format(count)
            + " × "
            + Bill.format(cpus)
            + " vCPU, "
            + Bill.format(memory)
            + " GB"
            + (arm ? " ARM" : "");
    String processor = arm ? "arm" : "x86";
    BigDecimal hours = count.multiply(Bill.HOURS);
    bill.amountOf(CostKind.FARGATE, what, "fargate-vcpu-" + processor, cpus.multiply(hours))
        .ifPresent(
            vcpu ->
                bill.amountOf(
                        CostKind.FARGATE,
                        what,
                        "fargate-memory-" + processor,
                        memory.multiply(hours))
                    .ifPresent(ram -> bill.add(CostKind.FARGATE, what, vcpu.add(ram))));
    if (hasPublicAddress(service)) {
      bill.hourly(CostKind.ADDRESSES, addresses(count), "public-ipv4", count);
    }
  }

  private static boolean isArm(BilledResource task) {
    for (JsonNode platform : task.blocks("runtime_platform")) {
      return task.text(platform.path("cpu_architecture"), "cpu_architecture")
          .orElse("X86_64")
          .equals("ARM64");
    }
    return false;
  }

  /** A group's instances with their volumes; its launch template says which. */
  static void instances(BilledResource group, Bill bill) {
    BigDecimal count =
        group.number("desired_capacity").orElseGet(() -> group.requiredNumber("min_size"));
    BilledResource template = launchTemplate(group);
    String type = template.required("instance_type");
    bill.hourly(CostKind.INSTANCES, Bill.format(count) + " × " + type, "ec2-" + type, count);
    for (JsonNode device : template.blocks("block_device_mappings")) {
      volume(template, device.path("ebs"), count, bill);
    }
    if (hasPublicAddress(group)) {
      bill.hourly(CostKind.ADDRESSES, addresses(count), "public-ipv4", count);
    }
    for (JsonNode monitoring : template.blocks("monitoring")) {
      if (monitoring.path("enabled").asBoolean()) {
        bill.unknown(
            CostKind.MONITORING,
            "detailed monitoring",
            "the number of metrics is not in the stack");
      }
    }
  }

  private static void volume(BilledResource template, JsonNode ebs, BigDecimal count, Bill bill) {
    String type = template.text(ebs.path("volume_type"), "volume_type").orElse("gp2");
    BigDecimal size =
        template
            .text(ebs.path("volume_size"), "volume_size")
            .map(BigDecimal::new)
            .orElseThrow(() -> new UnknownValueException("volume_size is the image's own"));
    bill.add(
        CostKind.INSTANCES,
        Bill.format(count) + " × " + Bill.format(size) + " GB " + type,
        "ebs-" + type,
        count.multiply(size));
    if (ebs.has("iops") || ebs.has("throughput")) {
      bill.unknown(
          CostKind.INSTANCES, "IOPS and throughput of the volume", "they have no price here");
    }
  }

  private static BilledResource launchTemplate(BilledResource group) {
    for (JsonNode template : group.blocks("launch_template")) {
      JsonNode reference = template.has("id") ? template.path("id") : template.path("name");
      return group.referred(reference, "launch_template");
    }
    throw new UnknownValueException("launch_template is not in the stack");
  }

  /** Whether tasks or instances have public addresses of their own. */
  static boolean hasPublicAddress(BilledResource resource) {
    try {
      return switch (resource.type()) {
        case "aws_ecs_service" ->
            resource.blocks("network_configuration").stream()
                .anyMatch(network -> network.path("assign_public_ip").asBoolean());
        case "aws_autoscaling_group" ->
            launchTemplate(resource).blocks("network_interfaces").stream()
                .anyMatch(network -> network.path("associate_public_ip_address").asBoolean());
        default -> false;
      };
    } catch (UnknownValueException e) {
      return false; // reported by the resource's own line
    }
  }

  private static String addresses(BigDecimal count) {
    return Bill.format(count) + (count.compareTo(BigDecimal.ONE) == 0 ? " address" : " addresses");
  }

  /** Container Insights, which counts metrics. */
  static void cluster(BilledResource cluster, Bill bill) {
    for (JsonNode setting : cluster.blocks("setting")) {
      String value = setting.path("value").asText();
      if (!setting.path("name").asText().equals("containerInsights") || value.equals("disabled")) {
        continue;
      }
      Integer metrics = bill.usage().containerInsightsMetrics();
      if (value.equals("enabled") && metrics != null) {
        BigDecimal share = Bill.share(metrics, bill.whole().count("aws_ecs_cluster"));
        bill.add(
            CostKind.MONITORING,
            "Container Insights, " + Bill.format(share) + " metrics",
            "custom-metric",
            share);
      } else {
        bill.unknown(
            CostKind.MONITORING,
            "Container Insights",
            value.equals("enabled")
                ? "the number of metrics is not in the stack: give usage.containerInsightsMetrics"
                : "'" + value + "' has no price here");
      }
    }
  }

  static void repository(BilledResource repository, Bill bill) {
    BigDecimal share =
        Bill.share(bill.usage().imagesGiB(), bill.whole().count("aws_ecr_repository"));
    bill.add(CostKind.IMAGES, Bill.format(share) + " GB of images", "ecr-storage", share);
  }

  static void function(BilledResource function, Bill bill) {
    BigDecimal share =
        Bill.share(bill.usage().functionGiBSeconds(), bill.whole().count("aws_lambda_function"));
    Optional<JsonNode> architecture =
        Optional.ofNullable(function.body().path("architectures").get(0));
    boolean arm = architecture.map(JsonNode::asText).orElse("x86_64").equals("arm64");
    bill.add(
        CostKind.FUNCTIONS,
        Bill.format(share) + " GB-seconds",
        "lambda-" + (arm ? "arm" : "x86"),
        share);
  }

  static void build(BilledResource project, Bill bill) {
    BigDecimal share =
        Bill.share(
            bill.usage().buildMinutesPerMonth(), bill.whole().count("aws_codebuild_project"));
    JsonNode environment =
        project.blocks("environment").stream()
            .findFirst()
            .orElseThrow(() -> new UnknownValueException("environment is not in the stack"));
    String size =
        project
            .text(environment.path("compute_type"), "compute_type")
            .orElseThrow(() -> new UnknownValueException("compute_type is not in the stack"))
            .replace("BUILD_GENERAL1_", "")
            .toLowerCase(Locale.ROOT);
    String type = environment.path("type").asText();
    String processor =
        switch (type) {
          case "ARM_CONTAINER" -> "arm";
          case "LINUX_CONTAINER" -> "x86";
          default ->
              throw new UnknownValueException("builds of type " + type + " have no price here");
        };
    bill.add(
        CostKind.DELIVERY,
        Bill.format(share) + " build minutes, " + size + (processor.equals("arm") ? " ARM" : ""),
        "codebuild-" + processor + "-" + size,
        share);
  }

  static void pipeline(BilledResource pipeline, Bill bill) {
    String type = pipeline.text("pipeline_type", "V1");
    if (type.equals("V1")) {
      bill.add(CostKind.DELIVERY, "1 active pipeline", "codepipeline-v1", BigDecimal.ONE);
    } else {
      bill.unknown(CostKind.DELIVERY, "pipeline " + type, "its minutes are not in the stack");
    }
  }
}
