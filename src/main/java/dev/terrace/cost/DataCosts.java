package dev.terrace.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Costs of what stores data. */
final class DataCosts {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal FREE_INSIGHTS_DAYS = BigDecimal.valueOf(7);

  private DataCosts() {}

  /** An instance and its storage, both twice with a standby in another zone. */
  static void database(BilledResource database, Bill bill) {
    String type = database.required("instance_class");
    long copies = database.isTrue("multi_az") ? 2 : 1;
    String times = copies == 2 ? "2 × " : "";
    bill.hourly(
        CostKind.DATABASE, times + type, "rds-" + database.required("engine") + "-" + type, copies);
    BigDecimal size = database.requiredNumber("allocated_storage");
    String storage = database.text("storage_type", "gp2");
    bill.add(
        CostKind.DATABASE,
        times + Bill.format(size) + " GB " + storage,
        "rds-storage-" + storage,
        size.multiply(BigDecimal.valueOf(copies)));
    if (database.body().has("iops") || database.body().has("storage_throughput")) {
      bill.unknown(
          CostKind.DATABASE, "IOPS and throughput of the storage", "they have no price here");
    }
    if (database.isTrue("performance_insights_enabled")
        && database
                .number("performance_insights_retention_period")
                .orElse(FREE_INSIGHTS_DAYS)
                .compareTo(FREE_INSIGHTS_DAYS)
            > 0) {
      bill.unknown(
          CostKind.DATABASE,
          "Performance Insights above 7 days",
          "its retention has no price here");
    }
    if (database.isTrue("publicly_accessible")) {
      bill.hourly(CostKind.ADDRESSES, "1 address", "public-ipv4", 1);
    }
  }

  static void replicationGroup(BilledResource group, Bill bill) {
    BigDecimal nodes =
        group
            .number("num_cache_clusters")
            .orElseGet(
                () ->
                    group
                        .requiredNumber("num_node_groups")
                        .multiply(
                            group
                                .number("replicas_per_node_group")
                                .orElse(BigDecimal.ZERO)
                                .add(BigDecimal.ONE)));
    nodes(group, nodes, bill);
  }

  static void cacheCluster(BilledResource cluster, Bill bill) {
    if (cluster.body().has("replication_group_id")) {
      return; // charged with the group
    }
    nodes(cluster, cluster.requiredNumber("num_cache_nodes"), bill);
  }

  private static void nodes(BilledResource cache, BigDecimal nodes, Bill bill) {
    String type = cache.required("node_type");
    bill.hourly(
        CostKind.CACHE,
        Bill.format(nodes) + " × " + type,
        "elasticache-" + cache.text("engine", "redis") + "-" + type,
        nodes);
  }

  static void fileSystem(BilledResource files, Bill bill) {
    BigDecimal share = Bill.share(bill.usage().filesGiB(), bill.whole().count(files.type()));
    bill.add(CostKind.FILES, Bill.format(share) + " GB of files", "efs-standard", share);
    String mode = files.text("throughput_mode", "bursting");
    if (mode.equals("elastic")) {
      long all = bill.whole().count(files.type());
      throughput(bill, "read", bill.usage().filesReadGiB(), all);
      throughput(bill, "written", bill.usage().filesWrittenGiB(), all);
    } else if (!mode.equals("bursting")) {
      bill.unknown(CostKind.FILES, mode + " throughput", "it has no price here");
    }
  }

  /** Amazon EFS pricing: elastic throughput is charged per GB that is read or written. */
  private static void throughput(Bill bill, String what, int gib, long fileSystems) {
    BigDecimal share = Bill.share(gib, fileSystems);
    bill.add(CostKind.FILES, Bill.format(share) + " GB " + what, "efs-elastic-" + what, share);
  }

  static void fileBackup(BilledResource policy, Bill bill) {
    boolean enabled = false;
    for (JsonNode block : policy.blocks("backup_policy")) {
      enabled |= block.path("status").asText().equals("ENABLED");
    }
    if (enabled) {
      BigDecimal share = Bill.share(bill.usage().filesGiB(), bill.whole().count(policy.type()));
      bill.add(CostKind.FILES, Bill.format(share) + " GB of backups", "backup-efs", share);
    }
  }

  static void bucket(BilledResource bucket, Bill bill) {
    BigDecimal share = Bill.share(bill.usage().objectsGiB(), bill.whole().count(bucket.type()));
    bill.add(CostKind.OBJECTS, Bill.format(share) + " GB of objects", "s3-standard", share);
  }

  static void key(BilledResource key, Bill bill) {
    bill.add(CostKind.KEYS, "key", "kms-key", BigDecimal.ONE);
  }

  static void secret(BilledResource secret, Bill bill) {
    bill.add(CostKind.SECRETS, "secret", "secret", BigDecimal.ONE);
  }

  static void parameter(BilledResource parameter, Bill bill) {
    String tier = parameter.text("tier", "Standard");
    if (tier.equals("Advanced")) {
      bill.add(CostKind.PARAMETERS, "advanced parameter", "advanced-parameter", BigDecimal.ONE);
    } else if (!tier.equals("Standard")) {
      bill.unknown(CostKind.PARAMETERS, "parameter", "AWS chooses its tier");
    }
  }

  static void queue(BilledResource queue, Bill bill) {
    BigDecimal share =
        Bill.share(bill.usage().queueRequestsPerMonth(), bill.whole().count(queue.type()));
    bill.add(
        CostKind.QUEUES, Bill.format(share) + " requests", "sqs-requests", share.divide(MILLION));
  }
}
