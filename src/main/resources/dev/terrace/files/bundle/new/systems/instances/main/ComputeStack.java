package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.compute.InstanceGroup;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.data.DataKey;
import dev.terrace.constructs.monitoring.StandardAlarms;
import dev.terrace.grants.SessionGrants;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RoleRef;
import java.util.List;

/** The instances, with sessions instead of SSH, and their alarms. */
final class @Class@ComputeStack extends StandardStack<@Class@Config, Void> {
  /** EC2 user guide, "Reference the latest AMIs using Systems Manager public parameters". */
  private static final String IMAGE =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

  /** Runs at the first start of an instance. */
  private static final String USER_DATA = "#!/bin/bash\ndnf -y upgrade --security\n";

  @Class@ComputeStack(@|@App app, Environment<@Class@Config> environment, @Class@NetworkStack.Outputs vpc) {
    super(app, environment, "compute");
    RoleRef role =
        new Role(
                this,
                "role",
                Role.Props.forService(
                    names.of(Names.Kind.ROLE, "instances"),
                    "What the instances may do",
                    "ec2.amazonaws.com",
                    SessionGrants.agent()))
            .ref();
    InstanceGroupRef instances =
        new InstanceGroup(
                this,
                "instances",
                new InstanceGroup.Props(
                    names.of(Names.Kind.INSTANCES, "instances"),
                    names.of(Names.Kind.TAG, "instance"),
                    config.instances().type(),
                    IMAGE,
                    config.instances().volumeGiB(),
                    vpc.network().appSubnetIds(),
                    false,
                    vpc.instances(),
                    role,
                    USER_DATA,
                    config.instances().count(),
                    List.of(),
                    config.tags()))
            .ref();
    DataKey.Props data =
        DataKey.Props.ofData(names, Account.idOf(this), List.of("cloudwatch.amazonaws.com"));
    KeyRef key = new DataKey(this, "data-key", data).ref();
    StandardAlarms alarms =
        new StandardAlarms(
            this, new StandardAlarms.Props(names, config.alarms().email(), key, List.of()));
    alarms.alarms().instances(instances);
    output("alert_topic_arn", alarms.topic().arn(), "Topic of the alarms");
  }
}
