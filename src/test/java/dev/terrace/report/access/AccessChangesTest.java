package dev.terrace.report.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.report.RecordedPlan;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan newly allows or no longer allows, in sentences. */
final class AccessChangesTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "production");

  @Test
  void a_recorded_service_says_what_its_roles_and_its_port_allow() {
    assertThat(
            RecordedPlan.report().access().stream()
                .map(each -> each.kind().word() + " " + each.sentence()))
        .contains(
            "allowed role alva-staging-search-execution may now ecr:BatchCheckLayerAvailability,"
                + " ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on"
                + " <search-repository/repository.arn>",
            "allowed service ecs-tasks.amazonaws.com may now sts:AssumeRole on role"
                + " alva-staging-search-task, if aws:SourceAccount StringEquals 123456789012",
            "allowed security group alb/group may now reach tcp port 3004 of security group"
                + " ecs/group");
  }

  @Test
  void a_wider_and_a_narrower_statement() {
    assertThat(
            policy(
                """
                {"Effect": "Allow", "Action": ["s3:GetObject", "s3:Put*"], "Resource": "arn:b/*"}\
                """,
                """
                {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                 "Resource": "arn:b/*"}\
                """))
        .containsExactly(
            "allowed role web may now s3:DeleteObject on arn:b/*",
            "revoked role web may no longer s3:Put* on arn:b/*");
  }

  @Test
  void the_same_in_another_order_is_no_change() {
    assertThat(
            policy(
                """
                {"Effect": "Allow", "Action": ["s3:Get", "s3:Put"], "Resource": ["a", "b"],
                 "Condition": {"StringEquals": {"k": ["x", "y"]}}}\
                """,
                """
                {"Effect": "Allow", "Action": "S3:PUT", "Resource": ["b", "a"],
                 "Condition": {"StringEquals": {"k": ["y", "x"]}}},
                {"Effect": "Allow", "Action": "s3:Get", "Resource": ["b", "a"],
                 "Condition": {"StringEquals": {"k": ["y", "x"]}}}\
                """))
        .isEmpty();
  }

  @Test
  void a_condition_that_goes_widens() {
    assertThat(
            policy(
                """
                {"Effect": "Allow", "Action": "s3:Get", "Resource": "a",
                 "Condition": {"Bool": {"aws:SecureTransport": "true"}}}\
                """,
                """
                {"Effect": "Allow", "Action": "s3:Get", "Resource": "a"}\
                """))
        .containsExactly("allowed role web may now s3:Get on a");
  }

  @Test
  void exclusions_say_everything_except() {
    assertThat(
            policy(
                "",
                """
                {"Effect": "Allow", "NotAction": "iam:*", "NotResource": ["b", "a"]}\
                """))
        .containsExactly(
            "allowed role web may now everything except iam:* on every resource except a, b");
  }

  @Test
  void fewer_exceptions_allow_more() {
    assertThat(
            policy(
                """
                {"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"}\
                """,
                """
                {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}\
                """))
        .containsExactly("allowed role web may now everything except iam:* on every resource (*)");
  }

  @Test
  void a_deny_that_goes_widens_and_a_new_one_narrows() {
    String deny =
        """
        {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}\
        """;

    assertThat(policy(deny, ""))
        .containsExactly("allowed role web is no longer denied s3:Delete* on every resource (*)");
    assertThat(policy("", deny))
        .containsExactly("revoked role web is now denied s3:Delete* on every resource (*)");
  }

  @Test
  void an_allow_that_a_deny_blocks_says_so() {
    assertThat(
            policy(
                "",
                """
                {"Effect": "Allow", "Action": "s3:*", "Resource": "a"},
                {"Effect": "Deny", "Action": "*", "Resource": "*"}\
                """))
        .contains("allowed role web may now s3:* on a; a Deny of the same resource blocks it");
  }

  @Test
  void what_is_not_understood_is_unknown() {
    assertThat(
            policy(
                "",
                """
                {"Effect": "Permit", "Action": "a:b", "Resource": "*", "Extra": 1}\
                """))
        .contains(
            "unknown the policy of role web has an element 'Extra' that is not understood",
            "unknown the policy of role web has a statement with the effect 'Permit'");
    assertThat(
            changes(
                "aws_iam_role_policy",
                "null",
                """
                {"role": "web"}\
                """))
        .containsExactly("unknown the policy of role web is known only after the apply");
  }

  @Test
  void a_bucket_policy_opens_the_bucket_to_anyone() {
    assertThat(
            changes(
                "aws_s3_bucket_policy",
                "null",
                """
                {"bucket": "files", "policy": "{\\"Statement\\": {\\"Effect\\": \\"Allow\\",
                 \\"Principal\\": {\\"AWS\\": \\"*\\"}, \\"Action\\": \\"s3:GetObject\\",
                 \\"Resource\\": \\"arn:aws:s3:::files/*\\"}}"}\
                """
                    .replace("\n", " ")))
        .containsExactly(
            "allowed anyone (*) may now s3:GetObject on bucket files (arn:aws:s3:::files/*)");
  }

  @Test
  void attachments_boundaries_and_public_access() {
    String attached =
        """
        {"role": "web", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}\
        """;

    assertThat(changes("aws_iam_role_policy_attachment", "null", attached))
        .containsExactly(
            "allowed role web may now everything that policy"
                + " arn:aws:iam::aws:policy/AdministratorAccess allows");
    assertThat(changes("aws_iam_role_policy_attachment", attached, "null"))
        .containsExactly(
            "revoked role web may no longer everything that policy"
                + " arn:aws:iam::aws:policy/AdministratorAccess allows");
    assertThat(
            changes(
                "aws_iam_role",
                """
                {"name": "web", "assume_role_policy": "{}", "permissions_boundary": "arn:p"}\
                """,
                """
                {"name": "web", "assume_role_policy": "{}", "permissions_boundary": null}\
                """))
        .containsExactly("allowed role web is no longer limited by the boundary arn:p");
    assertThat(
            changes(
                "aws_s3_bucket_public_access_block",
                """
                {"bucket": "files", "block_public_policy": true}\
                """,
                """
                {"bucket": "files", "block_public_policy": false}\
                """))
        .containsExactly("allowed bucket files no longer has block_public_policy");
  }

  @Test
  void only_new_ports_and_new_peers_are_said() {
    String rule =
        """
        {"security_group_id": "sg-1", "cidr_ipv4": "%s", "ip_protocol": "tcp",
         "from_port": %d, "to_port": %d, "cidr_ipv6": null}\
        """;

    assertThat(
            changes(
                "aws_vpc_security_group_ingress_rule",
                rule.formatted("10.0.0.0/8", 80, 81),
                rule.formatted("10.0.0.0/8", 80, 90)))
        .containsExactly("allowed 10.0.0.0/8 may now reach tcp port 82-90 of security group sg-1");
    assertThat(
            changes(
                "aws_vpc_security_group_ingress_rule",
                rule.formatted("10.0.0.0/8", 80, 80),
                rule.formatted("0.0.0.0/0", 80, 80)))
        .containsExactly(
            "allowed every IPv4 address (0.0.0.0/0) may now reach tcp port 80 of security group"
                + " sg-1");
    assertThat(
            changes(
                "aws_security_group",
                "null",
                """
                {"id": "sg-1", "name": "web", "egress": [], "ingress": [
                  {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.1.0.0/16"],
                   "ipv6_cidr_blocks": [], "prefix_list_ids": [], "self": false}]}\
                """))
        .containsExactly(
            "allowed 10.1.0.0/16 may now reach every port and protocol of security group sg-1",
            "unknown a security group that reaches or is reached by sg-1 is known only after the"
                + " apply");
  }

  @Test
  void an_address_that_the_apply_will_show_is_unknown_and_that_of_a_new_resource_is_new() {
    Grant known = new Grant(true, Part.of("role web"), Part.of("s3:Get"), Part.of("arn:b"), "", "");
    Grant open =
        new Grant(true, Part.of("role web"), Part.of("s3:Get"), Part.of("<b.arn>"), "", "");
    List<Held> before = List.of(new Held(known, SHOP.stack("data"), "aws_iam_role_policy.web"));
    List<Held> after = List.of(new Held(open, SHOP.stack("data"), "aws_iam_role_policy.web"));

    assertThat(GrantChanges.between(before, after, Set.of()))
        .extracting(AccessChange::sentence)
        .containsExactly(
            "role web may s3:Get as before, if the apply gives the same address: <b.arn>");
    assertThat(GrantChanges.between(before, after, Set.of("b")))
        .extracting(AccessChange::sentence)
        .containsExactly(
            "role web may now s3:Get on <b.arn>", "role web may no longer s3:Get on arn:b");
  }

  private static List<String> policy(String before, String after) {
    return changes("aws_iam_role_policy", document(before), document(after));
  }

  private static String document(String statements) {
    return Json.object()
        .put("role", "web")
        .put("policy", "{\"Statement\": [" + statements + "]}")
        .toString();
  }

  @Test
  void what_is_marked_as_sensitive_is_neither_read_nor_shown() {
    String secret =
        "{\"Effect\": \"Allow\", \"Action\": \"s3:Get\", \"Resource\": \"arn:hunter2\"}";
    assertThat(
            changes(
                "aws_iam_role_policy",
                document(secret),
                document(secret.replace("s3:Get", "s3:*")),
                "{\"policy\": true}"))
        .containsExactly(
            "unknown what aws_iam_role_policy.x allows is marked as sensitive: policy");
    assertThat(
            changes(
                "aws_security_group",
                "{\"id\": \"sg-1\", \"ingress\": []}",
                "{\"id\": \"sg-1\", \"ingress\": [{\"from_port\": 22, \"to_port\": 22,"
                    + " \"protocol\": \"tcp\", \"cidr_blocks\": [\"203.0.113.7/32\"]}]}",
                "{\"ingress\": [{\"cidr_blocks\": [true]}]}"))
        .containsExactly(
            "unknown what aws_security_group.x allows is marked as sensitive: ingress");
  }

  @Test
  void other_sensitive_attributes_do_not_hide_a_policy() {
    assertThat(
            changes(
                "aws_iam_role_policy",
                document(""),
                document("{\"Effect\": \"Allow\", \"Action\": \"s3:Get\", \"Resource\": \"a\"}"),
                "{\"tags\": {\"a\": true}, \"name\": false}"))
        .containsExactly("allowed role web may now s3:Get on a");
  }

  private static List<String> changes(String type, String before, String after) {
    return changes(type, before, after, "{}");
  }

  private static List<String> changes(String type, String before, String after, String sensitive) {
    Plan plan =
        Plan.of(
            Json.parse(
                """
                {"resource_changes": [{"address": "%s.x", "mode": "managed", "type": "%s",
                  "change": {"actions": ["update"], "before": %s, "after": %s,
                    "after_sensitive": %s}}]}\
                """
                    .formatted(type, type, before, after, sensitive)));
    return AccessChanges.of(
            Optional.empty(),
            List.of(
                new AccessChanges.Planned(SHOP.stack("data"), StackFile.of(Json.object()), plan)))
        .stream()
        .map(each -> each.kind().word() + " " + each.sentence())
        .toList();
  }
}
