package dev.terrace.grants;

import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import java.util.List;

/** Restoring a copy of a database from its snapshots, and nothing on the database itself. */
public final class DatabaseCopyGrants {
  private DatabaseCopyGrants() {}

  /**
   * @param identifier of the database
   * @param copies begins the identifiers of copies
   * @param credentials of the database
   * @param key of the database
   */
  public static List<Statement> of(
      String identifier,
      String copies,
      DatabaseRef database,
      SecretRef credentials,
      KeyRef key,
      Arns arns) {
    String copy = arns.of("rds", "db:" + copies + "-*");
    return List.of(
        Statement.allow(
            "FindSnapshots",
            List.of("rds:DescribeDBInstances", "rds:DescribeDBSnapshots"),
            List.of(arns.of("rds", "db:*"), arns.of("rds", "snapshot:*"))),
        Statement.allow(
            "RestoreCopy",
            List.of("rds:AddTagsToResource", "rds:RestoreDBInstanceFromDBSnapshot"),
            List.of(
                copy,
                arns.of("rds", "snapshot:rds:" + identifier + "-*"),
                arns.of("rds", "subgrp:" + database.subnetGroup()),
                arns.of("rds", "pg:*"),
                arns.of("rds", "og:*"))),
        Statement.allow(
            "ChangeCopy", List.of("rds:DeleteDBInstance", "rds:ModifyDBInstance"), List.of(copy)),
        Statement.allow("NewPassword", List.of("secretsmanager:GetRandomPassword"), List.of("*")),
        Grants.readSecretRefs(List.of(credentials)),
        // RDS user guide, "Restoring from an encrypted snapshot": the caller needs the key.
        Statement.allow(
                "KeyOfTheCopy", List.of("kms:CreateGrant", "kms:DescribeKey"), List.of(key.arn()))
            .when("StringEquals", "kms:ViaService", "rds." + arns.region() + ".amazonaws.com"));
  }
}
