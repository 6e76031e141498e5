package dev.terrace.actions.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.actions.doctor.Doctor.Finding;
import dev.terrace.actions.doctor.Doctor.Verdict;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.AwsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks in an account for the service-linked roles that the systems need. Services create theirs
 * with the first resource, but a fresh account's first cluster can fail with "Unable to assume the
 * service linked role": cloudformation-coverage-roadmap #818.
 */
public final class ServiceLinkedRoles {
  /** IAM has one endpoint, whatever the region. */
  private static final String REGION = "us-east-1";

  private static final String PATH = "/aws-service-role/";

  /**
   * Role by service: "Using service-linked roles" in the guides of Amazon ECS, Elastic Load
   * Balancing, Amazon RDS, Amazon ElastiCache and Amazon EC2 Auto Scaling, and "Service-linked
   * roles for Application Auto Scaling".
   */
  private static final Map<String, String> NEEDED = new LinkedHashMap<>();

  static {
    NEEDED.put("ecs", "AWSServiceRoleForECS");
    NEEDED.put("elasticloadbalancing", "AWSServiceRoleForElasticLoadBalancing");
    NEEDED.put("rds", "AWSServiceRoleForRDS");
    NEEDED.put("elasticache", "AWSServiceRoleForElastiCache");
    NEEDED.put("autoscaling", "AWSServiceRoleForAutoScaling");
    NEEDED.put("ecs.application-autoscaling", "AWSServiceRoleForApplicationAutoScaling_ECSService");
  }

  private final Map<String, String> shell;

  /**
   * @param shell whose credentials say which account
   */
  public ServiceLinkedRoles(Map<String, String> shell) {
    this.shell = shell;
  }

  public List<Finding> examine() {
    Set<String> found = new HashSet<>();
    try (AwsApi api = new AwsApi(shell)) {
      JsonNode roles =
          api.calls(REGION)
              .query(
                  "iam",
                  Map.of(
                      "Action", "ListRoles",
                      "Version", "2010-05-08",
                      "PathPrefix", PATH,
                      "MaxItems", "1000"))
              .at("/ListRolesResult/Roles");
      roles.forEach(role -> found.add(role.path("RoleName").asText()));
    } catch (AwsException e) {
      return List.of(
          new Finding(
              "service-linked roles",
              Verdict.WARNING,
              "cannot be read: " + e.getMessage(),
              "Needs iam:ListRoles on " + PATH + "*."));
    }
    List<Finding> findings = new ArrayList<>();
    NEEDED.forEach((service, role) -> findings.add(finding(service, role, found.contains(role))));
    return findings;
  }

  private static Finding finding(String service, String role, boolean exists) {
    return new Finding(
        "service-linked role " + role,
        exists ? Verdict.OK : Verdict.WARNING,
        exists ? "exists" : "does not exist",
        exists
            ? ""
            : "The service creates it with its first resource, which may fail once. Create it before:"
                + " aws iam create-service-linked-role --aws-service-name "
                + service
                + ".amazonaws.com");
  }
}
