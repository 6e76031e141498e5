package dev.terrace.constructs.service;

import dev.terrace.constructs.compute.Container;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.spec.FargateSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.constructs.Construct;

/**
 * The task that creates the databases of a PostgreSQL server and their users. It is run once after
 * the first deploy, and again after a password has been given a new version.
 *
 * <p>It is no level of the construct tree: the scope gets {@code database-setup}.
 */
public final class DatabaseSetup {
  private static final String NAME = "database-setup";

  /** A number, as the image may not know the name. */
  private static final String NOBODY = "65534:65534";

  /**
   * @param image with a shell and psql
   * @param script a literal of Terraform; it gets PGHOST, PGPORT, PGUSER, PGPASSWORD, and the
   *     password of each user as PASSWORD_NAME
   * @param masterPassword reference of the server's owner's password
   * @param passwords references by user
   */
  public record Props(
      ServiceContext context,
      TaskExecution execution,
      String image,
      String script,
      DatabaseRef server,
      String masterUser,
      String masterPassword,
      Map<String, String> passwords) {}

  public DatabaseSetup(Construct scope, Props props) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PGHOST", props.server().address());
    environment.put("PGPORT", String.valueOf(props.server().port()));
    environment.put("PGUSER", props.masterUser());
    environment.put("PGSSLMODE", "require");
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("PGPASSWORD", props.masterPassword());
    props
        .passwords()
        .forEach(
            (user, reference) ->
                secrets.put("PASSWORD_" + user.toUpperCase(Locale.ROOT), reference));
    new OneOffTask(
        scope,
        NAME,
        new OneOffTask.Props(
            props.context(),
            new FargateSize(256, 512),
            props.execution(),
            "Starts the container that creates the databases",
            Container.of(NAME, props.image())
                .withCommand(List.of("/bin/sh", "-c"), List.of(props.script()))
                .withEnvironment(environment, Map.of())
                .withUser(NOBODY)
                .withReadOnlyRoot(),
            secrets));
  }
}
