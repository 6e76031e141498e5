package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Aws;
import dev.terrace.support.Ejected;
import dev.terrace.support.Launcher;
import dev.terrace.support.Prepared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** How coder ends: as plain Terraform that plans no changes, and destroyed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CoderEjectIT {
  private static final String TARGET = "coder/production";
  private static final String STATE_BUCKET = "coder-terraform-state";

  private Launcher terrace;
  private Aws aws;

  @BeforeAll
  void begin_with_a_deployed_environment() {
    terrace = Prepared.fork(TARGET);
    aws = new Aws(terrace, "us-west-2");
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  @Test
  @Order(4)
  void ejected_it_is_plain_terraform_that_plans_no_changes() {
    Ejected ejected = Ejected.of(terrace, TARGET);

    ejected.isFormatted();
    assertThat(ejected.plans())
        .hasSize(4)
        .allSatisfy((stack, verdict) -> assertThat(verdict).as(stack).isEqualTo("no changes"));

    String readme = ejected.read("README.md");
    assertThat(readme.substring(readme.indexOf("**coder: 7080**")).lines().skip(2).limit(5))
        .map(line -> line.replaceFirst("\\]\\(.*\\) (.*): [\\d, ]+$", "] $1"))
        .containsExactly(
            "- [`coder-production-network/security-groups.tf`] alb/to-ecs-services-tcp-7080",
            "- [`coder-production-network/security-groups.tf`] ecs-services/from-alb-tcp-7080",
            "- [`coder-production-platform/ecs.tf`] coder/service/service",
            "- [`coder-production-platform/ecs.tf`] coder/task/task-definition",
            "- [`coder-production-platform/load-balancer.tf`] coder/target-group/group");

    // What was written is what the plan compares: one word of difference is found.
    ejected.replace("coder-production-platform/iam.tf", "What AEM workspaces may do", "Other");
    assertThat(ejected.plan("coder-production-platform", "-refresh=false").exits(2).output())
        .contains("Plan: 0 to add, 1 to change, 0 to destroy.");
  }

  @Test
  @Order(11)
  void destroy_leaves_nothing_behind() {
    terrace.run("destroy", TARGET, "--local", "--yes").exits(0);

    assertThat(aws.json("ec2 describe-vpcs --filters Name=is-default,Values=false").path("Vpcs"))
        .isEmpty();
    assertThat(aws.json("rds describe-db-instances").path("DBInstances")).isEmpty();
    assertThat(aws.json("elasticache describe-replication-groups").path("ReplicationGroups"))
        .isEmpty();
    assertThat(aws.json("efs describe-file-systems").path("FileSystems")).isEmpty();
    assertThat(aws.json("secretsmanager list-secrets").path("SecretList")).isEmpty();
    // A deleted cluster stays visible for a while, in AWS as well.
    assertThat(
            Aws.texts(
                aws.json("ecs describe-clusters --clusters coder-production").path("clusters"),
                "/status"))
        .isSubsetOf("INACTIVE");
    assertThat(aws.json("elbv2 describe-load-balancers").path("LoadBalancers")).isEmpty();
    assertThat(aws.json("cloudwatch describe-alarms").path("MetricAlarms")).isEmpty();
    assertThat(aws.json("logs describe-log-groups").path("logGroups")).isEmpty();
    assertThat(aws.json("ssm get-parameters-by-path --path /coder-production").path("Parameters"))
        .isEmpty();
    assertThat(Aws.texts(aws.json("s3api list-buckets").path("Buckets"), "/Name"))
        .containsExactly(STATE_BUCKET);
    assertThat(
            Aws.texts(aws.json("iam list-roles").path("Roles"), "/RoleName").stream()
                .filter(name -> name.startsWith("coder-production")))
        .isEmpty();
  }
}
