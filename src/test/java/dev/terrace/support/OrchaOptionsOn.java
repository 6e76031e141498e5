package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

/** Orcha's wish list with everything on. */
public final class OrchaOptionsOn {
  private OrchaOptionsOn() {}

  /**
   * @param yaml the text of the fixture {@code orcha/prod.yaml}
   */
  public static String in(String yaml) {
    Map<String, String> on = new LinkedHashMap<>();
    on.put("multiAz: false", "multiAz: true");
    on.put("migrationTest: false", "migrationTest: true");
    on.put("ingestBacklogAlarm: false", "ingestBacklogAlarm: true");
    on.put("pipelineNotifications: false", "pipelineNotifications: true");
    on.put("developerAccess: false", "developerAccess: true");
    on.put("s3GatewayEndpoint: false", "s3GatewayEndpoint: true");
    on.put("interfaceEndpoints: []", "interfaceEndpoints: [ecr.api, logs]");
    on.put("keepImages: 5", "keepImages: 10");
    on.put("waf: false", "waf: true");
    on.put("highAvailability: false", "highAvailability: true");
    on.put("natGateways: none", "natGateways: onePerZone");
    on.put("# credentialRotationDays: 30", "credentialRotationDays: 30");
    on.put("tenants: {}", "tenants: {acme: {workers: 2}, globex: {visibilitySeconds: 900}}");
    String changed = yaml;
    for (Map.Entry<String, String> option : on.entrySet()) {
      assertThat(changed).as("prod.yaml").contains(option.getKey());
      changed = changed.replace(option.getKey(), option.getValue());
    }
    return changed;
  }
}
