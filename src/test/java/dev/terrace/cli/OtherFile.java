package dev.terrace.cli;

import dev.terrace.actions.check.CheckPlan;
import dev.terrace.actions.guard.GuardPlan;
import dev.terrace.adopt.match.AdoptionFileReader;
import dev.terrace.adopt.match.DesiredResource;
import dev.terrace.adopt.match.IdsFile;
import dev.terrace.adopt.source.CloudFormationFolder;
import dev.terrace.adopt.source.CloudFormationTemplate;
import dev.terrace.adopt.source.StackDescription;
import dev.terrace.adopt.source.StateSource;
import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.Releases;
import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.MovesFile;
import dev.terrace.config.StackId;
import dev.terrace.cost.OwnersEstimate;
import dev.terrace.cost.Prices;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files next to the environments, each with a valid sample and its reader. */
enum OtherFile {
  WAIVERS(
      "shop/waivers.yaml",
      """
      waivers:
        - rule: guard-destroy
          resource: aws_s3_bucket.files
          reason: "Its objects were moved, as the runbook of data says."
          who: owners of data
          expires: "2027-05-31"
      """) {
    @Override
    void read(Path folder, Path file) {
      WaiverFile.read(folder, "shop", Set.of());
    }
  },
  MOVES(
      "shop/moves.yaml",
      """
      moves:
        - {layer: data, from: aws_s3_bucket.old, to: aws_s3_bucket.new, since: "2026-11-27"}
        - {layer: data, from: aws_s3_bucket.older, to: aws_s3_bucket.old, since: "2026-11-26"}
      """) {
    @Override
    void read(Path folder, Path file) {
      MovesFile.read(folder, "shop", List.of("data"));
    }
  },
  ADOPTION(
      "shop/production/network.yaml",
      """
      adopt:
        - {address: aws_vpc.a, path: vpc, source: state old.tfstate, from: aws_vpc.main, how: tag, sure: exact}
        - {address: aws_vpc.b, source: ids ids.yaml, from: b, import: vpc-1}
      leave: [aws_vpc.c]
      open: []
      """) {
    @Override
    void read(Path folder, Path file) {
      AdoptionFileReader.read(folder, NETWORK, Set.of("aws_vpc.a", "aws_vpc.b", "aws_vpc.c"));
    }
  },
  IDS(
      "ids.yaml",
      """
      network/vpc: vpc-0a1b2c
      aws_vpc.other: {id: vpc-1, type: aws_vpc}
      """) {
    @Override
    void read(Path folder, Path file) {
      IdsFile.read(
          file, path(), path(), List.of(vpc("aws_vpc.vpc", "vpc"), vpc("aws_vpc.other", "")));
    }

    private DesiredResource vpc(String address, String path) {
      return new DesiredResource(
          NETWORK, address, path, "aws_vpc", Json.object(), Json.object(), Map.of());
    }
  },
  PRICES(
      "prices.yaml",
      """
      collected: "2026-11-21"
      currency: USD
      regions: [us-east-1, us-west-2]
      notCounted: [tax]
      prices:
        fargate-vcpu-x86:
          unit: vCPU-hour
          source: https://aws.amazon.com/fargate/pricing/
          usd: {us-east-1: 0.04048, us-west-2: 0.04048}
          confirmed: [us-east-1]
          derived: {us-west-2: as in us-east-1}
      """) {
    @Override
    void read(Path folder, Path file) {
      Prices.read(file, path());
    }
  },
  ESTIMATE("theirs.yaml", "environment: alva/staging\nservices: {Fargate: 40, RDS: 10.5}\n") {
    @Override
    void read(Path folder, Path file) {
      OwnersEstimate.read(file, path());
    }
  },
  TEMPLATE(
      "stack/template.yaml",
      """
      Parameters: {Stage: {Type: String, Default: test}}
      Conditions: {IsTest: {"Fn::Equals": [{Ref: Stage}, test]}}
      Mappings: {Sizes: {test: {size: small}}}
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Condition: IsTest
          DeletionPolicy: Retain
          Properties: {TopicName: {"Fn::Join": ["-", [a, {Ref: Stage}]]}}
        Queue:
          Type: AWS::SQS::Queue
          Properties: {QueueName: {"Fn::GetAtt": [Topic, TopicName]}}
      """) {
    @Override
    void read(Path folder, Path file) throws IOException {
      Files.writeString(file.resolveSibling("resources.json"), "{\"StackResourceSummaries\": []}");
      StackDescription stack = CloudFormationFolder.read("stack", file.getParent(), "us-west-2");
      CloudFormationTemplate.parse(path(), stack.template());
    }
  },
  RESOURCES(
      "listed/resources.json",
      """
      {"StackResourceSummaries": [
        {"LogicalResourceId": "Topic", "ResourceType": "AWS::SNS::Topic", "ResourceStatus": "CREATE_COMPLETE",
         "PhysicalResourceId": "arn:aws:sns:us-west-2:123456789012:topic"}]}
      """) {
    @Override
    void read(Path folder, Path file) throws IOException {
      Files.writeString(file.resolveSibling("template.json"), "{\"Resources\": {}}");
      CloudFormationFolder.read("listed", file.getParent(), "us-west-2");
    }
  },
  RELEASE(
      "bridge/releases/shop-1.0.json",
      """
      {"system": "shop", "module": "shop-bridge", "version": "1.0", "parameters": [
        {"name": "cluster-arn", "type": "arn", "meaning": "ARN of the cluster", "since": "1.0", "source": "cluster/cluster.arn"},
        {"name": "bridge-version", "type": "string", "meaning": "Version", "since": "1.0", "source": "the contract"}]}
      """) {
    @Override
    void read(Path folder, Path file) {
      new Releases(file.getParent()).changes(BridgeContract.first("shop", "shop-bridge"));
    }
  },
  STATE(
      "old.tfstate",
      """
      {"version": 4, "terraform_version": "1.11.4", "serial": 7, "lineage": "a-b", "outputs": {},
       "resources": [
         {"mode": "managed", "type": "aws_vpc", "name": "main", "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]",
          "instances": [{"schema_version": 1, "index_key": 0, "attributes": {"id": "vpc-1", "tags": {"a": "b"}},
                         "private": "e30=", "dependencies": ["aws_vpc.other"]}]},
         {"module": "module.a", "mode": "data", "type": "aws_region", "name": "here", "instances": []}]}
      """) {
    @Override
    void read(Path folder, Path file) {
      new StateSource(path(), path(), file, null).read();
    }
  },
  GUARDED_PLAN("plan.json", OtherFile.PLAN) {
    @Override
    void read(Path folder, Path file) {
      new GuardPlan(null, InputStream.nullInputStream())
          .run(
              new GuardPlan.Request(
                  file.toString(),
                  Optional.empty(),
                  Optional.empty(),
                  LocalDate.parse("2026-11-27")));
    }
  },
  CHECKED_PLAN("checked.json", OtherFile.PLAN) {
    @Override
    void read(Path folder, Path file) {
      new CheckPlan().run(new CheckPlan.Request(file));
    }
  };

