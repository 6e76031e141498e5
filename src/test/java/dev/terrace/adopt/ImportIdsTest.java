package dev.terrace.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of import ids. */
class ImportIdsTest {
  private static final ImportIds IDS = ImportIds.load();

  /** Attributes that give the example in the table, for every composed id. */
  private static final String COMPOSED =
      """
          aws_api_gateway_deployment                           rest_api_id=aabbccddee;id=1122334
          aws_api_gateway_integration                          rest_api_id=12345abcde;resource_id=67890fghij;http_method=GET
          aws_api_gateway_method                               rest_api_id=12345abcde;resource_id=67890fghij;http_method=GET
          aws_api_gateway_resource                             rest_api_id=12345abcde;id=67890fghij
          aws_api_gateway_stage                                rest_api_id=12345abcde;stage_name=example
          aws_apigatewayv2_api_mapping                         id=1122334;domain_name=ws-api.example.com
          aws_apigatewayv2_integration                         api_id=aabbccddee;id=1122334
          aws_apigatewayv2_route                               api_id=aabbccddee;id=1122334
          aws_apigatewayv2_stage                               api_id=aabbccddee;name=example-stage
          aws_appautoscaling_policy                            service_namespace=ecs;resource_id=service/cluster/web;scalable_dimension=ecs:service:DesiredCount;name=policy-name
          aws_appautoscaling_target                            service_namespace=ecs;resource_id=service/cluster/web;scalable_dimension=ecs:service:DesiredCount
          aws_autoscaling_lifecycle_hook                       autoscaling_group_name=asg-name;name=lifecycle-hook-name
          aws_autoscaling_policy                               autoscaling_group_name=asg-name;name=policy-name
          aws_autoscaling_schedule                             autoscaling_group_name=auto-scaling-group-name;scheduled_action_name=scheduled-action-name
          aws_backup_selection                                 plan_id=plan-id;id=selection-id
          aws_budgets_budget                                   account_id=123456789012;name=myBudget
          aws_cloudwatch_event_permission                      event_bus_name=example-event-bus;statement_id=DevAccountAccess
          aws_cloudwatch_event_rule                            event_bus_name=example-event-bus;name=capture-console-sign-in
          aws_cloudwatch_event_target                          event_bus_name=example-event-bus;rule=rule-name;target_id=target-id
          aws_cloudwatch_log_metric_filter                     log_group_name=/aws/lambda/function;name=test
          aws_cloudwatch_log_stream                            log_group_name=Yada;name=SampleLogStream1234
          aws_cloudwatch_log_subscription_filter               log_group_name=/aws/lambda/example_lambda_name;name=test_lambdafunction_logfilter
          aws_codedeploy_deployment_group                      app_name=my-application;deployment_group_name=my-deployment-group
          aws_cognito_identity_provider                        user_pool_id=us-west-2_abc123;provider_name=CorpAD
          aws_cognito_resource_server                          user_pool_id=us-west-2_abc123;identifier=https://example.com
          aws_cognito_user_group                               user_pool_id=us-east-1_vG78M4goG;name=user-group
          aws_cognito_user_pool_client                         user_pool_id=us-west-2_abc123;id=3ho4ek12345678909nh3fmhpko
          aws_ec2_tag                                          resource_id=tgw-attach-1234567890abcdef;key=Name
          aws_ec2_transit_gateway_route                        transit_gateway_route_table_id=tgw-rtb-12345678;destination_cidr_block=0.0.0.0/0
          aws_ecs_service                                      cluster=arn:aws:ecs:us-east-1:123456789012:cluster/cluster-name;name=service-name
          aws_eks_addon                                        cluster_name=my_cluster_name;addon_name=my_addon_name
          aws_eks_fargate_profile                              cluster_name=my_cluster;fargate_profile_name=my_fargate_profile
          aws_eks_node_group                                   cluster_name=my_cluster;node_group_name=my_node_group
          aws_glue_catalog_database                            catalog_id=123456789012;name=my_database
          aws_glue_catalog_table                               catalog_id=123456789012;database_name=MyDatabase;name=MyTable
          aws_iam_group_policy                                 group=group_of_mypolicy_name;name=mypolicy_name
          aws_iam_group_policy_attachment                      group=test-group;policy_arn=arn:aws:iam::123456789012:policy/test-policy
          aws_iam_role_policy                                  role=role_of_mypolicy_name;name=mypolicy_name
          aws_iam_role_policy_attachment                       role=test-role;policy_arn=arn:aws:iam::123456789012:policy/test-policy
          aws_iam_user_group_membership                        user=user1;groups=group1,group2
          aws_iam_user_policy                                  user=user_of_mypolicy_name;name=mypolicy_name
          aws_iam_user_policy_attachment                       user=test-user;policy_arn=arn:aws:iam::123456789012:policy/test-policy
          aws_kms_grant                                        key_id=1234abcd-12ab-34cd-56ef-1234567890ab;grant_id=abcde1237f76e4ba7987489ac329fbfba6ad343d6f7075dbd1ef191f0120514
          aws_lambda_alias                                     function_name=arn:aws:lambda:us-east-1:123456789012:function:my_test_lambda_function;name=my_alias
          aws_lambda_function_event_invoke_config              function_name=my_function;qualifier=production
          aws_lambda_function_url                              function_name=my_test_lambda_function;qualifier=my_alias
          aws_lambda_permission                                function_name=my_test_lambda_function;qualifier=qualifier_name;statement_id=AllowExecutionFromCloudWatch
          aws_lambda_provisioned_concurrency_config            function_name=my_function;qualifier=production
          aws_lb_listener_certificate                          listener_arn=arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/test/8e4497da625e2d8a/9ab28ade35828f96;certificate_arn=arn:aws:iam::123456789012:server-certificate/tf-acc-test
          aws_network_acl_rule                                 network_acl_id=acl-7aaabd18;rule_number=100;protocol=tcp
          aws_route                                            route_table_id=rtb-656C65616E6F72;destination_cidr_block=10.42.0.0/16
          aws_route53_record                                   zone_id=Z4KAPRWWNC7JR;name=dev;type=NS;set_identifier=dev
          aws_route53_zone_association                         zone_id=Z123456ABCDEFG;vpc_id=vpc-12345678;vpc_region=us-east-2
          aws_route_table_association                          subnet_id=subnet-6777656e646f6c796e;route_table_id=rtb-656c65616e6f72
          aws_s3_access_point                                  account_id=123456789012;name=example
          aws_s3_bucket_accelerate_configuration               bucket=bucket-name;expected_bucket_owner=123456789012
          aws_s3_bucket_acl                                    bucket=bucket-name;expected_bucket_owner=123456789012;acl=private
          aws_s3_bucket_cors_configuration                     bucket=bucket-name;expected_bucket_owner=123456789012
          aws_s3_bucket_intelligent_tiering_configuration      bucket=my-bucket;name=EntireBucket
          aws_s3_bucket_inventory                              bucket=my-bucket;name=EntireBucket
          aws_s3_bucket_lifecycle_configuration                bucket=bucket-name;expected_bucket_owner=123456789012
          aws_s3_bucket_logging                                bucket=bucket-name;expected_bucket_owner=123456789012
          aws_s3_bucket_metric                                 bucket=my-bucket;name=EntireBucket
          aws_s3_bucket_object_lock_configuration              bucket=bucket-name;expected_bucket_owner=123456789012
          aws_s3_bucket_server_side_encryption_configuration   bucket=bucket-name;expected_bucket_owner=123456789012
          aws_s3_bucket_versioning                             bucket=bucket-name;expected_bucket_owner=123456789012
          aws_s3_bucket_website_configuration                  bucket=bucket-name;expected_bucket_owner=123456789012
          aws_s3_object                                        bucket=some-bucket-name;key=some/key.txt
          aws_scheduler_schedule                               group_name=my-schedule-group;name=my-schedule
          aws_secretsmanager_secret_version                    secret_id=arn:aws:secretsmanager:us-east-1:123456789012:secret:example-123456;version_id=1234abcd-12ab-34cd-56ef-1234567890ab
          aws_security_group_rule                              security_group_id=sg-6e616f6d69;type=ingress;protocol=tcp;from_port=8000;to_port=8000;cidr_blocks=10.0.3.0/24
          aws_service_discovery_private_dns_namespace          id=0123456789;vpc=vpc-123345
          aws_volume_attachment                                device_name=/dev/sdh;volume_id=vol-049df61146c4d7901;instance_id=i-12345678
          aws_vpc_endpoint_route_table_association             vpc_endpoint_id=vpce-aaaaaaaa;route_table_id=rtb-bbbbbbbb
          aws_vpc_endpoint_subnet_association                  vpc_endpoint_id=vpce-aaaaaaaa;subnet_id=subnet-bbbbbbbbbbbbbbbbb
          aws_wafv2_ip_set                                     id=a1b2c3d4-d5f6-7777-8888-9999aaaabbbbcccc;name=example;scope=REGIONAL
          aws_wafv2_rule_group                                 id=a1b2c3d4-d5f6-7777-8888-9999aaaabbbbcccc;name=example;scope=REGIONAL
          aws_wafv2_web_acl                                    id=a1b2c3d4-d5f6-7777-8888-9999aaaabbbbcccc;name=example;scope=REGIONAL
          aws_wafv2_web_acl_association                        web_acl_arn=arn:aws:wafv2:us-west-2:123456789012:regional/webacl/web/7ce849ea;resource_arn=arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/web/50dc6c495c0c9188
      """;

