package dev.terrace.ref;

import java.util.List;

/**
 * A Redis replication group with transit encryption.
 *
 * @param replicationGroupId its id
 * @param nodeIds what CloudWatch calls its nodes
 * @param primaryAddress host name of the primary
 * @param port taken from the configuration, never from the resource
 */
public record CacheRef(
    String replicationGroupId, List<String> nodeIds, String primaryAddress, int port) {

  /** Its URL, without a token. */
  public String url() {
    return url("");
  }

  /**
   * @param token with what surrounds it, such as <code>:{0}@</code>
   */
  public String url(String token) {
    return "rediss://" + token + primaryAddress + ":" + port;
  }
}