  private static final String PLAN =
      """
      {"format_version": "1.2", "terraform_version": "1.11.4", "complete": true, "errored": false,
       "variables": {"region": {"value": "us-west-2"}},
       "planned_values": {"root_module": {"resources": [
         {"address": "aws_s3_bucket.files", "mode": "managed", "type": "aws_s3_bucket", "name": "files",
          "values": {"bucket": "files", "tags": {"a": "b"}, "force_destroy": false}}],
         "child_modules": [{"address": "module.a", "resources": []}]}},
       "resource_changes": [
         {"address": "aws_s3_bucket.files", "mode": "managed", "type": "aws_s3_bucket", "name": "files",
          "change": {"actions": ["create"], "before": null, "after": {"bucket": "files"}, "after_unknown": {"id": true},
                     "before_sensitive": false, "after_sensitive": {}}}],
       "configuration": {
         "provider_config": {"aws": {"name": "aws", "expressions": {"region": {"references": ["var.region"]}}}},
         "root_module": {"resources": [
           {"address": "aws_s3_bucket.files", "mode": "managed", "type": "aws_s3_bucket", "name": "files",
            "expressions": {"bucket": {"constant_value": "files"}}}]}}}
      """;

  private static final StackId NETWORK = new EnvironmentId("shop", "production").stack("network");

  private final String path;
  private final String sample;

  OtherFile(String path, String sample) {
    this.path = path;
    this.sample = sample;
  }

  /** Below the folder that holds all of them; messages name it. */
  String path() {
    return path;
  }

  String sample() {
    return sample;
  }

  abstract void read(Path folder, Path file) throws IOException;
}
