package dev.terrace.config.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL on RDS. */
public final class DatabaseValues {
  /** PostgreSQL documentation, appendix C "SQL Key Words": the words that are reserved. */
  private static final Set<String> RESERVED =
      Set.of(
          "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window with"
              .split(" "));

  private DatabaseValues() {}

  /** A major version, or a full one. RDS user guide, "PostgreSQL versions". */
  public static final class PostgresVersion extends ValueType {
    /** PostgreSQL releases a minor version a quarter, and supports a major one for five years. */
    private static final int MOST_MINOR = 30;

    public PostgresVersion() {
      super(
          "postgres-version",
          "[1-9]\\d?(\\.[1-9]\\d?)?",
          2,
          5,
          "must be a version such as 16 or 16.4");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      List<String> known = AwsFacts.list("postgres");
      int major = major(text);
      int newest = Integer.parseInt(known.get(known.size() - 1));
      if (major < Integer.parseInt(known.get(0)) || major > newest + 2) {
        return Optional.of(
            "must be a version that RDS has: "
                + known.get(0)
                + " to "
                + newest
                + " on "
                + AwsFacts.day());
      }
      return minor(text) > MOST_MINOR
          ? Optional.of("must be a version that exists: no minor version is above " + MOST_MINOR)
          : Optional.empty();
    }

    @Override
    public Optional<String> warning(String text) {
      JsonNode newest = AwsFacts.entry("postgres", String.valueOf(major(text)));
      int supported = Integer.parseInt(AwsFacts.list("postgresSupported").get(0));
      if (major(text) < supported) {
        return Optional.of(
            "PostgreSQL "
                + major(text)
                + " gets no updates from its community any more, and RDS charges for its Extended"
                + " Support: take "
                + supported
                + " or newer");
      }
      return newest.isMissingNode() || minor(text) > newest.asInt()
          ? Optional.of(AwsFacts.unknown("version of PostgreSQL", text))
          : Optional.empty();
    }

    private static int major(String text) {
      return Integer.parseInt(text.split("\\.", -1)[0]);
    }

    private static int minor(String text) {
      return text.contains(".") ? Integer.parseInt(text.split("\\.", -1)[1]) : 0;
    }

    @Override
    public List<String> examples() {
      return List.of("16", "16.4", "18.1");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "9.6", "99", "16.99", "16.0", "16.04", "16.4.1", "v16", "16.", ".16", "sixteen", "0",
          "10", "-16");
    }
  }

  /** An instance class. RDS user guide, "Supported DB engines for DB instance classes". */
  public static final class DatabaseClass extends ValueType {
    public DatabaseClass() {
      super(
          "database-class",
          "db\\.[a-z]+\\d+[a-z]*\\.(micro|small|medium|large|(2|4|8|10|12|16|24|32|48)?xlarge)",
          9,
          40,
          "must be an instance class such as db.r6g.large");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      String[] parts = text.split("\\.", -1);
      if (AwsFacts.list("retiredDatabaseFamilies").contains(parts[1])) {
        return Optional.of("must be an instance class that PostgreSQL 13 and newer run on");
      }
      return InstanceSizes.refusal("databaseFamilies", parts[1], parts[2]);
    }

    @Override
    public Optional<String> warning(String text) {
      return AwsFacts.list("databaseFamilies").contains(text.split("\\.", -1)[1])
          ? Optional.empty()
          : Optional.of(AwsFacts.unknown("instance class for PostgreSQL", text));
    }

    @Override
    public List<String> examples() {
      return List.of("db.r6g.large", "db.t4g.micro", "db.m7i.48xlarge");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "db.t2.micro",
          "t3.micro",
          "db.t3",
          "db.r6g.tiny",
          "db.t3.24xlarge",
          "db.r6g.micro",
          "db.r6g.10xlarge",
          "db.r6g.48xlarge",
          "db.t4g.nano",
          "DB.t3.micro",
          "db.t3.micro2",
          "db.m4.large",
          "cache.t3.micro");
    }
  }

  /**
   * The administrator. RDS API, CreateDBInstance: 1-63 characters, no word that is reserved.
   * PostgreSQL keeps {@code none} and {@code public} for itself (its documentation, CREATE ROLE and
   * SET ROLE), a proxy of RDS {@code rdsproxyadmin} (RDS user guide, "RDS Proxy").
   */
  public static final class DatabaseUser extends ValueType {
    public DatabaseUser() {
      super(
          "database-user",
          "[a-z][a-z0-9_]*",
          1,
          63,
          "must be 1-63 lower-case letters, digits and underscores, starting with a letter");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      boolean reserved =
          RESERVED.contains(text)
              || text.startsWith("pg_")
              || text.startsWith("rds_")
              || List.of(
                      "admin",
                      "none",
                      "public",
                      "rdsadmin",
                      "rdsproxyadmin",
                      "rdsrepladmin",
                      "rdstopmgr")
                  .contains(text);
      return reserved
          ? Optional.of("must not be a word that PostgreSQL or RDS reserves")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("postgres", "terrace", "orcha_1");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "rds_superuser",
          "pg_x",
          "authorization",
          "select",
          "user",
          "admin",
          "rdsadmin",
          "rdsproxyadmin",
          "none",
          "1a",
          "A",
          "a-b",
          "_a",
          "public",
          "ä");
    }
  }

  /** A database. RDS API, CreateDBInstance: 1-63 characters, no word that is reserved. */
  public static final class DatabaseName extends ValueType {
    public DatabaseName() {
      super(
          "database-name",
          "[a-z][a-z0-9_]*",
          1,
          63,
          "must be 1-63 lower-case letters, digits and underscores, starting with a letter");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      boolean reserved =
          RESERVED.contains(text)
              || text.startsWith("pg_")
              || List.of("postgres", "template0", "template1", "rdsadmin").contains(text);
      return reserved
          ? Optional.of("must not be a word or database that PostgreSQL or RDS reserves")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("alva", "a_1");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "select", "template1", "rdsadmin", "postgres", "1a", "A", "a-b", "user", "a b", "_a");
    }
  }
}
