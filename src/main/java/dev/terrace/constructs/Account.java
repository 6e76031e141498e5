package dev.terrace.constructs;

import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** The account that a stack is deployed into: one data source per stack, for whoever needs it. */
public final class Account {
  private static final String ID = "account";

  private Account() {}

  /** The account's id, as an expression. */
  public static String idOf(Construct scope) {
    TerraformStack stack = TerraformStack.of(scope);
    IConstruct found = stack.getNode().tryFindChild(ID);
    return found instanceof DataAwsCallerIdentity identity
        ? identity.getAccountId()
        : new DataAwsCallerIdentity(stack, ID).getAccountId();
  }
}
