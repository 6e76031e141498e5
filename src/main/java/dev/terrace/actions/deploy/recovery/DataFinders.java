package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.util.Map;
import java.util.stream.Stream;

/** EFS, KMS, SQS and Secrets Manager. */
final class DataFinders {
  static final Map<String, Finder> FINDERS =
      Map.of(
          "aws_efs_file_system", DataFinders::fileSystems,
          "aws_efs_access_point", DataFinders::accessPoints,
          "aws_efs_mount_target", DataFinders::mountTargets,
          "aws_kms_key", DataFinders::keys,
          "aws_sqs_queue", DataFinders::queues,
          "aws_secretsmanager_secret", DataFinders::secrets);

  private static final String EFS = "/2015-02-01/";

  private DataFinders() {}

  /** The creation token is the provider's own: the tags tell file systems apart. */
  private static Stream<String> fileSystems(AwsLists aws, Wanted wanted) {
    return efs(aws, "file-systems", Map.of(), "NextMarker", "Marker", "FileSystems")
        .filter(each -> each.path("LifeCycleState").asText().matches("creating|available"))
        .filter(each -> wanted.hasTags(each.path("Tags"), "Key", "Value"))
        .map(each -> each.path("FileSystemId").asText());
  }

  private static Stream<String> accessPoints(AwsLists aws, Wanted wanted) {
    Wanted root = wanted.block("root_directory");
    return wanted.value("file_system_id").stream()
        .flatMap(
            id ->
                efs(
                    aws,
                    "access-points",
                    Map.of("FileSystemId", id),
                    "NextToken",
                    "NextToken",
                    "AccessPoints"))
        .filter(each -> wanted.hasTags(each.path("Tags"), "Key", "Value"))
        .filter(each -> root.agrees(each.path("RootDirectory").path("Path"), "path"))
        .map(each -> each.path("AccessPointId").asText());
  }

  private static Stream<String> mountTargets(AwsLists aws, Wanted wanted) {
    return wanted.value("file_system_id").stream()
        .flatMap(
            id ->
                efs(
                    aws,
                    "mount-targets",
                    Map.of("FileSystemId", id),
                    "NextMarker",
                    "Marker",
                    "MountTargets"))
        .filter(each -> wanted.is(each.path("SubnetId"), "subnet_id"))
        .map(each -> each.path("MountTargetId").asText());
  }

  private static Stream<JsonNode> efs(
      AwsLists aws,
      String path,
      Map<String, String> query,
      String given,
      String asked,
      String list) {
    return aws.rest("elasticfilesystem", EFS + path, query, given, asked, list);
  }

  private static Stream<String> keys(AwsLists aws, Wanted wanted) {
    return aws.json("kms", "TrentService.ListKeys", Json.object(), "NextMarker", "Marker", "Keys")
        .map(each -> each.path("KeyId").asText())
        .filter(
            id ->
                kms(aws, "DescribeKey", id)
                        .map(answer -> answer.path("KeyMetadata"))
                        .anyMatch(
                            key ->
                                key.path("KeyManager").asText().equals("CUSTOMER")
                                    && key.path("KeyState").asText().equals("Enabled")
                                    && wanted.agrees(key.path("Description"), "description"))
                    && kms(aws, "ListResourceTags", id)
                        .anyMatch(tags -> wanted.hasTags(tags.path("Tags"), "TagKey", "TagValue")));
  }

  private static Stream<JsonNode> kms(AwsLists aws, String action, String id) {
    return aws.one("kms", "TrentService." + action, "1.1", "KeyId", id).stream();
  }

  private static Stream<String> queues(AwsLists aws, Wanted wanted) {
    return wanted.value("name").stream()
        .flatMap(name -> aws.one("sqs", "AmazonSQS.GetQueueUrl", "1.0", "QueueName", name).stream())
        .map(found -> found.path("QueueUrl").asText());
  }

  /** A secret in its recovery window cannot be imported, see {@link DeletedSecrets}. */
  private static Stream<String> secrets(AwsLists aws, Wanted wanted) {
    return wanted.value("name").stream()
        .flatMap(
            name ->
                aws
                    .one("secretsmanager", "secretsmanager.DescribeSecret", "1.1", "SecretId", name)
                    .stream())
        .filter(found -> !found.hasNonNull("DeletedDate"))
        .map(found -> found.path("ARN").asText());
  }
}
