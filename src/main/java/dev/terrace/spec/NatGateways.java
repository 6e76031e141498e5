package dev.terrace.spec;

/** How the subnets with egress reach the internet. */
public enum NatGateways {
  none,
  /** One for all zones: cheap, and gone with its zone. */
  one,
  onePerZone
}
