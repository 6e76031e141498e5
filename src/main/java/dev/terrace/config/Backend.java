package dev.terrace.config;

/** Where the states of an environment's stacks are stored. */
public sealed interface Backend {

  /** How a state is locked while it is written. */
  enum Lock {
    /** An item in a DynamoDB table; Terraform calls this deprecated. */
    dynamodb,
    /** A lock file next to the state, with a conditional write. */
    s3,
    /** Both at once, for moving from one to the other. */
    both
  }

  /**
   * An S3 bucket, one encrypted object a stack.
   *
   * @param bucket made by {@code terrace backend bootstrap}, never by a layer
   * @param region the bucket's region
   * @param lock how the state is locked
   * @param dynamodbTable the lock table; null with the lock {@code s3}
   */
  record S3(String bucket, String region, Lock lock, String dynamodbTable) implements Backend {

    /** {@code <system>/<environment>/<layer>.tfstate}. */
    public String key(StackId stack) {
      return stack + ".tfstate";
    }

    public boolean usesLockFile() {
      return lock != Lock.dynamodb;
    }

    public boolean usesTable() {
      return lock != Lock.s3;
    }
  }

  /**
   * Where the state bucket's server access logs go. It is no part of {@link S3}: a bucket that logs
   * is the same place for states.
   *
   * @param bucket the bucket of the logs
   * @param days that its logs are kept; 0 for a bucket that exists and is managed elsewhere
   */
  record AccessLogs(String bucket, int days) {
    /** Whether the bucket is created with the state bucket. */
    public boolean isOwn() {
      return days > 0;
    }
  }

  /** One file per stack, next to the stack folders: for one person and experiments. */
  record Local() implements Backend {}

  /**
   * Terraform Cloud or Terraform Enterprise, one workspace a stack.
   *
   * @param hostname such as {@code app.terraform.io}
   * @param workspacePrefix begins the names of the workspaces; may be empty
   */
  record Cloud(String organization, String hostname, String workspacePrefix) implements Backend {

    /** {@code <prefix><system>-<environment>-<layer>}. */
    public String workspace(StackId stack) {
      return workspacePrefix + stack.stackName();
    }
  }
}
