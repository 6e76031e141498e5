package dev.terrace.spec;

import dev.terrace.config.Checked;

/** A service behind a load balancer, as an entry of the configuration. */
public interface PublishedService extends Checked {

  /** 1-65535. */
  Integer port();

  /** Of its listener rule, 1-50000; null: it has none. */
  Integer priority();

  /** Whether it takes what no rule takes. */
  boolean isDefault();
}
