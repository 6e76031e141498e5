package dev.terrace.adopt;

/** Where a resource that exists is described. */
public sealed interface Origin {

  /**
   * The words that an adoption file and messages say it with, such as {@code state legacy/coder}.
   */
  String words();

  /**
   * A Terraform state.
   *
   * @param where the state file or the Terraform root, as it was given
   */
  record TerraformState(String where) implements Origin {
    @Override
    public String words() {
      return "state " + where;
    }
  }

  /**
   * A CloudFormation stack.
   *
   * @param stack its name
   */
  record CloudFormation(String stack) implements Origin {
    @Override
    public String words() {
      return "cloudformation " + stack;
    }
  }

  /**
   * A file of ids written by hand.
   *
   * @param file as it was given
   */
  record Ids(String file) implements Origin {
    @Override
    public String words() {
      return "ids " + file;
    }
  }
}
