package dev.terrace.ref;

/** An Auto Scaling group of instances. */
public record InstanceGroupRef(String name, String arn) {}
