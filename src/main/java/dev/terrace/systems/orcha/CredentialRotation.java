package dev.terrace.systems.orcha;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.compute.ScheduledFunction;
import dev.terrace.layers.DeployFiles;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.RoleRef;
import java.util.LinkedHashMap;
import java.util.Map;
import software.constructs.Construct;

/** The function that gives the database a new password on a schedule. */
final class CredentialRotation {
  private static final DeployFiles FILES = new DeployFiles("orcha");

  private final String function;

  CredentialRotation(
      Construct scope,
      OrchaConfig config,
      OrchaDataStack.Outputs data,
      InstanceGroupRef instances,
      OrchaGrants grants) {
    String name = config.names().of(Names.Kind.FUNCTION, "rotate-credentials");
    RoleRef role =
        new Role(
                scope,
                "rotation-role",
                Role.Props.forService(
                    config.names().of(Names.Kind.ROLE, "rotation-role"),
                    "Gives the database a new password",
                    "lambda.amazonaws.com",
                    grants.rotation(data, instances, name)))
            .ref();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DB_INSTANCE_IDENTIFIER", data.database().identifier());
    environment.put("SECRET_ID", data.credentials().arn());
    environment.put("AUTO_SCALING_GROUP", instances.name());
    function =
        new ScheduledFunction(
                scope,
                "rotation",
                new ScheduledFunction.Props(
                    name,
                    "Gives the database a new password",
                    "rotate_credentials",
                    FILES.read("rotation/rotate_credentials.py"),
                    data.artifacts(),
                    role,
                    environment,
                    config.options().credentialRotationDays(),
                    config.logRetentionDays()))
            .ref()
            .name();
  }

  /** The function's name. */
  String function() {
    return function;
  }
}
