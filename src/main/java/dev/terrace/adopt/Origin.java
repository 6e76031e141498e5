package dev.terrace.adopt;

/** The source that describes an existing resource. */
public sealed interface Origin {

  /** As adoption files and messages name it, such as {@code state legacy/coder}. */
  String describe();

  /**
   * A Terraform state.
   *
   * @param where the state file or Terraform root, see {@link SourcePaths}
   */
  record TerraformState(String where) implements Origin {
    @Override
    public String describe() {
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
    public String describe() {
      return "cloudformation " + stack;
    }
  }

  /**
   * A file of import ids.
   *
   * @param file see {@link SourcePaths}
   */
  record Ids(String file) implements Origin {
    @Override
    public String describe() {
      return "ids " + file;
    }
  }
}
