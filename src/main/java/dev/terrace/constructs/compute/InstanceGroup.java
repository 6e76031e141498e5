package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroup;
import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroupConfig;
import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroupLaunchTemplate;
import com.hashicorp.cdktf.providers.aws.autoscaling_group.AutoscalingGroupTag;
import com.hashicorp.cdktf.providers.aws.iam_instance_profile.IamInstanceProfile;
import com.hashicorp.cdktf.providers.aws.iam_instance_profile.IamInstanceProfileConfig;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplate;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateBlockDeviceMappings;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateBlockDeviceMappingsEbs;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateConfig;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateIamInstanceProfile;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateMetadataOptions;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateNetworkInterfaces;
import com.hashicorp.cdktf.providers.aws.launch_template.LaunchTemplateTagSpecifications;
import dev.terrace.config.Names;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.ref.TargetGroupRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * Instances of EC2 that replace one another: IMDSv2 only, with a hop limit of 2 so that containers
 * reach it, encrypted disks, no SSH, group metrics on. A change of the launch template is taken by
 * new instances; those that run stay as they are. A change of the name replaces the group.
 */
public final class InstanceGroup extends Construct {
  private static final List<String> METRICS =
      List.of(
          "GroupDesiredCapacity",
          "GroupInServiceInstances",
          "GroupMaxSize",
          "GroupMinSize",
          "GroupPendingInstances",
          "GroupStandbyInstances",
          "GroupTerminatingInstances",
          "GroupTotalInstances");

  private final InstanceGroupRef ref;

  /**
   * @param name the whole name
   * @param instanceName tag Name of the instances, volumes and network interfaces
   * @param instanceType such as t4g.medium
   * @param imageParameter public SSM parameter that holds the image's id; read whenever an instance
   *     starts, so that a new image changes nothing here
   * @param volumeGiB root volume
   * @param subnetIds one a zone
   * @param publicAddress the instances get public addresses: their only way out in a public subnet
   * @param userData the script that runs at the first start, up to 16 KB
   * @param size how many run
   * @param targetGroups that the instances are registered with
   * @param tags the environment's; the provider's own tags reach neither instances nor volumes
   */
  public record Props(
      String name,
      String instanceName,
      String instanceType,
      String imageParameter,
      int volumeGiB,
      List<String> subnetIds,
      boolean publicAddress,
      SecurityGroupRef securityGroup,
      RoleRef role,
      String userData,
      int size,
      List<TargetGroupRef> targetGroups,
      Map<String, String> tags) {}

  public InstanceGroup(Construct scope, String id, Props props) {
    super(scope, id);
    String name = Names.exact(Names.Kind.INSTANCES, props.name());
    Map<String, String> tags = new TreeMap<>(props.tags());
    tags.put("Name", props.instanceName());
    IamInstanceProfile profile =
        new IamInstanceProfile(
            this,
            "profile",
            IamInstanceProfileConfig.builder().name(name).role(props.role().name()).build());
    LaunchTemplate template = template(props, name, profile, tags);
    AutoscalingGroup group =
        new AutoscalingGroup(
            this,
            "group",
            AutoscalingGroupConfig.builder()
                .name(name)
                .minSize(props.size())
                .maxSize(props.size())
                .desiredCapacity(props.size())
                .vpcZoneIdentifier(props.subnetIds())
                .launchTemplate(
                    AutoscalingGroupLaunchTemplate.builder()
                        .id(template.getId())
                        .version("${tostring(" + latestVersion(template) + ")}")
                        .build())
                .targetGroupArns(props.targetGroups().stream().map(TargetGroupRef::arn).toList())
                // A deployment takes services down for a while: no reason to end an instance.
                .healthCheckType("EC2")
                .healthCheckGracePeriod(300)
                .enabledMetrics(METRICS)
                .tag(groupTags(tags))
                .build());
    ref = new InstanceGroupRef(group.getName(), group.getArn(), template.getArn());
  }

  private LaunchTemplate template(
      Props props, String name, IamInstanceProfile profile, Map<String, String> tags) {
    List<LaunchTemplateTagSpecifications> specifications = new ArrayList<>();
    for (String type : List.of("instance", "volume", "network-interface")) {
      specifications.add(
          LaunchTemplateTagSpecifications.builder().resourceType(type).tags(tags).build());
    }
    return new LaunchTemplate(
        this,
        "launch-template",
        LaunchTemplateConfig.builder()
            .name(name)
            .updateDefaultVersion(true)
            .imageId("resolve:ssm:" + props.imageParameter())
            .instanceType(props.instanceType())
            .ebsOptimized("true")
            .iamInstanceProfile(
                LaunchTemplateIamInstanceProfile.builder().arn(profile.getArn()).build())
            .metadataOptions(
                LaunchTemplateMetadataOptions.builder()
                    .httpEndpoint("enabled")
                    .httpTokens("required")
                    .httpPutResponseHopLimit(2)
                    .build())
            .blockDeviceMappings(
                List.of(
                    LaunchTemplateBlockDeviceMappings.builder()
                        .deviceName("/dev/xvda")
                        .ebs(
                            LaunchTemplateBlockDeviceMappingsEbs.builder()
                                .volumeType("gp3")
                                .volumeSize(props.volumeGiB())
                                .encrypted("true")
                                .deleteOnTermination("true")
                                .build())
                        .build()))
            .networkInterfaces(
                List.of(
                    LaunchTemplateNetworkInterfaces.builder()
                        .associatePublicIpAddress(String.valueOf(props.publicAddress()))
                        .deleteOnTermination("true")
                        .securityGroups(List.of(props.securityGroup().id()))
                        .build()))
            .userData(
                Base64.getEncoder()
                    .encodeToString(props.userData().getBytes(StandardCharsets.UTF_8)))
            .tagSpecifications(specifications)
            .build());
  }

  /** A number, which is a token: only Terraform may turn it into a text. */
  private static String latestVersion(LaunchTemplate template) {
    return template.getTerraformResourceType()
        + "."
        + template.getFriendlyUniqueId()
        + ".latest_version";
  }

  private static List<AutoscalingGroupTag> groupTags(Map<String, String> tags) {
    List<AutoscalingGroupTag> groupTags = new ArrayList<>();
    tags.forEach(
        (key, value) ->
            groupTags.add(
                AutoscalingGroupTag.builder()
                    .key(key)
                    .value(value)
                    .propagateAtLaunch(false)
                    .build()));
    return groupTags;
  }

  public InstanceGroupRef ref() {
    return ref;
  }
}
