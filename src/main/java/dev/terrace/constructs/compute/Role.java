package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRoleConfig;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicyConfig;
import dev.terrace.config.Names;
import dev.terrace.constructs.ServiceTrust;
import dev.terrace.grants.Statement;
import dev.terrace.ref.RoleRef;
import java.util.List;
import software.constructs.Construct;

/** A role with one inline policy. A change of the name replaces it. */
public final class Role extends Construct {
  private final IamRole role;
  private ITerraformDependable permissions;

  /**
   * @param name the whole name
   * @param service of AWS that may assume it, such as ec2.amazonaws.com; null with a policy
   * @param assumeRolePolicy who else may assume it, as a policy document; null with a service
   * @param statements none: the role may do nothing until {@link #allow}
   */
  public record Props(
      String name,
      String description,
      String service,
      String assumeRolePolicy,
      List<Statement> statements) {

    /**
     * @param assumeRolePolicy who may assume it, as a policy document
     */
    public Props(
        String name, String description, String assumeRolePolicy, List<Statement> statements) {
      this(name, description, null, assumeRolePolicy, statements);
    }

    /**
     * @param service such as ec2.amazonaws.com
     */
    public static Props forService(
        String name, String description, String service, List<Statement> statements) {
      return new Props(name, description, service, null, statements);
    }

    public static Props forTasks(String name, String description, List<Statement> statements) {
      return forService(name, description, "ecs-tasks.amazonaws.com", statements);
    }
  }

  public Role(Construct scope, String id, Props props) {
    super(scope, id);
    role =
        new IamRole(
            this,
            "role",
            IamRoleConfig.builder()
                .name(Names.exact(Names.Kind.ROLE, props.name()))
                .description(props.description())
                .assumeRolePolicy(
                    props.service() == null
                        ? props.assumeRolePolicy()
                        : ServiceTrust.policy(this, props.service()))
                .build());
    if (!props.statements().isEmpty()) {
      allow(props.statements());
    }
  }

  /** The statements of a role that was made without any: of one that others' policies name. */
  public Role allow(List<Statement> statements) {
    permissions =
        new IamRolePolicy(
            this,
            "policy",
            IamRolePolicyConfig.builder()
                .name("permissions")
                .role(role.getName())
                .policy(Statement.document(statements))
                .build());
    return this;
  }

  /**
   * The policy. What uses the role waits for it: it is created later, and destroyed earlier, while
   * the role may still do what the end of it needs.
   */
  public ITerraformDependable permissions() {
    if (permissions == null) {
      throw new IllegalStateException("role " + role.getNode().getPath() + " has no policy");
    }
    return permissions;
  }

  public RoleRef ref() {
    return new RoleRef(role.getArn(), role.getName());
  }
}
