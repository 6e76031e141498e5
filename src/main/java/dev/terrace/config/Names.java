package dev.terrace.config;

import dev.terrace.config.value.StorageValues.BucketName;
import java.util.Optional;

/**
 * Builds the physical names of resources, and is alone in doing so. A name that is too long for AWS
 * is an error, never trimmed: trimmed names collide.
 */
public final class Names {
  /** What a name is for, with the longest name AWS takes for it and the characters it may hold. */
  public enum Kind {
    /** Application and network load balancers. */
    LOAD_BALANCER("load balancer", 32, "(?!internal-|-)[A-Za-z0-9-]+(?<!-)"),
    TARGET_GROUP("target group", 32, "(?!-)[A-Za-z0-9-]+(?<!-)"),
    /** The API takes 63; snapshots append to it, so that 63 is the practical bound as well. */
    DATABASE("database instance", 63, "[a-z](-?[a-z0-9])*"),
    DATABASE_PARAMETER_GROUP("database parameter group", 255, "[a-z][a-z0-9-]*"),
    DATABASE_SUBNET_GROUP("database subnet group", 255, "[a-z0-9-]+"),
    REPLICATION_GROUP("Redis replication group", 40, "[a-z](-?[a-z0-9])*"),
    CACHE_SUBNET_GROUP("cache subnet group", 255, "[a-z0-9-]+"),
    CACHE_PARAMETER_GROUP("cache parameter group", 255, "[a-z][a-z0-9-]*"),
    BUCKET_NAME("bucket", 63, "[a-z0-9][a-z0-9.-]*"),
    ROLE("role", 64, "[\\w+=,.@-]+"),
    POLICY("policy", 128, "[\\w+=,.@-]+"),
    SECURITY_GROUP("security group", 255, "(?!sg-)[\\w .:/()#,@\\[\\]+=&;{}!$*-]+"),
    CLUSTER("cluster", 255, "[\\w-]+"),
    SERVICE("service", 255, "[\\w-]+"),
    TASK_FAMILY("task definition family", 255, "[\\w-]+"),
    NAMESPACE("Cloud Map namespace", 64, "[a-z0-9.-]+"),
    LOG_GROUP("log group", 512, "[\\w./#-]+"),
    SECRET("secret", 512, "[\\w/+=.@-]+"),
    PARAMETER("SSM parameter", 1011, "/[\\w./-]+"),
    ALARM("alarm", 255, "[^\\p{Cntrl}]+"),
    DASHBOARD("dashboard", 255, "[\\w-]+"),
    TOPIC("topic", 256, "[\\w-]+"),
    QUEUE("queue", 80, "[\\w-]+"),
    REPOSITORY("repository", 256, "[a-z0-9][a-z0-9._/-]*"),
    /** ECR API, CreatePullThroughCacheRule. */
    IMAGE_CACHE("image cache", 30, "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*"),
    /** Of launch templates, Auto Scaling groups and instance profiles: the strictest of them. */
    INSTANCES("instance group", 125, "[\\w+=,.@-]+"),
    /** Of CodePipeline, CodeBuild and CodeDeploy: the strictest of them. */
    DELIVERY("pipeline, build or deployment", 100, "[A-Za-z0-9][\\w-]*"),
    CONNECTION("connection", 32, "[\\w-]+"),
    FUNCTION("function", 64, "[\\w-]+"),
    WEB_ACL("web ACL", 128, "[\\w-]+"),
    USER_POOL("user pool", 128, "[\\w+=,.@ -]+"),
    USER_POOL_DOMAIN(
        "user pool domain", 63, "(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]*[a-z0-9])?"),
    BUDGET("budget", 100, "[^:\\\\\\p{Cntrl}]+"),
    KEY_ALIAS("key alias", 256, "alias/[\\w/-]+"),
    TAG("name tag", 256, "[^\\p{Cntrl}]+");

    private final String words;
    private final int longest;
    private final String form;

    Kind(String words, int longest, String form) {
      this.words = words;
      this.longest = longest;
      this.form = form;
    }
  }

  private final String prefix;

  /**
   * @param prefix begins every name, such as {@code coder-production}
   */
  public Names(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }

  /** Whether a prefix or a service's name has the form that names are built from. */
  public static boolean isWellFormed(String name) {
    return name != null && name.matches("[a-z][a-z0-9-]*[a-z0-9]");
  }

  /** {@code <prefix>-<name>}. */
  public String of(Kind kind, String name) {
    return exact(kind, prefix + "-" + name);
  }

  /**
   * A name as configured, checked.
   *
   * @throws ConfigException when AWS would refuse it
   */
  public static String exact(Kind kind, String name) {
    Problems problems = Problems.of(kind.words + " '" + name + "'");
    check(problems, kind, name);
    problems.throwIfAny();
    return name;
  }

  /**
   * Reports a name that AWS would refuse, so that config errors come all at once and before
   * synthesis.
   */
  public static void check(Problems problems, Kind kind, String name) {
    if (name.length() > kind.longest) {
      problems.add(
          "makes the "
              + kind.words
              + " name '"
              + name
              + "' of "
              + name.length()
              + " characters; AWS takes at most "
              + kind.longest);
    }
    Optional<String> refusal =
        kind == Kind.BUCKET_NAME && name.length() <= kind.longest
            ? new BucketName().refusal(name)
            : Optional.empty();
    if (refusal.isPresent()) {
      problems.add("makes the bucket name '" + name + "', which " + refusal.get());
    } else if (name.length() <= kind.longest && !name.matches(kind.form)) {
      problems.add(
          "makes the " + kind.words + " name '" + name + "', which must match " + kind.form);
    }
  }
}
