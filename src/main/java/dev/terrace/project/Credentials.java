package dev.terrace.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where AWS credentials would come from; their values are never looked at. */
public final class Credentials {
  public static final String HOW_TO_GET =
      """
      AWS credentials are needed and none were found: neither AWS_ACCESS_KEY_ID, AWS_PROFILE nor \
      another AWS_… variable that leads to some, no ~/.aws/credentials or ~/.aws/config, and this \
      is no EC2 instance.
      Get them with: aws sso login --profile NAME, then export AWS_PROFILE=NAME
      Or work against the simulated AWS of this machine: add --local""";

  private static final List<String> VARIABLES =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_PROFILE",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI");

  private Credentials() {}

  /** In words, where they come from; empty where there are none. */
  public static Optional<String> find(Map<String, String> shell) {
    for (String name : VARIABLES) {
      if (!shell.getOrDefault(name, "").isEmpty()) {
        return Optional.of("variable " + name);
      }
    }
    Path home = Path.of(shell.getOrDefault("HOME", "/"), ".aws");
    for (Path file :
        List.of(
            file(shell, "AWS_SHARED_CREDENTIALS_FILE", home.resolve("credentials")),
            file(shell, "AWS_CONFIG_FILE", home.resolve("config")))) {
      if (Files.isRegularFile(file)) {
        return Optional.of("file " + file);
      }
    }
    return onEc2() ? Optional.of("the instance's role") : Optional.empty();
  }

  private static Path file(Map<String, String> shell, String variable, Path otherwise) {
    String named = shell.getOrDefault(variable, "");
    return named.isEmpty() ? otherwise : Path.of(named);
  }

  private static boolean onEc2() {
    Path vendor = Path.of("/sys/devices/virtual/dmi/id/sys_vendor");
    try {
      return Files.isReadable(vendor) && Files.readString(vendor).contains("Amazon EC2");
    } catch (IOException e) {
      return false; // a kernel that hides it
    }
  }
}
