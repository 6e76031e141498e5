package dev.terrace.ref;

/** An Auto Scaling group of instances, and the launch template that they start from. */
public record InstanceGroupRef(String name, String arn, String launchTemplateArn) {}
