package dev.terrace.spec;

/** Which connections of a VPC are logged. */
public enum FlowLogs {
  none,
  /** What a security group or an ACL refuses: little, and what an investigation asks for first. */
  rejected,
  all
}
