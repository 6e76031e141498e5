package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a task definition names. */
public final class ContainerValues {
  private ContainerValues() {}

  /**
   * An image reference. OCI distribution specification 1.1, "Pulling manifests": a repository's
   * name is lower-case and has at most 255 characters with its host, a tag has at most 128.
   */
  public static final class ImageReference extends ValueType {
    /** What a placeholder is checked as. */
    static final String FILLED_IN = "x";

    private static final String PART = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
    private static final String HOST =
        "([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+(:\\d{1,5})?|localhost(:\\d{1,5})?|[A-Za-z0-9-]+:\\d{1,5})/";

    /** Checked before the pattern, so that messages say which part is wrong. */
    private static final Pattern PARTS =
        Pattern.compile("((?:" + HOST + ")?[^:@]*)(:[^@]*)?(@.*)?");

    public ImageReference() {
      super(
          "image-reference",
          "\\s*|("
              + HOST
              + ")?"
              + PART
              + "(/"
              + PART
              + ")*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[a-f0-9]{64})?",
          0,
          600,
          "must be an image reference such as ghcr.io/coder/coder:v2.1: a lower-case repository, a"
              + " tag of at most 128 characters, a digest sha256: with 64 hex digits");
    }

    @Override
    public boolean mayHoldPlaceholders() {
      return true;
    }

    @Override
    protected String placeholderSample() {
      return FILLED_IN;
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      if (text.isBlank()) {
        return Optional.of(
            "must name an image: push the service's image and give its reference here before the"
                + " service is deployed");
      }
      Optional<String> host =
          HostPort.refusal(text.contains("/") ? text.replaceFirst("/.*", "") : "");
      if (host.isPresent()) {
        return host;
      }
      Matcher parts = PARTS.matcher(text);
      if (parts.matches() && parts.group(1).length() > 255) {
        return Optional.of("must have a repository of at most 255 characters");
      }
      return ImageRegistries.refusal(text.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", ""));
    }

    @Override
    public List<String> examples() {
      return List.of(
          "ghcr.io/coder/coder:latest",
          "langfuse/langfuse:3",
          "localhost:5000/a",
          "public.ecr.aws/nginx/nginx:1",
          "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop/web:1",
          "123456789012.dkr.ecr.{region}.amazonaws.com/web:1",
          "coder@sha256:" + "0123456789abcdef".repeat(4));
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "",
          " ",
          "ghcr.io/Coder/coder:1",
          "a:v 1",
          "a@sha256:abc",
          ":1",
          "ghcr.io//a:1",
          "a:",
          "a/",
          "/a",
          "UPPER/x:1",
          "a:-1",
          "https://ghcr.io/a",
          "a:" + "t".repeat(129),
          "é:1",
          "a@md5:" + "0".repeat(64),
          "a:1:2",
          "a".repeat(256),
          "a.:1",
          "localhost:0/a:1",
          "localhost:65536/a:1",
          "300.1.1.1/a:1",
          "-a",
          "scratch",
          "0".repeat(64),
          "ghcr.io:1",
          "public.ecr.aws/nginx:1",
          "123456789012.dkr.ecr.us-west-2.amazonaws.com:1",
          "123456789012.dkr.ecr.us-west-9.amazonaws.com/a:1",
          "12345678901.dkr.ecr.us-west-2.amazonaws.com/a:1",
          "000000000000.dkr.ecr.us-west-2.amazonaws.com/a:1",
          "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a:1");
    }
  }

  /** The name of an environment variable, as shells and the ECS agent take it. */
  public static final class VariableName extends ValueType {
    public VariableName() {
      super(
          "environment-variable",
          "[A-Za-z_][A-Za-z0-9_.-]*",
          1,
          255,
          "must be the name of an environment variable: letters, digits and underscores, no digit"
              + " first");
    }

    @Override
    public List<String> examples() {
      return List.of("NODE_ENV", "_x1");
    }

    @Override
    public List<String> wrong() {
      return List.of("", "A=B", "1A", "A B", "Ä", "A$B", " A");
    }
  }

  /** Amazon ECS API, ContainerDefinition, {@code user}: the forms that name no group alone. */
  public static final class ContainerUser extends ValueType {
    /** containerd, pkg/oci/spec_opts.go, maxUserID: "uids and gids must be in range". */
    private static final long MOST = Integer.MAX_VALUE;

    public ContainerUser() {
      super(
          "container-user",
          "([a-z_][a-z0-9_-]*|\\d{1,10})(:([a-z_][a-z0-9_-]*|\\d{1,10}))?",
          1,
          65,
          "must be a user of the image, UID or UID:GID");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      for (String part : text.split(":", -1)) {
        if (part.matches("\\d+") && Long.parseLong(part) > MOST) {
          return Optional.of("must have ids of at most " + MOST);
        }
      }
      return Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("node", "1000", "1000:1000");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "", ":1000", "1000:", "a b", "Node", "-1", "1:2:3", "2147483648", "1000:9999999999");
    }
  }

  /** An absolute path inside a container. */
  public static final class MountPath extends ValueType {
    public MountPath() {
      super(
          "mount-path",
          "(/[A-Za-z0-9._@+-]+)+",
          2,
          255,
          "must be an absolute path such as /var/lib/data, and not the root");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      if ((text + "/").matches(".*/\\.{1,2}/.*")) {
        return Optional.of("must be a path without the parts . and ..");
      }
      return (text + "/").matches("/(dev|proc|sys)/.*")
          ? Optional.of("must not lie in /dev, /proc or /sys, which belong to the kernel")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("/var/lib/clickhouse", "/home/coder/.config");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "/",
          "data",
          "/a b",
          "/a//b",
          "/a/",
          "/a/../b",
          "/proc",
          "/dev/shm",
          "/sys/x",
          "/a:b",
          "/ä",
          "/a\nb");
    }
  }
}
