package dev.terrace.aws;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Parameters of Systems Manager, as they lie there now. */
public final class ParameterStore {
  private final AwsApi api;
  private final String region;

  public ParameterStore(AwsApi api, String region) {
    this.api = api;
    this.region = region;
  }

  /**
   * A parameter.
   *
   * @param type String, StringList or SecureString
   * @param value of a SecureString, encrypted
   */
  public record Stored(String type, String value) {}

  /** A call that AWS refused or that did not reach it. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * What lies directly below a path, by name without the path. Nothing is decrypted.
   *
   * @param path such as {@code /coder-production}
   * @throws Unreadable with the path, the region and AWS's words
   */
  public Map<String, Stored> below(String path) {
    Map<String, Stored> found = new TreeMap<>();
    GetParametersByPathRequest request =
        GetParametersByPathRequest.builder()
            .path(path)
            .recursive(false)
            .withDecryption(false)
            .build();
    try (SsmClient client = api.ssm(region)) {
      for (GetParametersByPathResponse page : client.getParametersByPathPaginator(request)) {
        for (Parameter each : page.parameters()) {
          found.put(
              each.name().substring(path.length() + 1),
              new Stored(each.typeAsString(), each.value()));
        }
      }
    } catch (SdkException e) {
      throw new Unreadable(
          "cannot read the parameters under "
              + path
              + " in "
              + region
              + ": "
              + e.getMessage()
              + "\n  It takes ssm:GetParametersByPath on that path.",
          e);
    }
    return found;
  }
}
