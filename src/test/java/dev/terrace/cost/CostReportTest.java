package dev.terrace.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CostReportTest {
  private static final Prices.Region PRICES =
      HandMade.region(new java.util.TreeMap<>(Map.of("kms-key", "1", "secret", "0.4")));

  @TempDir private Path folder;

  @Test
  void the_table_has_sums_folds_equal_rows_and_names_unknown_costs() {
    Estimate estimate =
        HandMade.estimate(
            HandMade.only(Map.of()),
            PRICES,
            "'aws_kms_key': {'k': {}}, 'aws_secretsmanager_secret': {'a': {}, 'b': {}, 'c': {}}",
            "'aws_msk_cluster': {'log': {}}, 'aws_kms_key': {'k': {}}");

    assertThat(text(new CostReport(PRICES.prices()).table(estimate)))
        .startsWith(
            """
            shop/test in here, US dollars per month

            shop/test/layer1                                                       2.20
              aws_kms_key.k                           KMS: key                     1.00
              aws_secretsmanager_secret.a and 2 more  Secrets Manager: 3 × secret  1.20
            shop/test/layer2                                                       1.00 + ?
              aws_msk_cluster.log                     other: aws_msk_cluster          ?
              aws_kms_key.k                           KMS: key                     1.00
            total                                                                  3.20 + ?

            unknown: 1 of shop/test, not in its sums:
              shop/test/layer2 aws_msk_cluster.log (aws_msk_cluster): this type has no price here

            Assumed ('usage' in the environment's file): requestsPerMonth 0,""")
        .endsWith(
            """
            Prices: on-demand list prices of 2026-01-02, prices.yaml; a month has 730 hours.
            2 of the prices used are not confirmed by a second source; the file says which.
            """);
  }

  @Test
  void a_comparison_shows_the_difference_by_kind() {
    Estimate one = estimate("'aws_kms_key': {'k': {}}");
    Estimate two =
        estimate("'aws_secretsmanager_secret': {'a': {}, 'b': {}}, 'aws_msk_cluster': {'x': {}}");

    assertThat(text(new CostComparison(PRICES.prices()).environments(one, two)))
        .startsWith(
            """
            shop/test and shop/test in here, US dollars per month

                             shop/test  shop/test      difference
            KMS                   1.00       0.00           -1.00
            Secrets Manager       0.00       0.80           +0.80
            other                 0.00          ?            0.00 + ?
            total                 1.00       0.80 + ?       -0.20 + ?
            """);
  }

  @Test
  void the_same_missing_price_on_both_sides_leaves_the_difference_known() {
    Prices.Region prices = HandMade.region(Map.of("kms-key", "1"));
    Usage usage = HandMade.only(Map.of());
    Estimate one = HandMade.estimate(usage, prices, "'aws_secretsmanager_secret': {'a': {}}");
    Estimate two =
        HandMade.estimate(
            usage, prices, "'aws_secretsmanager_secret': {'b': {}}, 'aws_kms_key': {'k': {}}");
    Estimate three =
        HandMade.estimate(usage, prices, "'aws_secretsmanager_secret': {'b': {}, 'c': {}}");

    assertThat(CostDifference.between(one.lines(), two.lines(), false).format("$"))
        .isEqualTo("+$1.00");
    assertThat(CostDifference.between(two.lines(), one.lines(), false).format("$"))
        .isEqualTo("-$1.00");
    assertThat(CostDifference.between(one.lines(), three.lines(), false).format("$"))
        .isEqualTo("+$0.00 + ?");
  }

  @Test
  void unknown_values_cancel_out_only_within_one_environment() {
    Estimate one = estimate("'aws_msk_cluster': {'x': {}}");
    Estimate two = estimate("'aws_msk_cluster': {'x': {}}, 'aws_kms_key': {'k': {}}");

    assertThat(CostDifference.between(one.lines(), two.lines(), true).format(""))
        .isEqualTo("+1.00");
    assertThat(CostDifference.between(one.lines(), two.lines(), false).format(""))
        .isEqualTo("+1.00 + ?");
  }

  @Test
  void an_option_shows_its_price_or_why_it_is_impossible() {
    Estimate as = estimate("'aws_kms_key': {'k': {}}");
    Map<String, Estimate> changed = new LinkedHashMap<>();
    changed.put("keys: two", estimate("'aws_kms_key': {'k': {}, 'l': {}}"));
    changed.put("keys: none", estimate("'aws_iam_role': {'r': {}}"));

    assertThat(
            text(
                new CostReport(PRICES.prices())
                    .options(as, changed, Map.of("keys: many", "there are two at most"))))
        .startsWith(
            """
            options of shop/test in here, US dollars per month

            as it is      1.00
            keys: two   +$1.00
            keys: none  -$1.00
            keys: many: not possible here, there are two at most
            """);
  }

  @Test
  void the_owners_estimate_of_alva_is_compared() throws IOException {
    Prices prices = HandMade.fixture();
    Estimate alva = HandMade.estimate(Usage.assumed(), prices.in("us-east-1"), ALVA);
    Path file = Files.writeString(folder.resolve("theirs.yaml"), ALVAS_OWNERS);
    OwnersEstimate theirs = OwnersEstimate.read(file, "theirs.yaml");

    assertThat(theirs.total()).isEqualByComparingTo("128");
    // Fargate: 4 × (0.5 × 0.04048 + 1 × 0.004445) × 730 = 72.08; RDS: 0.018 × 730 + 20 × 0.115 =
    // 15.44
    // Redis: 0.017 × 730 = 12.41; ALB: 0.0225 × 730 + 0.137 × 0.008 × 730 = 17.23; NAT: 0.045 ×
    // (730 + 50) = 35.10
    assertThat(text(new CostComparison(prices).owners(alva, theirs)))
        .startsWith(
            """
            shop/test and its owners' estimate in us-east-1, US dollars per month

                           this estimate  the owners'  difference
            Fargate                72.08        40.00      +32.08
            RDS                    15.44        18.00       -2.56
            ElastiCache            12.41        10.00       +2.41
            load balancer          17.23        16.00       +1.23
            NAT gateway            35.10        32.00       +3.10
            public IPv4            10.95    not in it      +10.95
            transfer out            9.00        10.00       -1.00
            ECR                     0.50         2.00       -1.50
            total                 172.71       128.00      +44.71

            Where their estimate differs by more than a tenth:
              Fargate: 72.08 instead of 40.00 (4 times 1 × 0.5 vCPU, 1 GB)
              RDS: 15.44 instead of 18.00 (db.t3.micro; 20 GB gp2)
              ElastiCache: 12.41 instead of 10.00 (1 × cache.t3.micro)
              ECR: 0.50 instead of 2.00 (4 times 1.25 GB of images)
            """);
  }

  @Test
  void every_problem_of_an_owners_estimate_is_named() throws IOException {
    Path file = folder.resolve("theirs.yaml");
    Files.writeString(file, "environment: alva\nservices:\n  Fargte: 40\n  RDS: much\n");

    assertThatThrownBy(() -> OwnersEstimate.read(file, "theirs.yaml"))
        .hasMessage(
            """
            theirs.yaml:1 environment: must be the environment that the estimate is for, such as alva/staging, got 'alva'
            theirs.yaml:3 services.Fargte: is not a kind of cost; known are: Fargate, EC2, Lambda, RDS, ElastiCache, EFS, S3, SQS, KMS, Secrets Manager, Systems Manager, load balancer, NAT gateway, VPC endpoints, public IPv4, transfer out, Route 53, WAF, Cognito, ECR, CloudWatch, SNS, build and pipeline, other
            theirs.yaml:4 services.RDS: must be US dollars per month, got 'much'""");
  }

  private static final String ALVAS_OWNERS =
      """
      environment: alva/staging
      services:
        Fargate: 40    # 4 tasks of 0.5 vCPU and 1 GB
        RDS: 18
        ElastiCache: 10
        load balancer: 16
        NAT gateway: 32
        ECR: 2
        transfer out: 10
      """;

  /** What alva's specification asks for, as far as its owners have estimated it. */
  private static final String ALVA =
      """
      'aws_ecs_service': {
        'web': {'launch_type': 'FARGATE', 'desired_count': 1, 'task_definition': '${aws_ecs_task_definition.t.arn}'},
        'api': {'launch_type': 'FARGATE', 'desired_count': 1, 'task_definition': '${aws_ecs_task_definition.t.arn}'},
        'auth': {'launch_type': 'FARGATE', 'desired_count': 1, 'task_definition': '${aws_ecs_task_definition.t.arn}'},
        'admin': {'launch_type': 'FARGATE', 'desired_count': 1, 'task_definition': '${aws_ecs_task_definition.t.arn}'}},
      'aws_ecs_task_definition': {'t': {'cpu': '512', 'memory': '1024'}},
      'aws_db_instance': {'db': {'engine': 'postgres', 'instance_class': 'db.t3.micro', 'allocated_storage': 20,
                                 'storage_type': 'gp2', 'multi_az': false}},
      'aws_elasticache_replication_group': {'redis': {'engine': 'redis', 'node_type': 'cache.t3.micro',
                                                      'num_cache_clusters': 1}},
      'aws_lb': {'alb': {'internal': false, 'load_balancer_type': 'application', 'subnets': ['${a}', '${b}']}},
      'aws_nat_gateway': {'nat': {}},
      'aws_eip': {'nat': {}},
      'aws_ecr_repository': {'web': {}, 'api': {}, 'auth': {}, 'admin': {}}
      """;

  private static Estimate estimate(String resources) {
    return HandMade.estimate(HandMade.only(Map.of()), PRICES, resources);
  }

  private static String text(java.util.List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
