package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** Names of buckets and tables. */
public final class StorageValues {
  private StorageValues() {}

  /**
   * Amazon S3 user guide, "General purpose bucket naming rules"; -an ends the names of an account's
   * own namespace, which Terrace creates no bucket in.
   */
  public static final class BucketName extends ValueType {
    private static final List<String> PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
    private static final List<String> SUFFIXES =
        List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an");

    public BucketName() {
      super(
          "bucket-name",
          "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
          3,
          63,
          "must be a bucket name: 3-63 lower-case letters, digits, dots and hyphens");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      if (text.contains("..") || text.contains(".-") || text.contains("-.")) {
        return Optional.of("must be a bucket name, in which no dot stands next to a dot or hyphen");
      }
      if (text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+")) {
        return Optional.of("must be a bucket name that is no IP address");
      }
      for (String prefix : PREFIXES) {
        if (text.startsWith(prefix)) {
          return Optional.of("must not start with '" + prefix + "', which S3 reserves");
        }
      }
      for (String suffix : SUFFIXES) {
        if (text.endsWith(suffix)) {
          return Optional.of("must not end with '" + suffix + "', which S3 reserves");
        }
      }
      return Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("shop-terraform-state", "a1b", "logs.example.com");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "a..b",
          "a.-b",
          "a-.b",
          "192.168.0.1",
          "xn--a",
          "sthree-a",
          "amzn-s3-demo-a",
          "a-s3alias",
          "a--ol-s3",
          "a.mrap",
          "a--x-s3",
          "a--table-s3",
          "a-123456789012-us-west-2-an",
          "Bad",
          "a_b",
          "-ab",
          "ab-",
          "ab.");
    }
  }

  /**
   * DynamoDB developer guide, "Naming rules": 3-255 letters, digits, underscores, hyphens, dots.
   */
  public static final class TableName extends ValueType {
    public TableName() {
      super(
          "dynamodb-table",
          "[A-Za-z0-9_.-]+",
          3,
          255,
          "must be a table's name: 3-255 letters, digits, underscores, hyphens and dots");
    }

    @Override
    public List<String> examples() {
      return List.of("terraform-locks");
    }

    @Override
    public List<String> wrong() {
      return List.of("terraform locks", "täble", "a/b", "a:b");
    }
  }
}