  @Test
  void every_type_of_the_three_systems_is_in_the_table() throws IOException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".paths")).toList()) {
        Files.readAllLines(file).forEach(line -> types.add(line.replaceAll(".* ", "")));
      }
    }
    // The only one that is read, not created.
    assertThat(types.remove("aws_caller_identity")).isTrue();
    assertThat(types).contains("aws_vpc", "aws_codepipeline", "aws_cognito_user_pool");
    assertThat(IDS.types()).containsAll(types);
  }

  @Test
  void an_id_of_one_attribute_is_that_attribute() {
    Map<String, String> made = new TreeMap<>();
    for (String type : IDS.types()) {
      ImportIds.Format format = IDS.format(type);
      if (format.id().matches("\\{[a-z_0-9]+(\\|id)?}")) {
        String name = format.id().replaceAll("[{}]|\\|id", "");
        ObjectNode attributes = Json.object().put(name, format.example());
        made.put(type, IDS.idOf(type, attributes).orElse("nothing"));
        if (format.id().contains("|id")) {
          ObjectNode plain = Json.object().put("id", format.example());
          assertThat(IDS.idOf(type, plain)).as(type).contains(format.example());
        }
      }
    }
    assertThat(made).hasSizeGreaterThan(150);
    made.forEach((type, id) -> assertThat(id).as(type).isEqualTo(IDS.format(type).example()));
  }

  @Test
  void an_id_of_several_attributes_is_composed() {
    Map<String, String> composed = new TreeMap<>();
    for (String line : COMPOSED.lines().toList()) {
      String[] columns = line.strip().split(" +", -1);
      ObjectNode attributes = Json.object();
      for (String attribute : columns[1].split(";", -1)) {
        String name = attribute.substring(0, attribute.indexOf('='));
        String value = attribute.substring(name.length() + 1);
        if (name.equals("groups") || name.equals("cidr_blocks")) {
          Stream.of(value.split(",", -1)).forEach(attributes.withArray("/" + name)::add);
        } else {
          attributes.put(name, value);
        }
      }
      composed.put(columns[0], IDS.idOf(columns[0], attributes).orElse("nothing"));
    }
    composed.forEach((type, id) -> assertThat(id).as(type).isEqualTo(IDS.format(type).example()));
    assertThat(composed.keySet())
        .isEqualTo(
            IDS.types().stream()
                .filter(IDS::importable)
                .filter(type -> !IDS.format(type).id().matches("\\{[a-z_0-9]+(\\|id)?}"))
                .collect(Collectors.toSet()));
  }

  @Test
  void optional_parts_are_omitted_and_defaults_are_used() {
    assertThat(idOf("aws_s3_bucket_versioning", "{\"bucket\": \"logs\"}")).isEqualTo("logs");
    assertThat(idOf("aws_lambda_permission", "{\"function_name\": \"f\", \"statement_id\": \"s\"}"))
        .isEqualTo("f/s");
    assertThat(idOf("aws_cloudwatch_event_rule", "{\"name\": \"nightly\"}"))
        .isEqualTo("default/nightly");
    assertThat(
            idOf(
                "aws_route",
                "{\"route_table_id\": \"rtb-1\", \"destination_cidr_block\": \"\","
                    + " \"destination_ipv6_cidr_block\": \"::/0\"}"))
        .isEqualTo("rtb-1_::/0");
    assertThat(
            idOf(
                "aws_security_group_rule",
                "{\"security_group_id\": \"sg-1\", \"type\": \"egress\", \"protocol\": \"-1\","
                    + " \"from_port\": 0, \"to_port\": 0, \"self\": true, \"cidr_blocks\": null}"))
        .isEqualTo("sg-1_egress_-1_0_0_self");
    assertThat(idOf("aws_ecs_service", "{\"cluster\": \"main\", \"name\": \"web\"}"))
        .isEqualTo("main/web");
  }

  @Test
  void an_id_with_an_unknown_part_is_empty() {
    assertThat(
            IDS.idOf("aws_route_table_association", Json.object().put("route_table_id", "rtb-1")))
        .isEmpty();
    assertThat(IDS.idOf("aws_iam_role_policy", Json.object().putNull("role").put("name", "p")))
        .isEmpty();
  }

  @Test
  void a_type_outside_the_table_uses_its_plain_id() {
    assertThat(IDS.knows("aws_quicksight_folder")).isFalse();
    assertThat(IDS.importable("aws_quicksight_folder")).isTrue();
    assertThat(idOf("aws_quicksight_folder", "{\"id\": \"1,2\"}")).isEqualTo("1,2");
  }

  @Test
  void a_type_that_cannot_be_imported_has_no_id() {
    assertThat(IDS.importable("aws_acm_certificate_validation")).isFalse();
    assertThat(IDS.idOf("aws_acm_certificate_validation", Json.object().put("id", "x"))).isEmpty();
  }

  private static String idOf(String type, String attributes) {
    return IDS.idOf(type, Json.parse(attributes)).orElse("nothing");
  }
}
