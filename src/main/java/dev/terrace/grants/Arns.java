package dev.terrace.grants;

/**
 * Names of resources of one account in one region.
 *
 * @param accountId may be a token
 */
public record Arns(String region, String accountId) {

  /**
   * @param service such as ssm
   * @param resource such as parameter/a/*
   */
  public String of(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + accountId + ":" + resource;
  }
}
