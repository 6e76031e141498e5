package dev.terrace.constructs.compute;

import dev.terrace.config.Names;
import dev.terrace.grants.Arns;
import dev.terrace.grants.RotationGrants;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.FunctionRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecretRef;
import java.util.LinkedHashMap;
import java.util.Map;
import software.constructs.Construct;

/**
 * A function that gives a database a new password on a schedule and restarts the application on its
 * instances. A change of the prefix replaces it; a change of its code does not.
 *
 * <p>It is no level of the construct tree: the scope gets {@code rotation} and {@code
 * rotation-role}.
 */
public final class PasswordRotation {
  private final FunctionRef ref;

  /**
   * @param identifier of the database
   * @param credentials of the database, as JSON
   * @param key of the credentials
   * @param instances that the application runs on
   * @param code of the file {@code rotate_credentials.py}; it gets DB_INSTANCE_IDENTIFIER,
   *     SECRET_ID and AUTO_SCALING_GROUP
   * @param codeBucket takes the packed code
   * @param everyDays 1 and up
   */
  public record Props(
      Names names,
      Arns arns,
      String identifier,
      DatabaseRef database,
      SecretRef credentials,
      KeyRef key,
      InstanceGroupRef instances,
      String code,
      BucketRef codeBucket,
      int everyDays,
      int logRetentionDays) {}

  public PasswordRotation(Construct scope, Props props) {
    String name = props.names().of(Names.Kind.FUNCTION, "rotate-credentials");
    String description = "Gives the database a new password";
    RoleRef role =
        new Role(
                scope,
                "rotation-role",
                Role.Props.forService(
                    props.names().of(Names.Kind.ROLE, "rotation-role"),
                    description,
                    "lambda.amazonaws.com",
                    RotationGrants.of(
                        props.identifier(),
                        props.credentials(),
                        props.key(),
                        props.instances(),
                        name,
                        props.arns())))
            .ref();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DB_INSTANCE_IDENTIFIER", props.database().identifier());
    environment.put("SECRET_ID", props.credentials().arn());
    environment.put("AUTO_SCALING_GROUP", props.instances().name());
    ref =
        new ScheduledFunction(
                scope,
                "rotation",
                new ScheduledFunction.Props(
                    name,
                    description,
                    "rotate_credentials",
                    props.code(),
                    props.codeBucket(),
                    role,
                    environment,
                    props.everyDays(),
                    props.logRetentionDays()))
            .ref();
  }

  public FunctionRef ref() {
    return ref;
  }
}
