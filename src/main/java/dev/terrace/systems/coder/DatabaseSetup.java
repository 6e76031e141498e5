package dev.terrace.systems.coder;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateTask;
import dev.terrace.layers.DeployFiles;
import dev.terrace.ref.RoleRef;
import dev.terrace.spec.FargateSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.constructs.Construct;

/**
 * The task that creates the databases and their users. It is run once after the first deploy, and
 * again after a password has been given a new version.
 */
final class DatabaseSetup {
  /** A number, as the image may not know the name. */
  private static final String NOBODY = "65534:65534";

  private static final DeployFiles FILES = new DeployFiles("coder");

  private DatabaseSetup() {}

  static void create(
      Construct scope,
      CoderConfig config,
      CoderDataStack.Outputs data,
      RoleRef executionRole,
      ImageSources images) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PGHOST", data.database().address());
    environment.put("PGPORT", String.valueOf(data.database().port()));
    environment.put("PGUSER", config.database().masterUser());
    environment.put("PGSSLMODE", "require");
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("PGPASSWORD", data.secrets().get(CoderSecrets.MASTER_PASSWORD).arn());
    for (String name : CoderSecrets.DATABASES) {
      secrets.put(
          "PASSWORD_" + name.toUpperCase(Locale.ROOT),
          data.secrets().get(CoderSecrets.passwordOf(name)).arn());
    }
    new FargateTask(
        scope,
        "database-setup",
        FargateTask.Props.oneOff(
            config.names().of(Names.Kind.TASK_FAMILY, "database-setup"),
            new FargateSize(256, 512),
            executionRole,
            images.of(
                Container.of("database-setup", config.images().databaseSetup())
                    .withCommand(
                        List.of("/bin/sh", "-c"),
                        List.of(DeployFiles.literal(FILES.read("setup-databases.sh"))))
                    .withEnvironment(environment, secrets)
                    .withUser(NOBODY)
                    .withReadOnlyRoot()),
            config.region(),
            config.logRetentionDays()));
  }
}
