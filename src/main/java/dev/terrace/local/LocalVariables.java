package dev.terrace.local;

import java.util.Map;
import java.util.TreeMap;

/** The environment variables that lead to the simulated AWS only. */
public final class LocalVariables {
  private LocalVariables() {}

  /**
   * The shell's variables without those of AWS, so that no real account can be changed, and with
   * those of the simulation.
   *
   * @param endpoint such as {@code http://127.0.0.1:4566}
   */
  public static Map<String, String> of(Map<String, String> shell, String endpoint) {
    Map<String, String> variables = new TreeMap<>(shell);
    variables.keySet().removeIf(name -> name.startsWith("AWS_"));
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("AWS_ENDPOINT_URL", endpoint);
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.put("AWS_CONFIG_FILE", "/dev/null");
    variables.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    // The simulation answers at once or not at all: retries are pointless.
    variables.put("AWS_MAX_ATTEMPTS", "3");
    return variables;
  }
}
