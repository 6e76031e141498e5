package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRoleConfig;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicyConfig;
import dev.terrace.config.Names;
import dev.terrace.grants.Statement;
import dev.terrace.ref.RoleRef;
import java.util.List;
import software.constructs.Construct;

/**
 * A role that a service of AWS assumes, with one inline policy. A change of the name replaces it.
 */
public final class Role extends Construct {
  private final RoleRef ref;

  /**
   * @param name the whole name
   * @param service such as ecs-tasks.amazonaws.com
   * @param statements none: the role may do nothing
   */
  public record Props(String name, String description, String service, List<Statement> statements) {

    public static Props forTasks(String name, String description, List<Statement> statements) {
      return new Props(name, description, "ecs-tasks.amazonaws.com", statements);
    }
  }

  public Role(Construct scope, String id, Props props) {
    super(scope, id);
    IamRole role =
        new IamRole(
            this,
            "role",
            IamRoleConfig.builder()
                .name(Names.exact(Names.Kind.ROLE, props.name()))
                .description(props.description())
                .assumeRolePolicy(Statement.assumableBy(props.service()))
                .build());
    if (!props.statements().isEmpty()) {
      new IamRolePolicy(
          this,
          "policy",
          IamRolePolicyConfig.builder()
              .name("permissions")
              .role(role.getName())
              .policy(Statement.document(props.statements()))
              .build());
    }
    ref = new RoleRef(role.getArn(), role.getName());
  }

  public RoleRef ref() {
    return ref;
  }
}
