package dev.terrace.moves;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MovePairsTest {
  private static final StackId STACK = new EnvironmentId("shop", "production").stack("data");

  private static MovePairs.Result find(String code, String state, Map<String, String> moves) {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    Json.parse(state).properties().forEach(each -> resources.put(each.getKey(), each.getValue()));
    return MovePairs.of(
        new StackSide(
            STACK,
            StackFile.of(Json.object().set("resource", Json.parse(code))),
            new State(1, resources, Set.of(), Set.of()),
            moves));
  }

  private static MovePairs.Result find(String code, String state) {
    return find(code, state, Map.of());
  }

  /** A subtree with names, references and a resource of few arguments. */
  private static final String CODE =
      """
      {"aws_s3_bucket": {
         "files_bucket_00000001": {"bucket": "shop-files"},
         "logs_bucket_00000002": {"bucket": "shop-logs"}},
       "aws_s3_bucket_public_access_block": {
         "files_block_00000003": {
           "bucket": "${aws_s3_bucket.files_bucket_00000001.id}", "block_public_acls": true},
         "logs_block_00000004": {
           "bucket": "${aws_s3_bucket.logs_bucket_00000002.id}", "block_public_acls": true}}}""";

  private static final String STATE =
      """
      {"aws_s3_bucket.old_bucket_0000000A": {"bucket": "shop-files", "id": "shop-files"},
       "aws_s3_bucket.logs_bucket_00000002": {"bucket": "shop-logs", "id": "shop-logs"},
       "aws_s3_bucket_public_access_block.old_block_0000000B":
         {"bucket": "shop-files", "id": "shop-files", "block_public_acls": true},
       "aws_s3_bucket_public_access_block.logs_block_00000004":
         {"bucket": "shop-logs", "id": "shop-logs", "block_public_acls": true}}""";

  @Test
  void a_renamed_subtree_is_paired_whole() {
    assertThat(find(CODE, STATE))
        .isEqualTo(
            new MovePairs.Result(
                List.of(
                    new Pair(
                        STACK,
                        "aws_s3_bucket.old_bucket_0000000A",
                        STACK,
                        "aws_s3_bucket.files_bucket_00000001"),
                    new Pair(
                        STACK,
                        "aws_s3_bucket_public_access_block.old_block_0000000B",
                        STACK,
                        "aws_s3_bucket_public_access_block.files_block_00000003")),
                List.of()));
  }

  @Test
  void a_move_that_is_written_is_not_found_again() {
    MovePairs.Result found =
        find(
            CODE,
            STATE,
            Map.of(
                "aws_s3_bucket.old_bucket_0000000A",
                "aws_s3_bucket.files_bucket_00000001",
                "aws_s3_bucket_public_access_block.old_block_0000000B",
                "aws_s3_bucket_public_access_block.files_block_00000003"));

    assertThat(found.pairs()).isEmpty();
    assertThat(found.left()).isEmpty();
  }

  @Test
  void another_name_in_aws_is_another_resource() {
    MovePairs.Result found =
        find(
            "{\"aws_s3_bucket\": {\"new_bucket_00000001\": {\"bucket\": \"shop-new\"}}}",
            "{\"aws_s3_bucket.old_bucket_0000000A\": {\"bucket\": \"shop-old\"}}");

    assertThat(found.pairs()).isEmpty();
    assertThat(found.left()).containsExactly("aws_s3_bucket.old_bucket_0000000A");
  }

  @Test
  void two_that_are_the_same_are_not_told_apart() {
    MovePairs.Result found =
        find(
            """
            {"aws_vpc_security_group_ingress_rule": {
               "a_rule_00000001": {"security_group_id": "sg-1", "from_port": 443, "to_port": 443,
                 "ip_protocol": "tcp", "cidr_ipv4": "10.0.0.0/16"}}}""",
            """
            {"aws_vpc_security_group_ingress_rule.b_rule_0000000A":
               {"security_group_id": "sg-1", "from_port": 443, "to_port": 443,
                "ip_protocol": "tcp", "cidr_ipv4": "10.0.0.0/16"},
             "aws_vpc_security_group_ingress_rule.c_rule_0000000B":
               {"security_group_id": "sg-1", "from_port": 443, "to_port": 443,
                "ip_protocol": "tcp", "cidr_ipv4": "10.0.0.0/16"}}""");

    assertThat(found.pairs()).isEmpty();
  }

  @Test
  void a_resource_that_depends_on_an_unknown_value_is_not_paired_alone() {
    MovePairs.Result found =
        find(
            """
            {"aws_appautoscaling_target": {
               "b_scaling_00000001": {"resource_id": "service/${aws_ecs_service.b.name}",
                 "scalable_dimension": "ecs:service:DesiredCount", "min_capacity": 1}}}""",
            """
            {"aws_appautoscaling_target.a_scaling_0000000A":
               {"resource_id": "service/a", "scalable_dimension": "ecs:service:DesiredCount",
                "min_capacity": 1}}""");

    assertThat(found.pairs()).isEmpty();
  }

  @Test
  void what_differs_in_an_argument_is_not_the_same() {
    MovePairs.Result found =
        find(
            "{\"aws_vpc\": {\"b_vpc_00000001\": {\"cidr_block\": \"10.1.0.0/16\"}}}",
            "{\"aws_vpc.a_vpc_0000000A\": {\"cidr_block\": \"10.0.0.0/16\"}}");

    assertThat(found.pairs()).isEmpty();
  }

  @Test
  void a_renaming_is_what_differs_between_two_paths() {
    assertThat(
            renaming("aws_s3_bucket.files_bucket_1A2B3C4D", "aws_s3_bucket.store_bucket_5E6F7A8B"))
        .isEqualTo(renaming("aws_kms_key.files_key_1A2B3C4D", "aws_kms_key.store_key_5E6F7A8B"));
  }

  private static Renaming renaming(String from, String to) {
    return Renaming.between(STACK, from, STACK, to);
  }

  private static final StackId OTHER = new EnvironmentId("shop", "production").stack("files");
  private static final String BUCKET =
      "{\"aws_s3_bucket.files_00000001\": {\"bucket\": \"shop-files\", \"id\": \"shop-files\"}}";

  private static StackSide side(StackId stack, String code, String state) {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    Json.parse(state).properties().forEach(each -> resources.put(each.getKey(), each.getValue()));
    return new StackSide(
        stack,
        StackFile.of(Json.object().set("resource", Json.parse(code))),
        new State(1, resources, Set.of(), Set.of()),
        Map.of());
  }

  @Test
  void a_resource_that_changes_its_stack_is_found_before_and_after_half_of_the_move() {
    String code = "{\"aws_s3_bucket\": {\"files_00000001\": {\"bucket\": \"shop-files\"}}}";
    Pair pair =
        new Pair(STACK, "aws_s3_bucket.files_00000001", OTHER, "aws_s3_bucket.files_00000001");

    assertThat(MovePairs.between(List.of(side(STACK, "{}", BUCKET), side(OTHER, code, "{}"))))
        .containsExactly(pair);
    assertThat(MovePairs.between(List.of(side(STACK, "{}", BUCKET), side(OTHER, code, BUCKET))))
        .containsExactly(pair);
    assertThat(MovePairs.between(List.of(side(STACK, "{}", "{}"), side(OTHER, code, BUCKET))))
        .isEmpty();
  }
}
