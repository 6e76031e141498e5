package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** Redis on ElastiCache. */
public final class RedisValues {
  private RedisValues() {}

  /** ElastiCache user guide, "Engine versions and upgrading": Redis OSS ends with 7.1. */
  public static final class RedisVersion extends ValueType {
    public RedisVersion() {
      super(
          "redis-version",
          "7\\.[01]",
          3,
          3,
          "must be 7.0 or 7.1: later versions are Valkey's alone");
    }

    @Override
    public List<String> examples() {
      return List.of("7.1", "7.0");
    }

    @Override
    public List<String> wrong() {
      return List.of("7.9", "7.2", "6.2", "8.0", "7", "7.1.0", "7.x");
    }
  }

  /** ElastiCache user guide, "Supported node types". */
  public static final class CacheNodeType extends ValueType {
    public CacheNodeType() {
      super(
          "cache-node-type",
          "cache\\.[a-z]+\\d+[a-z]*\\.(micro|small|medium|large|(2|4|8|10|12|16|24)?xlarge)",
          12,
          40,
          "must be a node type such as cache.r6g.large");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      String[] parts = text.split("\\.", -1);
      if (parts[1].equals("r6gd")) {
        return Optional.of("must be a node type without data tiering, which is not switched on");
      }
      if (List.of("t1", "t2", "m1", "m2", "m3", "c1", "r3").contains(parts[1])) {
        return Optional.of("must be a node type that AWS creates clusters of");
      }
      return InstanceSizes.refusal("cacheFamilies", parts[1], parts[2]);
    }

    @Override
    public Optional<String> warning(String text) {
      return AwsFacts.list("cacheFamilies").contains(text.split("\\.", -1)[1])
          ? Optional.empty()
          : Optional.of(AwsFacts.unknown("node type of ElastiCache", text));
    }

    @Override
    public List<String> examples() {
      return List.of("cache.r6g.large", "cache.t4g.small");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "cache.x1.tiny",
          "cache.t3.micro2",
          "cache.t3.large",
          "cache.r6g.10xlarge",
          "cache.m5.16xlarge",
          "cache.r6gd.xlarge",
          "cache.t2.micro",
          "cache.r6g.micro",
          "t3.micro",
          "cache.r6g",
          "Cache.r6g.large",
          "db.r6g.large");
    }
  }
}
