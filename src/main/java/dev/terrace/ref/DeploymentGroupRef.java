package dev.terrace.ref;

/** A deployment group of CodeDeploy. */
public record DeploymentGroupRef(String application, String name) {}
