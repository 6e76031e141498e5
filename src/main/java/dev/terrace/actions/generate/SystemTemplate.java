package dev.terrace.actions.generate;

/** What a new system begins with; the folder of its files has the same name. */
public enum SystemTemplate {
  /** Services on Fargate behind a load balancer, PostgreSQL, a bucket, alarms. */
  web,
  /** A group of instances with sessions and alarms. */
  instances,
  /** A network. */
  empty
}
