package dev.terrace.actions.deploy.recovery;

import java.util.stream.Stream;

/** Looks in AWS for what one resource of a type may be. */
@FunctionalInterface
interface Finder {

  /** Terraform's ids of what AWS has; usually none or one. */
  Stream<String> find(AwsLists aws, Wanted wanted);
}
